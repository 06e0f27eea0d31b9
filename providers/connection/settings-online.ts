import { readCredentials, type CredentialSource, type EnvironmentVariables } from "./credentials";
import { cloudEnvironment, type CloudEnvironment } from "./environments";
import { ConfigurationError } from "./errors";
import { readShellSettings, type ShellSettings } from "./shell-settings";

/** A connection to Exchange Online. */
export interface OnlineSettings {
  deployment: "online";
  tenantId: string;
  cloud: CloudEnvironment;
  credentials: CredentialSource;
  /** How Exchange is spoken to. */
  transport: { kind: "rest" } | OnlineShellSettings;
}

export interface OnlineShellSettings extends ShellSettings {
  /** The organisation's *.onmicrosoft.com name, which Exchange Online PowerShell wants to be told. */
  organization: string;
}

export interface OnlineConfig {
  tenantId?: string | undefined;
  organization?: string | undefined;
  environment?: string | undefined;
  transport?: "rest" | "powershell" | undefined;
  credentials?: string | undefined;
}

export function readOnlineSettings(config: OnlineConfig, variables: EnvironmentVariables): OnlineSettings {
  const cloud = cloudEnvironment(config.environment ?? "public");
  const { source, tenantId: tenantOfCredentials } = readCredentials(variables, config.credentials);
  const tenantId = config.tenantId ?? tenantOfCredentials;
  if (tenantId === undefined) {
    throw new ConfigurationError(
      "exchange:tenantId is not set, and neither ARM_TENANT_ID nor AZURE_TENANT_ID is in the environment.\n" +
        "Set it with: pulumi config set exchange:tenantId <the tenant's id>",
    );
  }
  const transport =
    config.transport === "powershell"
      ? { ...readShellSettings(variables), organization: organizationOf(config) }
      : { kind: "rest" as const };
  if (source.kind === "certificateInStore" && transport.kind === "rest") {
    throw new ConfigurationError(
      "CLIENT_CERTIFICATE_THUMBPRINT in the environment names a certificate in the Windows certificate store, which only " +
        "PowerShell can use. Give a file in CLIENT_CERTIFICATE_PATH, or speak to Exchange over PowerShell.\n" +
        "Set it with: pulumi config set exchange:transport powershell",
    );
  }
  return { deployment: "online", tenantId: tenantId.toLowerCase(), cloud, credentials: source, transport };
}

function organizationOf({ organization }: OnlineConfig): string {
  if (organization !== undefined) return organization;
  throw new ConfigurationError(
    "exchange:organization is not set, and Exchange Online PowerShell connects to an organisation by its name.\n" +
      "Set it with: pulumi config set exchange:organization <name>.onmicrosoft.com",
  );
}
