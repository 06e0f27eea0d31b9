import { existsSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { z } from "zod";
import { ConfigurationError } from "./errors";

export type EnvironmentVariables = Readonly<Record<string, string | undefined>>;

/** How we prove who we are to Entra. Secrets stay in here and in the environment; nothing of it reaches the state. */
export type CredentialSource =
  | { kind: "clientSecret"; clientId: string; clientSecret: string }
  | { kind: "certificate"; clientId: string; certificatePath: string; certificatePassword?: string }
  | { kind: "certificateInStore"; clientId: string; thumbprint: string }
  | { kind: "workloadIdentity"; clientId: string; assertion: () => Promise<string> }
  | { kind: "managedIdentity"; clientId?: string }
  | { kind: "azureCli" };

/** Names after the prefix, most specific first. `ARM_` as @pulumi/azuread, `AZURE_` as the Azure SDKs. */
const defaultPrefixes = ["ARM", "AZURE"];

/**
 * Finds the credentials in the environment. `prefix` selects another set for an explicit provider
 * (`FABRIKAM` reads `FABRIKAM_CLIENT_ID` and so on) and switches the default names off.
 */
export function readCredentials(
  variables: EnvironmentVariables,
  prefix?: string,
): { source: CredentialSource; tenantId: string | undefined } {
  const prefixes = prefix === undefined ? defaultPrefixes : [prefix];
  const read = (...names: string[]): string | undefined => {
    for (const each of prefixes) {
      for (const name of names) {
        const value = variables[`${each}_${name}`]?.trim();
        if (value) return value;
      }
    }
    return undefined;
  };
  const source = findSource(read, variables);
  if (source === undefined) throw new ConfigurationError(noCredentials(prefixes));
  const tenantId = read("TENANT_ID");
  if (tenantId !== undefined && !z.guid().safeParse(tenantId).success) {
    throw new ConfigurationError(
      `${prefixes.map((each) => `${each}_TENANT_ID`).join(" or ")} in the environment must be the tenant's id, a GUID.`,
    );
  }
  return { source, tenantId };
}

type Read = (...names: string[]) => string | undefined;

function findSource(read: Read, variables: EnvironmentVariables): CredentialSource | undefined {
  const clientId = read("CLIENT_ID");
  const isOn = (name: string): boolean => read(name)?.toLowerCase() === "true";
  if (isOn("USE_MSI")) return clientId ? { kind: "managedIdentity", clientId } : { kind: "managedIdentity" };
  if (clientId !== undefined) {
    const application = findApplicationSource(read, clientId);
    if (application) return application;
  }
  const cli = read("USE_CLI")?.toLowerCase();
  return cli === "true" || (cli === undefined && clientId === undefined && onPath("az", variables))
    ? { kind: "azureCli" }
    : undefined;
}

function findApplicationSource(read: Read, clientId: string): CredentialSource | undefined {
  const assertion = findAssertion(read);
  if (read("USE_OIDC")?.toLowerCase() === "true" && assertion) {
    return { kind: "workloadIdentity", clientId, assertion };
  }
  const clientSecret = read("CLIENT_SECRET");
  if (clientSecret) return { kind: "clientSecret", clientId, clientSecret };
  const certificatePath = read("CLIENT_CERTIFICATE_PATH");
  if (certificatePath) {
    if (!existsSync(certificatePath)) {
      throw new ConfigurationError(
        `The certificate file "${certificatePath}" (CLIENT_CERTIFICATE_PATH in the environment) does not exist.`,
      );
    }
    const certificatePassword = read("CLIENT_CERTIFICATE_PASSWORD");
    return {
      kind: "certificate",
      clientId,
      certificatePath,
      ...(certificatePassword ? { certificatePassword } : {}),
    };
  }
  const thumbprint = read("CLIENT_CERTIFICATE_THUMBPRINT");
  if (thumbprint) return { kind: "certificateInStore", clientId, thumbprint: thumbprintOf(thumbprint) };
  return assertion ? { kind: "workloadIdentity", clientId, assertion } : undefined;
}

/** As Windows shows it: in pairs, at times behind an invisible character that comes along when it is copied. */
function thumbprintOf(text: string): string {
  const thumbprint = text.replace(/[\s:\u200e\u200f]/g, "").toUpperCase();
  if (/^[0-9A-F]{40}$/.test(thumbprint)) return thumbprint;
  throw new ConfigurationError(
    `CLIENT_CERTIFICATE_THUMBPRINT in the environment is "${text}": it must be the certificate's thumbprint, 40 hexadecimal digits.`,
  );
}

/** The federated token is read at each use: pipelines and clusters replace the file while we run. */
function findAssertion(read: Read): (() => Promise<string>) | undefined {
  const file = read("OIDC_TOKEN_FILE_PATH", "FEDERATED_TOKEN_FILE");
  if (file) return () => Promise.resolve(readFileSync(file, "utf8").trim());
  const token = read("OIDC_TOKEN");
  if (token) return () => Promise.resolve(token);
  const url = read("OIDC_REQUEST_URL");
  const bearer = read("OIDC_REQUEST_TOKEN");
  return url && bearer ? () => requestAssertion(url, bearer) : undefined;
}

/** https://docs.github.com/actions/security-for-github-actions/security-hardening-your-deployments/about-security-hardening-with-openid-connect */
async function requestAssertion(url: string, bearer: string): Promise<string> {
  const address = new URL(url);
  address.searchParams.set("audience", "api://AzureADTokenExchange");
  const answer = await fetch(address, {
    headers: { authorization: `Bearer ${bearer}`, accept: "application/json" },
  });
  if (!answer.ok)
    throw new Error(`The pipeline's identity service answered ${answer.status} to the token request.`);
  return z.object({ value: z.string() }).parse(await answer.json()).value;
}

function onPath(program: string, variables: EnvironmentVariables): boolean {
  const names = process.platform === "win32" ? [`${program}.cmd`, `${program}.exe`] : [program];
  const folders = (variables["PATH"] ?? variables["Path"] ?? "")
    .split(delimiter)
    .filter((folder) => folder !== "");
  return folders.some((folder) => names.some((name) => existsSync(join(folder, name))));
}

function noCredentials(prefixes: string[]): string {
  const name = (suffix: string): string => prefixes.map((each) => `${each}_${suffix}`).join(" or ");
  return (
    "No credentials for the tenant are in the environment. Set one of:\n" +
    `  ${name("CLIENT_ID")} with ${name("CLIENT_SECRET")}\n` +
    `  ${name("CLIENT_ID")} with ${name("CLIENT_CERTIFICATE_PATH")}\n` +
    `  ${name("CLIENT_ID")} with ${name("CLIENT_CERTIFICATE_THUMBPRINT")} (Windows, over PowerShell)\n` +
    `  ${name("CLIENT_ID")} with ${name("OIDC_TOKEN_FILE_PATH")}, ${name("OIDC_TOKEN")} or ${name("FEDERATED_TOKEN_FILE")}\n` +
    `  ${name("USE_MSI")}=true for a managed identity\n` +
    `  ${name("USE_CLI")}=true for the account signed in with "az login"`
  );
}
