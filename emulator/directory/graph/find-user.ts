import type { User } from "../../entities";
import type { Tenant } from "../../tenant";
import { notFound } from "./graph-error";

/** Users that are not among the deleted items, as a reader sees them. */
export function activeUsers(tenant: Tenant, reader: "reads" | "targets"): User[] {
  return tenant.visibility.view("users", reader).filter(({ deletedDateTime }) => deletedDateTime === null);
}

/** By object id or UPN. A reader may see what has changed meanwhile; who writes gets the user as it is. */
export function findUser(tenant: Tenant, key: string, reader: "reads" | "targets"): User {
  const wanted = key.toLowerCase();
  const found = activeUsers(tenant, reader).find(
    ({ id, userPrincipalName }) => id === wanted || userPrincipalName.toLowerCase() === wanted,
  );
  const current = reader === "targets" && found ? tenant.store.users.get(found.id) : found;
  if (!current || (reader === "targets" && current.deletedDateTime !== null)) throw notFound(key);
  return current;
}
