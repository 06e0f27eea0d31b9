import type { AssignedLicense, AssignedPlan, ProvisionedPlan, SubscribedSku, User } from "./entities";

/** What Graph calls the service of a mailbox plan. */
const exchange = "exchange";

/** The service plans that the licences bring; a plan that was there before keeps its date. */
export function assignedPlans(
  skus: readonly SubscribedSku[],
  licenses: readonly AssignedLicense[],
  before: readonly AssignedPlan[],
  now: string,
): AssignedPlan[] {
  const plans = licenses.flatMap(({ skuId, disabledPlans }) =>
    (skus.find((sku) => sku.skuId === skuId)?.servicePlans ?? []).filter(
      ({ servicePlanId }) => !disabledPlans.includes(servicePlanId),
    ),
  );
  const byId = new Map(plans.map((plan) => [plan.servicePlanId, plan]));
  return [...byId.values()].map(
    ({ servicePlanId, service }) =>
      before.find((held) => held.servicePlanId === servicePlanId) ?? {
        servicePlanId,
        service,
        capabilityStatus: "Enabled",
        assignedDateTime: now,
      },
  );
}

/** The plan that gives its holder a mailbox, if one of them does. */
export function mailboxPlan(user: Pick<User, "assignedPlans"> | undefined): AssignedPlan | undefined {
  return user?.assignedPlans.find(({ service }) => service === exchange);
}

/** Whether Exchange has done what it has to do for the plan. */
export function isMailboxProvisioned({ provisionedPlans }: Pick<User, "provisionedPlans">): boolean {
  return provisionedPlans.some(({ service }) => service === exchange);
}

export function withMailboxProvisioned(plans: readonly ProvisionedPlan[]): ProvisionedPlan[] {
  const plan = { service: exchange, capabilityStatus: "Enabled", provisioningStatus: "Success" };
  return [...withoutMailboxProvisioned(plans), plan];
}

export function withoutMailboxProvisioned(plans: readonly ProvisionedPlan[]): ProvisionedPlan[] {
  return plans.filter(({ service }) => service !== exchange);
}
