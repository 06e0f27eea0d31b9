import type { Tenant } from "../../tenant";
import { without } from "./graph-object";

/** Those of the ids that are still in the directory. */
export function presentDirectoryObjects(tenant: Tenant, ids: readonly string[]): Record<string, unknown>[] {
  return ids.map((id) => presentDirectoryObject(tenant, id)).filter((object) => object !== undefined);
}

/** A member, an owner or the like: any kind of object, with the `@odata.type` that tells it. */
export function presentDirectoryObject(tenant: Tenant, id: string): Record<string, unknown> | undefined {
  const { users, groups, servicePrincipals } = tenant.store;
  const user = users.get(id);
  if (user && !user.deletedDateTime) {
    const { userPrincipalName, displayName, mail, givenName = null, surname = null } = user;
    return {
      "@odata.type": "#microsoft.graph.user",
      id: user.id,
      displayName,
      givenName,
      surname,
      mail,
      userPrincipalName,
    };
  }
  const group = groups.get(id);
  if (group) {
    return { "@odata.type": "#microsoft.graph.group", ...without(group, "members", "owners") };
  }
  const principal = servicePrincipals.get(id);
  if (!principal) return undefined;
  const { appId, displayName, servicePrincipalType } = principal;
  return {
    "@odata.type": "#microsoft.graph.servicePrincipal",
    id: principal.id,
    appId,
    displayName,
    servicePrincipalType,
  };
}
