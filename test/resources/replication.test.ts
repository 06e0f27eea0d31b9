import { expect, test } from "vitest";
import type { RunningTenant } from "../../emulator";
import { ManagedResource } from "../support/managed-resource";
import { startTestTenant } from "../support/tenant";

const program = { recipientRestrictionFilter: "RecipientTypeDetails -eq 'RoomMailbox'" };
const dc1 = "dc1.contoso.com";
const dc2 = "dc2.contoso.com";

/** A scope that was made through the domain controller that does not answer first, and has not been replicated. */
async function scopeMadeThroughDc2(): Promise<{ running: RunningTenant; scope: ManagedResource }> {
  const running = await startTestTenant({ mode: "onPremises" });
  running.tenant.faults.set({ replication: { milliseconds: 3_600_000 } });
  const maker = new ManagedResource("ManagementScope", running, "rooms", { domainController: dc2 });
  await maker.up(program);
  expect(maker.state?.outputs).toMatchObject({ domainController: dc2 });
  const scope = new ManagedResource("ManagementScope", running);
  scope.state = maker.state;
  return { running, scope };
}

function scopesOf(running: RunningTenant): string[] {
  return running.tenant.store.managementScopes.all().map(({ guid }) => guid);
}

test("a later run reads from the domain controller that was written to, also if another one would answer first", async () => {
  const { running, scope } = await scopeMadeThroughDc2();
  const { state } = scope;
  await scope.refresh();
  expect(scope.state?.id).toBe(state?.id);
  expect(await scope.up(program)).toBe("same");
  await scope.destroy();
  expect(scopesOf(running)).toEqual([]);
});

test("what another domain controller does not know yet is neither taken for gone nor for deleted", async () => {
  const { running, scope } = await scopeMadeThroughDc2();
  const made = scopesOf(running);
  const outputs = { ...scope.state?.outputs, domainController: "dc9.contoso.com" };
  scope.state = { id: scope.state?.id ?? "", inputs: scope.state?.inputs ?? {}, outputs };

  await expect(scope.refresh()).rejects.toThrow(/dc1\.contoso\.com does not know it[^]*dc9\.contoso\.com/);
  await expect(scope.destroy()).rejects.toThrow("exchange:domainController");
  expect(scopesOf(running)).toEqual(made);
});

test("a domain controller that the configuration names is taken at its word", async () => {
  const { running, scope } = await scopeMadeThroughDc2();
  const told = new ManagedResource("ManagementScope", running, "rooms", { domainController: dc1 });
  told.state = scope.state;
  await told.refresh();
  expect(told.state).toBeUndefined();
});

test("what is replicated is read through any domain controller, and deleted", async () => {
  const { running, scope } = await scopeMadeThroughDc2();
  running.tenant.faults.set({ replication: { milliseconds: 0 } });
  const outputs = { ...scope.state?.outputs, domainController: "dc9.contoso.com" };
  scope.state = { id: scope.state?.id ?? "", inputs: scope.state?.inputs ?? {}, outputs };
  await scope.refresh();
  await scope.destroy();
  expect(scopesOf(running)).toEqual([]);
});
