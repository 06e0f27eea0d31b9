import type { Clock } from "../connection/clock";
import { exchangeObjects, type ExchangeObject, type ExchangeObjects } from "./objects";
import { guidOf, optionalText, textOf } from "./records";
import type { Transport } from "./transport";

export interface RoleGroup extends ExchangeObject {
  description: string | undefined;
  /** Every word that Exchange may use for it, in lower case. */
  identities: string[];
}

export type RoleGroups = ExchangeObjects<RoleGroup>;

/** https://learn.microsoft.com/powershell/module/exchangepowershell/new-rolegroup */
export function roleGroups(transport: Transport, clock: Clock): RoleGroups {
  return exchangeObjects(transport, clock, "RoleGroup", (record, cmdlet) => {
    const identities = ["Guid", "ExchangeObjectId", "Name", "DisplayName", "Identity", "DistinguishedName"]
      .concat("SamAccountName", "ExternalDirectoryObjectId")
      .flatMap((property) => optionalText(record, property)?.toLowerCase() ?? []);
    return {
      guid: guidOf(cmdlet, record),
      name: textOf(cmdlet, record, "Name"),
      description: optionalText(record, "Description"),
      identities: [...new Set(identities)],
    };
  });
}
