import { expect } from "vitest";
import type { RunningTenant, User } from "../../emulator";
import type { Properties } from "../../providers/dynamic/lifecycle";
import { allowAccounts } from "./graph-rights";
import { accountProgram } from "./kinds";
import { isSecret, ManagedResource } from "./managed-resource";
import { startTestTenant } from "./tenant";

/** SKU ids of products; the first two carry a mailbox, the last is added to what the seed has. */
export const skus = {
  SPE_E3: "05e9a617-0261-4cee-bb44-138d3ef5d965",
  EXCHANGESTANDARD: "4b9405b0-7788-4568-add1-99614e613b69",
  AAD_PREMIUM: "078d2b04-f1bd-4111-bbd4-b4b1b354cef4",
  FLOW_FREE: "f30db892-07e9-47e9-837c-80727f46fd3d",
};

export interface AccountStack {
  running: RunningTenant;
  account: ManagedResource;
  /** The account in the tenant's own store. */
  stored: () => User;
  /** Somebody changes the account by hand. */
  byHand: (change: Partial<User>) => void;
}

/** A tenant in which the product may manage accounts, and a resource for one. */
export async function startAccounts(pulumiName = "room-booking"): Promise<AccountStack> {
  const running = await startTestTenant();
  allowAccounts(running);
  running.tenant.store.subscribedSkus.insert({
    id: skus.FLOW_FREE,
    skuId: skus.FLOW_FREE,
    skuPartNumber: "FLOW_FREE",
    enabledUnits: 10,
    servicePlans: [
      {
        servicePlanId: "50e68c76-46c6-4674-81f9-75456511b170",
        servicePlanName: "FLOW_P2_VIRAL",
        service: "ProcessSimple",
      },
    ],
  });
  const account = new ManagedResource("ServiceAccount", running, pulumiName);
  const stored = (): User => {
    const user = accountsOf(running)[0];
    if (user === undefined) throw new Error("There is no such account.");
    return user;
  };
  const byHand = (change: Partial<User>): void => void running.tenant.store.users.update(stored().id, change);
  return { running, account, stored, byHand };
}

/** The accounts of the program's name that are not deleted. */
export function accountsOf(running: RunningTenant): User[] {
  const { users } = running.tenant.store;
  return users
    .all()
    .filter((user) => user.userPrincipalName === accountProgram.userPrincipalName && !user.deletedDateTime);
}

export function passwordOf(user: User): unknown {
  return (user["passwordProfile"] as { password?: unknown } | undefined)?.password;
}

/** The password in the state, which must stand there only as a secret. */
export function passwordInState({ state }: ManagedResource): unknown {
  const values = [state?.inputs, state?.outputs].map((properties: Properties = {}) => properties["password"]);
  const secrets = values.map((value) => (isSecret(value) ? value.value : undefined));
  expect(secrets[0]).toEqual(expect.any(String));
  expect(secrets[1]).toBe(secrets[0]);
  const plainly = JSON.stringify([state?.inputs, state?.outputs]).split(String(secrets[0])).length - 1;
  expect(plainly, "occurrences, all of them sealed").toBe(2);
  return secrets[0];
}

export function licensesOf(user: User): string[] {
  const names = Object.entries(skus);
  return user.assignedLicenses.map(({ skuId }) => names.find(([, id]) => id === skuId)?.[0] ?? skuId).sort();
}

/** Changes that were sent to Graph, as "METHOD path". */
export function writesToGraph(running: RunningTenant): string[] {
  return running
    .requests()
    .filter(({ method, path }) => path.startsWith("/v1.0/") && method !== "GET")
    .map(({ method, path }) => `${method} ${path.replace(/[0-9a-f-]{36}/, "{id}")}`);
}
