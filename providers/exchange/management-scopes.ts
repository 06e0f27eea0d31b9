import type { Clock } from "../connection/clock";
import { withoutBraces } from "./filter/safety";
import { exchangeObjects, type ExchangeObject, type ExchangeObjects } from "./objects";
import { booleanOf, guidOf, optionalText, textOf } from "./records";
import type { ExchangeRecord, Parameters, Transport } from "./transport";

export interface ManagementScope extends ExchangeObject {
  /** The filter as Exchange re-rendered it. Absent on scopes of servers and databases. */
  recipientFilter: string | undefined;
  recipientRoot: string | undefined;
  exclusive: boolean;
}

export interface ManagementScopeSettings {
  name: string;
  recipientRestrictionFilter: string;
  recipientRoot?: string | undefined;
  exclusive: boolean;
}

export type ManagementScopes = ExchangeObjects<ManagementScope>;

/** https://learn.microsoft.com/powershell/module/exchangepowershell/new-managementscope */
export function managementScopes(transport: Transport, clock: Clock): ManagementScopes {
  return exchangeObjects(transport, clock, "ManagementScope", parse);
}

export function toNewManagementScope(settings: ManagementScopeSettings): Parameters {
  return {
    Name: settings.name,
    RecipientRestrictionFilter: withoutBraces(settings.recipientRestrictionFilter),
    ...(settings.recipientRoot === undefined ? {} : { RecipientRoot: settings.recipientRoot }),
    // Force only hides the question that Exchange asks before it makes an exclusive scope.
    ...(settings.exclusive ? { Exclusive: true, Force: true } : {}),
  };
}

export function toSetManagementScope(changes: {
  name?: string;
  recipientRestrictionFilter?: string;
  recipientRoot?: string | null;
}): Parameters {
  return {
    ...(changes.name === undefined ? {} : { Name: changes.name }),
    ...(changes.recipientRestrictionFilter === undefined
      ? {}
      : { RecipientRestrictionFilter: withoutBraces(changes.recipientRestrictionFilter) }),
    ...(changes.recipientRoot === undefined ? {} : { RecipientRoot: changes.recipientRoot }),
  };
}

function parse(record: ExchangeRecord, cmdlet: string): ManagementScope {
  return {
    guid: guidOf(cmdlet, record),
    name: textOf(cmdlet, record, "Name"),
    // The cmdlets take RecipientRestrictionFilter and answer RecipientFilter.
    recipientFilter:
      optionalText(record, "RecipientFilter") ?? optionalText(record, "RecipientRestrictionFilter"),
    recipientRoot: optionalText(record, "RecipientRoot"),
    exclusive: booleanOf(cmdlet, record, "Exclusive"),
  };
}
