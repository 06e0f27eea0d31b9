import type { ServicePrincipal } from "../entities";
import { exchangeHosts, graphHosts } from "../hosts";
import type { Tenant } from "../tenant";

/** What a token may be asked for: a resource's service principal, and the audience as the client spelt it. */
export interface Resource {
  audience: string;
  servicePrincipal: ServicePrincipal;
}

export const graphAppId = "00000003-0000-0000-c000-000000000000";
export const exchangeAppId = "00000002-0000-0ff1-ce00-000000000000";

/** The resource that `https://graph.microsoft.com/.default` and the like stand for. */
export function findResource(tenant: Tenant, audience: string): Resource | undefined {
  const servicePrincipal = tenant.store.servicePrincipals.by("appId", resourceAppId(audience));
  return servicePrincipal && { audience, servicePrincipal };
}

/** Whether a token's audience is the given resource, under any of its names. */
export function isAudience(audience: string, appId: typeof graphAppId | typeof exchangeAppId): boolean {
  return resourceAppId(audience) === appId;
}

function resourceAppId(audience: string): string {
  const name = audience
    .toLowerCase()
    .replace(/^(https|api):\/\//, "")
    .replace(/\/$/, "");
  if (graphHosts.includes(name)) return graphAppId;
  if (exchangeHosts.includes(name)) return exchangeAppId;
  return name;
}
