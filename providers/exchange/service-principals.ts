import type { Clock } from "../connection/clock";
import { exchangeObjects, type ExchangeObject, type ExchangeObjects } from "./objects";
import { guidOf, optionalText, textOf } from "./records";
import type { ExchangeRecord, Parameters, Transport } from "./transport";

/** Exchange's pointer to an enterprise application in Entra. */
export interface ServicePrincipal extends ExchangeObject {
  appId: string;
  objectId: string;
  displayName: string | undefined;
}

export interface ServicePrincipalSettings {
  appId: string;
  objectId: string;
  displayName: string;
}

export type ServicePrincipals = ExchangeObjects<ServicePrincipal>;

/** https://learn.microsoft.com/powershell/module/exchangepowershell/new-serviceprincipal */
export function servicePrincipals(transport: Transport, clock: Clock): ServicePrincipals {
  return exchangeObjects(transport, clock, "ServicePrincipal", parse);
}

export function toNewServicePrincipal(settings: ServicePrincipalSettings): Parameters {
  return { AppId: settings.appId, ObjectId: settings.objectId, DisplayName: settings.displayName };
}

/** Whether `reference` names this application: by its Guid in Exchange, its object id or its application id. */
export function isServicePrincipal(principal: ServicePrincipal, reference: string): boolean {
  const wanted = reference.toLowerCase();
  return [principal.guid, principal.objectId, principal.appId].includes(wanted);
}

function parse(record: ExchangeRecord, cmdlet: string): ServicePrincipal {
  return {
    guid: guidOf(cmdlet, record),
    // The name that Exchange gives itself; some answers leave it out.
    name: optionalText(record, "Name") ?? optionalText(record, "Identity") ?? "",
    appId: textOf(cmdlet, record, "AppId").toLowerCase(),
    // ServiceId is the older word for the object id.
    objectId: (optionalText(record, "ObjectId") ?? textOf(cmdlet, record, "ServiceId")).toLowerCase(),
    displayName: optionalText(record, "DisplayName"),
  };
}
