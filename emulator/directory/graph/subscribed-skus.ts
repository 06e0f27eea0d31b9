import { Hono } from "hono";
import type { ServicePlan, SubscribedSku } from "../../entities";
import type { Tenant } from "../../tenant";
import { notFound } from "./graph-error";
import type { GraphEnv } from "./graph-env";
import { demand } from "./permissions";
import { respondWithEntity, respondWithList } from "./query";

const collection = { name: "subscribedSkus" };

/** The subscriptions of the tenant, with how much of each is used. */
export function subscribedSkuRoutes(tenant: Tenant): Hono<GraphEnv> {
  const routes = new Hono<GraphEnv>();
  const all = () => tenant.store.subscribedSkus.all().map((sku) => present(tenant, sku));

  routes.get("/subscribedSkus", (context) => {
    demand(context, "readSubscriptions");
    return respondWithList(context, collection, all());
  });

  routes.get("/subscribedSkus/:id", (context) => {
    demand(context, "readSubscriptions");
    const id = context.req.param("id").toLowerCase();
    const found = all().find((sku) => sku.id === id);
    if (!found) throw notFound(id);
    return respondWithEntity(context, collection, found);
  });

  return routes;
}

/** A deleted user's licences are free again. */
export function consumedUnits({ store }: Tenant, { skuId }: SubscribedSku): number {
  return store.users.filter(
    ({ deletedDateTime, assignedLicenses }) =>
      deletedDateTime === null && assignedLicenses.some((license) => license.skuId === skuId),
  ).length;
}

export function presentPlan(
  { servicePlanId, servicePlanName }: ServicePlan,
  provisioningStatus: "Success" | "Disabled",
) {
  return { servicePlanId, servicePlanName, provisioningStatus, appliesTo: "User" };
}

function present(tenant: Tenant, sku: SubscribedSku) {
  const { tenantId, displayName } = tenant.store.organization.get();
  return {
    accountId: tenantId,
    accountName: displayName,
    appliesTo: "User",
    capabilityStatus: "Enabled",
    consumedUnits: consumedUnits(tenant, sku),
    id: `${tenantId}_${sku.skuId}`,
    prepaidUnits: { enabled: sku.enabledUnits, suspended: 0, warning: 0, lockedOut: 0 },
    servicePlans: sku.servicePlans.map((plan) => presentPlan(plan, "Success")),
    skuId: sku.skuId,
    skuPartNumber: sku.skuPartNumber,
    subscriptionIds: [],
  };
}
