import type { ServicePrincipal } from "../../entities";
import type { Tenant } from "../../tenant";
import { notFound } from "./graph-error";

/** By object id, or by the alternate key `(appId='…')`. */
export function findServicePrincipal(
  tenant: Tenant,
  key: string,
  reader: "reads" | "targets",
): ServicePrincipal {
  const appId = /^\(appId='([^']*)'\)$/i.exec(key)?.[1];
  const found = tenant.visibility
    .view("servicePrincipals", reader)
    .find((principal) => (appId === undefined ? same(principal.id, key) : same(principal.appId, appId)));
  // A reader may still see what is gone; who wants to change it may not.
  if (!found || (reader === "targets" && !tenant.store.servicePrincipals.get(found.id)))
    throw notFound(appId ?? key);
  return found;
}

function same(left: string, right: string): boolean {
  return left.toLowerCase() === right.toLowerCase();
}
