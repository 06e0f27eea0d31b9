import { canonicalName } from "../distinguished-names";
import type { ExchangeObject } from "../entities";
import type { Tenant } from "../tenant";

/** How a person or a group reads back where an object refers to it on-premises. */
export function principalName({ behaviours }: Tenant, { name, distinguishedName }: ExchangeObject): string {
  return behaviours.on("principals-by-canonical-name") ? canonicalName(distinguishedName) : name;
}

/** An organisational unit or a domain as a scope shows it: like other objects of the domain on-premises. */
export function domainObjectName({ mode, behaviours }: Tenant, distinguishedName: string): string {
  const isCanonical = mode === "onPremises" && behaviours.on("organizational-units-by-canonical-name");
  return isCanonical ? canonicalName(distinguishedName) : distinguishedName;
}
