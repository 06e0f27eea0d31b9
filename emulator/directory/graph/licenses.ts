import { Hono } from "hono";
import { z } from "zod";
import { assignedPlans, mailboxPlan } from "../../assigned-plans";
import { timestamp } from "../../clock";
import type { AssignedLicense, SubscribedSku, User } from "../../entities";
import type { Tenant } from "../../tenant";
import { findUser } from "./find-user";
import { badRequest } from "./graph-error";
import type { Body, GraphEnv } from "./graph-env";
import { readBody } from "./graph-env";
import { demand } from "./permissions";
import { respondWithEntity, respondWithList } from "./query";
import { consumedUnits, presentPlan } from "./subscribed-skus";
import { presentUser } from "./user-properties";

const guid = z.guid().transform((id) => id.toLowerCase());
const changes = z.object({
  addLicenses: z.array(z.object({ skuId: guid, disabledPlans: z.array(guid).nullish() })),
  removeLicenses: z.array(guid),
});
type Changes = z.output<typeof changes>;

/** A user's licences. */
export function licenseRoutes(tenant: Tenant): Hono<GraphEnv> {
  const routes = new Hono<GraphEnv>();

  routes.post("/users/:id/assignLicense", async (context) => {
    demand(context, "writeLicenses");
    const user = findUser(tenant, context.req.param("id"), "targets");
    const assignedLicenses = changedLicenses(tenant, user, readChanges(tenant, await readBody(context)));
    const updated = tenant.store.transaction(() => {
      const skus = tenant.store.subscribedSkus.all();
      const now = timestamp(tenant.clock);
      const plans = assignedPlans(skus, assignedLicenses, user.assignedPlans, now);
      return tenant.store.users.update(user.id, { assignedLicenses, assignedPlans: plans });
    });
    return respondWithEntity(context, { name: "users" }, presentUser(context, updated));
  });

  routes.get("/users/:id/licenseDetails", (context) => {
    demand(context, "readLicenses");
    const user = findUser(tenant, context.req.param("id"), "reads");
    const details = user.assignedLicenses.map((license) => presentDetails(tenant, user, license));
    return respondWithList(context, { name: `users('${user.id}')/licenseDetails` }, details);
  });

  return routes;
}

function readChanges({ behaviours }: Tenant, body: Body): Changes {
  const given = behaviours.on("license-keys-required")
    ? body
    : { addLicenses: [], removeLicenses: [], ...body };
  const missing = ["addLicenses", "removeLicenses"].filter((name) => given[name] === undefined);
  if (missing.length > 0) {
    throw badRequest(
      `One or more parameters of the operation 'assignLicense' are missing from the request payload. The missing parameters are: ${missing.join(", ")}.`,
    );
  }
  const parsed = changes.safeParse(given);
  if (!parsed.success) throw badRequest("Cannot convert a value to target type 'Edm.Guid'.");
  return parsed.data;
}

/** Throws where Entra would refuse; all of the changes are made, or none. */
function changedLicenses(tenant: Tenant, user: User, wanted: Changes): AssignedLicense[] {
  const { store, behaviours } = tenant;
  const isHeld = (skuId: string) => user.assignedLicenses.some((license) => license.skuId === skuId);
  const notHeld = wanted.removeLicenses.find((skuId) => !isHeld(skuId));
  if (notHeld !== undefined) throw badRequest("User does not have a corresponding license.");
  const added = wanted.addLicenses.map(({ skuId, disabledPlans }) => {
    const sku = store.subscribedSkus.get(skuId);
    if (!sku) throw badRequest(`License ${skuId} does not correspond to a valid company License.`);
    refuseForeignPlans(sku, disabledPlans ?? []);
    if (!isHeld(skuId)) refuseExhausted(tenant, sku);
    return { skuId, disabledPlans: disabledPlans ?? [] };
  });
  const isLocated = user.usageLocation !== null || !behaviours.on("license-needs-usage-location");
  if (added.length > 0 && !isLocated) {
    throw badRequest("License assignment cannot be done for user with invalid usage location.");
  }
  const gone = new Set([...wanted.removeLicenses, ...added.map(({ skuId }) => skuId)]);
  const licenses = [...user.assignedLicenses.filter(({ skuId }) => !gone.has(skuId)), ...added];
  refuseSecondMailbox(tenant, licenses);
  return licenses;
}

function refuseForeignPlans({ skuId, servicePlans }: SubscribedSku, disabled: readonly string[]): void {
  const foreign = disabled.find((id) => !servicePlans.some(({ servicePlanId }) => servicePlanId === id));
  if (foreign !== undefined) {
    throw badRequest(`License assignment failed because service plan ${foreign} is not part of ${skuId}.`);
  }
}

function refuseExhausted(tenant: Tenant, sku: SubscribedSku): void {
  if (!tenant.behaviours.on("license-units-limited")) return;
  if (consumedUnits(tenant, sku) >= sku.enabledUnits) {
    throw badRequest(`Subscription with SKU ${sku.skuId} does not have any available licenses.`);
  }
}

function refuseSecondMailbox(tenant: Tenant, licenses: readonly AssignedLicense[]): void {
  if (!tenant.behaviours.on("mailbox-plans-exclusive")) return;
  const skus = tenant.store.subscribedSkus.all();
  const plans = licenses.flatMap(
    (license) => mailboxPlan({ assignedPlans: assignedPlans(skus, [license], [], "") }) ?? [],
  );
  if (plans.length > 1) {
    const ids = plans.map(({ servicePlanId }) => servicePlanId).join(", ");
    throw badRequest(`License assignment failed because service plans ${ids} are mutually exclusive.`);
  }
}

function presentDetails({ store }: Tenant, user: User, { skuId, disabledPlans }: AssignedLicense) {
  const sku = store.subscribedSkus.get(skuId);
  return {
    id: Buffer.from(`${user.id}${skuId}`).toString("base64url"),
    skuId,
    skuPartNumber: sku?.skuPartNumber ?? null,
    servicePlans: (sku?.servicePlans ?? []).map((plan) =>
      presentPlan(plan, disabledPlans.includes(plan.servicePlanId) ? "Disabled" : "Success"),
    ),
  };
}
