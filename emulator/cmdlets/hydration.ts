import type { Tenant } from "../tenant";
import { dehydrated, invalidOperation, notDelegated } from "./cmdlet-error";

/** Calls that each phase has refused since the customisation was asked for. */
const refusals = new WeakMap<Tenant, { since: number | null; dehydrated: number; notDelegated: number }>();

/**
 * Refuses changes of RBAC objects until the organisation's customisation has taken effect. Captured: the
 * command returns at once, while changes go on failing for a while, first all of them, then new assignments.
 */
export function requireHydration(tenant: Tenant): void {
  const { enabled } = tenant.store.organization.get().hydration;
  if (!tenant.behaviours.on("dehydrated-organization")) return;
  if (!enabled || stillRefused(tenant, "dehydrated")) throw dehydrated();
}

/** The second phase: the right to delegate roles arrives later than the rest. */
export function requireDelegationPhase(tenant: Tenant, assignment: string): void {
  if (!tenant.behaviours.on("delegation-after-hydration")) return;
  if (stillRefused(tenant, "notDelegated")) {
    throw notDelegated(tenant.store.organization.get(), assignment);
  }
}

export function enableCustomization(tenant: Tenant): void {
  const { hydration } = tenant.store.organization.get();
  if (hydration.enabled && tenant.behaviours.on("customization-already-enabled")) {
    throw invalidOperation(
      "This operation is not required. Organization is already enabled for customization.",
    );
  }
  tenant.store.organization.update({ hydration: { enabled: true, enabledAt: tenant.clock.now() } });
}

/**
 * What IsDehydrated says. Captured: it turns false as soon as the customisation was asked for, long before
 * changes work, so it is no sign of readiness.
 */
export function showsDehydrated(tenant: Tenant): boolean {
  const { enabled } = tenant.store.organization.get().hydration;
  if (!enabled || tenant.behaviours.on("dehydrated-flag-early")) return !enabled;
  return isPending(tenant, "dehydrated");
}

function stillRefused(tenant: Tenant, phase: "dehydrated" | "notDelegated"): boolean {
  if (!isPending(tenant, phase)) return false;
  counters(tenant)[phase] += 1;
  return true;
}

function isPending(tenant: Tenant, phase: "dehydrated" | "notDelegated"): boolean {
  const { enabledAt } = tenant.store.organization.get().hydration;
  const { calls, milliseconds } = tenant.faults.settings.hydration[phase];
  const waits = enabledAt !== null && tenant.clock.now() - enabledAt < milliseconds;
  return waits || counters(tenant)[phase] < calls;
}

function counters(tenant: Tenant) {
  const { enabledAt } = tenant.store.organization.get().hydration;
  const counted = refusals.get(tenant);
  const count = counted?.since === enabledAt ? counted : { since: enabledAt, dehydrated: 0, notDelegated: 0 };
  refusals.set(tenant, count);
  return count;
}
