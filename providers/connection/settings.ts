import { z } from "zod";
import type { EnvironmentVariables } from "./credentials";
import type { Deployment } from "./deployment";
import { ConfigurationError } from "./errors";
import { readOnPremisesSettings, type OnPremisesSettings } from "./settings-on-premises";
import { readOnlineSettings, type OnlineSettings } from "./settings-online";

/** Everything a connection is made of, parsed once from `exchange:*` config and the environment. */
export type Settings = OnlineSettings | OnPremisesSettings;

/** Reads one `exchange:*` key; `undefined` if it is not set. */
export type ReadConfig = (key: string) => string | undefined;

const optional = z
  .string()
  .trim()
  .transform((text) => (text === "" ? undefined : text))
  .optional();

const configSchema = z.object({
  deployment: optional.pipe(
    z.enum(["online", "onPremises"], { error: "must be online or onPremises" }).default("online"),
  ),
  transport: optional.pipe(
    z.enum(["rest", "powershell"], { error: "must be rest or powershell" }).optional(),
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
  environment: optional.pipe(z.string().optional()),
  connectionUri: optional.pipe(
    z
      .string()
      .refine(isConnectionUri, {
        error:
          "must be where an Exchange server answers to remote PowerShell, by its full name: http://ex1.contoso.com/PowerShell/",
      })
      .optional(),
  ),
  domainController: optional.pipe(
    z
      .string()
      .regex(/^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$/i, {
        error: "must be the full name of a domain controller, such as dc1.contoso.com",
      })
      .optional(),
  ),
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

type Config = z.output<typeof configSchema>;

/** The keys of the `exchange:` namespace. A contract: they stand in users' stack files. */
export const configKeys = Object.keys(configSchema.shape);

/** Throws a ConfigurationError that names the key, the fault and how to set it. Sends nothing. */
export function readSettings(readConfig: ReadConfig, variables: EnvironmentVariables): Settings {
  const given = Object.fromEntries(configKeys.map((key) => [key, readConfig(key)]));
  const parsed = configSchema.safeParse(given);
  if (!parsed.success)
    throw new ConfigurationError(parsed.error.issues.map((issue) => explain(issue, given)).join("\n"));
  const config = parsed.data;
  refuseForeign(config);
  return config.deployment === "onPremises"
    ? readOnPremisesSettings(config, variables)
    : readOnlineSettings(config, variables);
}

/** Keys that only one deployment has, with the reason. Ignored silently, they would let a stack seem to lead elsewhere. */
const foreign: Record<Deployment, Partial<Record<keyof Config, string>>> = {
  online: {
    connectionUri: "Exchange Online is reached without it",
    domainController: "the domain controllers of Exchange Online are Microsoft's",
  },
  onPremises: {
    tenantId: "an Exchange server knows nothing of an Entra tenant",
    organization: "exchange:connectionUri leads to the organisation",
    environment: "an Exchange server is in no Microsoft cloud",
  },
};

function refuseForeign(config: Config): void {
  const { deployment } = config;
  const other = deployment === "online" ? "onPremises" : "online";
  const faults = Object.entries(foreign[deployment])
    .filter(([key]) => config[key as keyof Config] !== undefined)
    .map(
      ([key, reason]) =>
        `exchange:${key} is set, but exchange:deployment is ${deployment}: ${reason}.\n` +
        `Remove it with: pulumi config rm exchange:${key}`,
    );
  if (faults.length === 0) return;
  throw new ConfigurationError(
    `${faults.join("\n")}\nIf Exchange does run ${other === "online" ? "in Microsoft's cloud" : "on servers of your own"}: ` +
      `pulumi config set exchange:deployment ${other}`,
  );
}

function isConnectionUri(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return (
    url !== undefined &&
    ["http:", "https:"].includes(url.protocol) &&
    url.username === "" &&
    url.password === "" &&
    url.pathname !== "/"
  );
}

function explain(issue: z.core.$ZodIssue, given: Record<string, string | undefined>): string {
  const key = String(issue.path[0]);
  return (
    `exchange:${key} is "${given[key] ?? ""}": ${issue.message}.\n` +
    `Set it with: pulumi config set exchange:${key} <value>`
  );
}
