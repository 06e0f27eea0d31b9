import type { Entities, ExchangeObject } from "../entities";
import type { CollectionName } from "../store";
import { fitsPattern } from "../opath";
import type { Tenant } from "../tenant";
import type { Reader } from "../visibility";
import type { Invocation } from "./cmdlet";
import { ambiguous, notFound } from "./cmdlet-error";

/** The texts by which an object of a kind can be named. */
export type IdentityKeys<T> = (object: T) => readonly (string | null)[];

export function commonKeys(object: ExchangeObject): readonly string[] {
  return [object.name, object.distinguishedName, object.guid];
}

/**
 * What a Get-* answers for an Identity. Documented: null or nothing stands for every object, and `*` for any
 * text; a name that nothing has is an error, a pattern that nothing fits is not.
 */
export function select<T>(
  tenant: Tenant,
  objects: readonly T[],
  identity: string | undefined,
  keys: IdentityKeys<T>,
): readonly T[] {
  if (identity === undefined || identity === "") {
    if (tenant.behaviours.on("null-identity-returns-all")) return objects;
    throw notFound("");
  }
  if (identity.includes("*") && tenant.behaviours.on("identity-wildcards")) {
    const pattern = identity.toLowerCase();
    const fits = (key: string | null) => key !== null && fitsPattern(pattern, key.toLowerCase());
    return objects.filter((object) => keys(object).some(fits));
  }
  const found = exact(objects, identity, keys);
  if (found.length === 0) throw notFound(identity);
  return found;
}

/**
 * The one object that a write names, as it is now: found the way a lagging reader sees the collection, and not
 * found when only that reader still sees it.
 */
export function resolve<Name extends CollectionName>(
  { tenant, view }: Pick<Invocation, "tenant" | "view">,
  collection: Name,
  reader: Reader,
  identity: string | undefined,
  keys: IdentityKeys<Entities[Name]>,
): Entities[Name] {
  const seen = one(view(collection, reader), identity ?? "", keys);
  const key = "guid" in seen ? seen.guid : seen.id;
  const current = tenant.store[collection].get(key as string) as Entities[Name] | undefined;
  if (!current) throw notFound(identity ?? "");
  return current;
}

/** The one object that an Identity names. */
export function one<T>(objects: readonly T[], identity: string, keys: IdentityKeys<T>): T {
  const found = exact(objects, identity, keys);
  const [object] = found;
  if (object === undefined) throw notFound(identity);
  if (found.length > 1) throw ambiguous(identity);
  return object;
}

/** A Guid or a name that is the object's own wins over a display name that happens to read the same. */
function exact<T>(objects: readonly T[], identity: string, keys: IdentityKeys<T>): readonly T[] {
  const wanted = identity.replace(/^\{(.*)\}$/s, "$1").toLowerCase();
  return objects.filter((object) => keys(object).some((key) => key?.toLowerCase() === wanted));
}
