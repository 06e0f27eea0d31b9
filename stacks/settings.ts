import * as pulumi from "@pulumi/pulumi";

/** What the tenant stack is told, all of it by stack config: `pulumi config set <key> <value>`. */
interface Settings {
  name: string;
  filter: string;
}

export interface ApplicationSettings extends Settings {
  appId: string;
  objectId: string;
  roles: string[];
  tenantId: string | undefined;
}

export interface AccountSettings extends Settings {
  account: string;
  organizationalUnit: string | undefined;
}

/** What a product that books rooms needs: the calendars, and the time zones to write into them. */
const roomBookingRoles = ["Application Calendars.ReadWrite", "Application MailboxSettings.Read"];

const exchange = new pulumi.Config("exchange");

export function isOnPremises(): boolean {
  return exchange.get("deployment") === "onPremises";
}

export function readApplicationSettings(): ApplicationSettings {
  const config = new pulumi.Config();
  return {
    ...readCommon(config),
    appId: demand(config, "appId"),
    objectId: demand(config, "objectId"),
    roles: config.getObject<string[]>("roles") ?? roomBookingRoles,
    tenantId: exchange.get("tenantId") ?? process.env.ARM_TENANT_ID ?? process.env.AZURE_TENANT_ID,
  };
}

export function readAccountSettings(): AccountSettings {
  const config = new pulumi.Config();
  return {
    ...readCommon(config),
    account: demand(config, "account"),
    organizationalUnit: config.get("organizationalUnit") || undefined,
  };
}

function readCommon(config: pulumi.Config): Settings {
  return { name: demand(config, "name"), filter: demand(config, "filter") };
}

/** Pulumi.yaml cannot say of a setting that one deployment alone needs it: there it is empty. */
function demand(config: pulumi.Config, key: string): string {
  const value = config.get(key)?.trim();
  if (value) return value;
  const where = isOnPremises() ? "on-premises" : "for Exchange Online";
  throw new pulumi.RunError(
    `The setting "${key}" is missing, which this stack needs ${where} (exchange:deployment). ` +
      `Set it with: pulumi config set ${key} <value>`,
  );
}
