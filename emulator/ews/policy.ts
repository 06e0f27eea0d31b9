import type { Json, Recipient } from "../entities";
import type { Tenant } from "../tenant";

/** Whether the organisation lets this client use Exchange Web Services at all. */
export function isAllowedByOrganization(tenant: Tenant, userAgent: string): boolean {
  const { config } = tenant.store.organization.get();
  if (config.ewsEnabled === false && tenant.behaviours.on("organization-ews-enabled")) return false;
  return !tenant.behaviours.on("ews-application-access-policy") || isAllowedAgent(config, userAgent);
}

/** What Set-CASMailbox keeps with the mailbox. */
export function isAllowedByMailbox(
  { behaviours }: Tenant,
  { attributes: { ewsEnabled } }: Recipient,
): boolean {
  return (ewsEnabled !== false && ewsEnabled !== 0) || !behaviours.on("mailbox-ews-enabled");
}

/** Documented: clients are told by the start of their User-Agent, a list of allowed ones is closed. */
function isAllowedAgent(config: Readonly<Record<string, Json>>, userAgent: string): boolean {
  switch (config.ewsApplicationAccessPolicy) {
    case "EnforceAllowList":
      return patterns(config.ewsAllowList).some((pattern) => pattern.test(userAgent));
    case "EnforceBlockList":
      return !patterns(config.ewsBlockList).some((pattern) => pattern.test(userAgent));
    default:
      return true;
  }
}

function patterns(list: Json | undefined): RegExp[] {
  const entries = [list ?? []].flat().filter((entry) => typeof entry === "string");
  return entries.map((entry) => {
    const parts = entry.split("*");
    return new RegExp(`^${parts.map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&")).join(".*")}$`, "i");
  });
}
