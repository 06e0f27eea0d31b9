import { canonicalName } from "../distinguished-names";
import type { ActiveDirectory, ExchangeObject } from "../entities";
import type { WireValue } from "./wire";

/** How Active Directory's schema calls a class, and since which version of Exchange its objects are as they are. */
interface SchemaClass {
  readonly category: string;
  readonly classes: readonly string[];
  readonly version: string;
  /** Objects of the domain are named by their canonical names, those of the configuration by their own. */
  readonly inDomain: boolean;
}

/** Captured: an object of a server on-premises has no organisation above it and nothing of the cloud's. */
export function onPremisesProperties(
  { name, distinguishedName }: ExchangeObject,
  { forest, domainControllers }: ActiveDirectory,
  objectClass: string,
): Record<string, WireValue> {
  const schema =
    schemaClasses[objectClass] ?? configurationClass(objectClass, objectClass, "0.10 (14.0.100.0)");
  const identity = schema.inDomain ? canonicalName(distinguishedName) : name;
  return {
    Identity: identity,
    Id: identity,
    ExchangeVersion: schema.version,
    ObjectCategory: `${forest}/Configuration/Schema/${schema.category}`,
    ObjectClass: ["top", ...schema.classes],
    OrganizationId: "",
    OriginatingServer: domainControllers[0] ?? "",
  };
}

function configurationClass(name: string, category: string, version: string): SchemaClass {
  return { category, classes: [name], version, inDomain: false };
}

const schemaClasses: Readonly<Record<string, SchemaClass>> = {
  group: { category: "Group", classes: ["group"], version: "0.10 (14.0.100.0)", inDomain: true },
  user: {
    category: "Person",
    classes: ["person", "organizationalPerson", "user"],
    version: "0.20 (15.0.0.0)",
    inDomain: true,
  },
  msExchRole: configurationClass("msExchRole", "ms-Exch-Role", "0.12 (14.0.451.0)"),
  msExchRoleAssignment: configurationClass(
    "msExchRoleAssignment",
    "ms-Exch-Role-Assignment",
    "0.11 (14.0.550.0)",
  ),
  msExchScope: configurationClass("msExchScope", "ms-Exch-Scope", "0.10 (14.0.100.0)"),
};
