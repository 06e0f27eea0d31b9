import * as pulumi from "@pulumi/pulumi";

/** What the tenant stack is told, all of it by stack config: `pulumi config set <key> <value>`. */
export interface IntegrationSettings {
  name: string;
  appId: string;
  objectId: string;
  filter: string;
  roles: string[];
  tenantId: string | undefined;
}

/** What a product that books rooms needs: the calendars, and the time zones to write into them. */
const roomBookingRoles = ["Application Calendars.ReadWrite", "Application MailboxSettings.Read"];

export function readSettings(): IntegrationSettings {
  const config = new pulumi.Config();
  return {
    name: config.require("name"),
    appId: config.require("appId"),
    objectId: config.require("objectId"),
    filter: config.require("filter"),
    roles: config.getObject<string[]>("roles") ?? roomBookingRoles,
    tenantId:
      new pulumi.Config("exchange").get("tenantId") ??
      process.env.ARM_TENANT_ID ??
      process.env.AZURE_TENANT_ID,
  };
}
