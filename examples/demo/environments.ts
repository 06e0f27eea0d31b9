import { join } from "node:path";
import type { Engine } from "../../tools/pulumi/ensure-engine";
import { engineEnvironment } from "../../tools/pulumi/engine-environment";
import type { Tenant } from "./tenant";

/** What each of the processes gets to know: the vendor not the administrator's secret, and so on. */
export interface Environments {
  pulumi: NodeJS.ProcessEnv;
  vendor: NodeJS.ProcessEnv;
  administrator: NodeJS.ProcessEnv;
  /** All of it, as somebody needs it who goes on by hand; `PATH` is the engine's folder alone. */
  byHand: Record<string, string>;
}

export const stackName = "contoso";

/** Settings of the user's own for real tenants must not take part, and nothing here leaves the machine. */
const ofRealTenants = /^(ARM|AZURE|EXCHANGE)_|^(HTTPS?|ALL)_PROXY$/i;

export function cleanEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !ofRealTenants.test(name)));
}

/** Variables of the user's shell that would disturb the commands to play with. */
export function disturbing(byHand: Record<string, string>): string[] {
  return Object.keys(process.env).filter((name) => ofRealTenants.test(name) && !(name in byHand));
}

/** The stack's settings are in the work folder, so that the checkout stays as it is. */
export function stackSettingsFile(workFolder: string): string {
  return join(workFolder, `Pulumi.${stackName}.yaml`);
}

export function environmentsOf(engine: Engine, tenant: Tenant, workFolder: string): Environments {
  const clean = cleanEnvironment();
  const { vendor, administrator, environment } = tenant;
  const reach = {
    NODE_EXTRA_CA_CERTS: tenant.caFile,
    AZURE_AUTHORITY_HOST: tenant.url,
    AZURE_TENANT_ID: tenant.tenantId,
    EXCHANGE_TENANT_URL: tenant.url,
  };
  const asVendor = { VENDOR_CLIENT_ID: vendor.clientId, VENDOR_CLIENT_SECRET: vendor.clientSecret };
  const asAdministrator = {
    VENDOR_CLIENT_ID: vendor.clientId,
    ADMINISTRATOR_CLIENT_ID: administrator.clientId,
    ADMINISTRATOR_CLIENT_SECRET: administrator.clientSecret,
  };
  const stack = { PULUMI_STACK: stackName, PULUMI_OPTION_CONFIG_FILE: stackSettingsFile(workFolder) };
  return {
    pulumi: {
      ...engineEnvironment(engine, workFolder, clean),
      ...environment,
      ...stack,
      PULUMI_OPTION_COLOR: "never",
      PULUMI_OPTION_NON_INTERACTIVE: "true",
    },
    vendor: { ...clean, ...reach, ...asVendor },
    administrator: { ...clean, ...reach, ...asAdministrator },
    byHand: {
      ...definedOnly(engineEnvironment(engine, workFolder, {})),
      PATH: engine.directory,
      ...environment,
      ...stack,
      ...asVendor,
      ...asAdministrator,
    },
  };
}

function definedOnly(environment: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
