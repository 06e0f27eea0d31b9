import type { ExchangeObject, Organization } from "../entities";
import { serviceDomainController } from "./cmdlet-error";
import { onPremisesProperties } from "./wire-on-premises";

export type WireValue = string | number | boolean | null | readonly string[] | Typed;
export type WireObject = Readonly<Record<string, string | number | boolean | null | readonly string[]>>;

/** A value that is no text in .NET and therefore says its type in a companion property. */
interface Typed {
  readonly type: string;
  readonly value: string | number;
}

export function guid(value: string | null): WireValue {
  return value === null ? null : { type: "System.Guid", value };
}

export function dateTime(value: string | null): WireValue {
  return value === null ? null : { type: "System.DateTime", value };
}

export function integer(value: number | null): WireValue {
  return value === null ? null : { type: "System.Int32", value };
}

/** Adds the `<Name>@data.type` companions that InvokeCommand sends for Guids, dates and numbers. */
export function wireObject(properties: Readonly<Record<string, WireValue>>): WireObject {
  const object: Record<string, WireObject[string]> = {};
  for (const [name, value] of Object.entries(properties)) {
    if (typeof value === "object" && value !== null && "type" in value) {
      object[`${name}@data.type`] = value.type;
      object[name] = value.value;
    } else {
      object[name] = value;
    }
  }
  return object;
}

/** What every object of the configuration and every recipient shows. */
export function commonProperties(
  entity: ExchangeObject,
  organization: Organization,
  objectClass: string,
): Record<string, WireValue> {
  const { activeDirectory } = organization;
  return {
    Identity: entity.name,
    Id: entity.name,
    Name: entity.name,
    DistinguishedName: entity.distinguishedName,
    Guid: guid(entity.guid),
    WhenCreated: dateTime(entity.whenCreated),
    WhenCreatedUTC: dateTime(entity.whenCreated),
    WhenChanged: dateTime(entity.whenChanged),
    WhenChangedUTC: dateTime(entity.whenChanged),
    IsValid: true,
    ObjectState: "Unchanged",
    ...(activeDirectory
      ? onPremisesProperties(entity, activeDirectory, objectClass)
      : onlineProperties(entity, organization, objectClass)),
  };
}

function onlineProperties(
  entity: ExchangeObject,
  organization: Organization,
  objectClass: string,
): Record<string, WireValue> {
  return {
    ExchangeObjectId: guid(entity.guid),
    ExchangeVersion: "0.11 (14.0.550.0)",
    ObjectCategory: `${serviceForest}/Configuration/Schema/${objectClass}`,
    ObjectClass: ["top", objectClass],
    OrganizationId: organizationId(organization),
    OrganizationalUnitRoot: organization.initialDomain,
    OriginatingServer: serviceDomainController,
    DirectoryObjectVersion: integer(1),
  };
}

const serviceForest = "EURPR01A001.PROD.OUTLOOK.COM";

function organizationId({ initialDomain }: Organization): string {
  return `${serviceForest}/Microsoft Exchange Hosted Organizations/${initialDomain} - ${serviceForest}/ConfigurationUnits/${initialDomain}/Configuration`;
}
