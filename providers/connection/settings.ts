import { z } from "zod";
import { readCredentials, type CredentialSource, type EnvironmentVariables } from "./credentials";
import { cloudEnvironment, type CloudEnvironment } from "./environments";
import { ConfigurationError } from "./errors";

/** Everything a connection is made of, parsed once from `exchange:*` config and the environment. */
export interface Settings {
  tenantId: string;
  cloud: CloudEnvironment;
  credentials: CredentialSource;
  /** How Exchange is spoken to. */
  transport: { kind: "rest" } | PowerShellSettings;
}

export interface PowerShellSettings {
  kind: "powershell";
  /** The organisation's *.onmicrosoft.com name, which Exchange Online PowerShell wants to be told. */
  organization: string;
  /** pwsh, or Windows PowerShell. */
  executable: string;
  /** Of the environment, without what the shell has no business to know. */
  variables: EnvironmentVariables;
}

/** Reads one `exchange:*` key; `undefined` if it is not set. */
export type ReadConfig = (key: string) => string | undefined;

const optional = z
  .string()
  .trim()
  .transform((text) => (text === "" ? undefined : text))
  .optional();

const configSchema = z.object({
  deployment: optional.pipe(
    z
      .literal("online", { error: "online is the only deployment that this version manages" })
      .default("online"),
  ),
  transport: optional.pipe(
    z.enum(["rest", "powershell"], { error: "must be rest or powershell" }).default("rest"),
  ),
  tenantId: optional.pipe(
    z.guid({ error: "must be the tenant's id, a GUID (Entra admin center > Overview)" }).optional(),
  ),
  organization: optional.pipe(
    z
      .string()
      .regex(/^[a-z0-9][a-z0-9.-]*\.[a-z0-9-]+$/i, {
        error: "must be the organisation's first domain, such as contoso.onmicrosoft.com",
      })
      .optional(),
  ),
  environment: optional.pipe(z.string().default("public")),
  credentials: optional.pipe(
    z
      .string()
      .regex(/^[A-Z][A-Z0-9_]*$/, {
        error:
          "must be the prefix of environment variables in capitals, for example FABRIKAM for FABRIKAM_CLIENT_ID",
      })
      .optional(),
  ),
});

/** The keys of the `exchange:` namespace. A contract: they stand in users' stack files. */
export const configKeys = Object.keys(configSchema.shape);

/** Throws a ConfigurationError that names the key, the fault and how to set it. Sends nothing. */
export function readSettings(readConfig: ReadConfig, variables: EnvironmentVariables): Settings {
  const given = Object.fromEntries(configKeys.map((key) => [key, readConfig(key)]));
  const parsed = configSchema.safeParse(given);
  if (!parsed.success)
    throw new ConfigurationError(parsed.error.issues.map((issue) => explain(issue, given)).join("\n"));
  const config = parsed.data;
  const cloud = cloudEnvironment(config.environment);
  const { source, tenantId: tenantOfCredentials } = readCredentials(variables, config.credentials);
  const tenantId = config.tenantId ?? tenantOfCredentials;
  if (tenantId === undefined) {
    throw new ConfigurationError(
      "exchange:tenantId is not set, and neither ARM_TENANT_ID nor AZURE_TENANT_ID is in the environment.\n" +
        "Set it with: pulumi config set exchange:tenantId <the tenant's id>",
    );
  }
  const transport =
    config.transport === "rest"
      ? { kind: config.transport }
      : powerShellSettings(config.transport, config.organization, variables);
  return { tenantId: tenantId.toLowerCase(), cloud, credentials: source, transport };
}

function powerShellSettings(
  kind: "powershell",
  organization: string | undefined,
  variables: EnvironmentVariables,
): PowerShellSettings {
  if (organization === undefined) {
    throw new ConfigurationError(
      "exchange:organization is not set, and Exchange Online PowerShell connects to an organisation by its name.\n" +
        "Set it with: pulumi config set exchange:organization <name>.onmicrosoft.com",
    );
  }
  return {
    kind,
    organization,
    executable: variables["EXCHANGE_PWSH"]?.trim() || "pwsh",
    variables: Object.fromEntries(Object.entries(variables).filter(([name]) => !notForTheShell.test(name))),
  };
}

/** Secrets that the shell is given another way if at all, and switches that would make it print what it is told. */
const notForTheShell =
  /(^|_)(CLIENT_SECRET|CLIENT_CERTIFICATE_PASSWORD|OIDC_TOKEN|OIDC_REQUEST_TOKEN)$|^PULUMI_|^(NODE_POWERSHELL|DEBUG)$/i;

function explain(issue: z.core.$ZodIssue, given: Record<string, string | undefined>): string {
  const key = String(issue.path[0]);
  return (
    `exchange:${key} is "${given[key] ?? ""}": ${issue.message}.\n` +
    `Set it with: pulumi config set exchange:${key} <value>`
  );
}
