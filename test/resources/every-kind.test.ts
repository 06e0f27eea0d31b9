import { describe, expect, test } from "vitest";
import type { RunningTenant } from "../../emulator";
import { kindsUnderTest } from "../support/kinds";
import { onPremisesKinds } from "../support/on-premises-kinds";
import { ManagedResource } from "../support/managed-resource";
import { startTestTenant } from "../support/tenant";
import { transports } from "../support/transports";

const everyWay = [
  ...Object.entries(transports).flatMap(([transport, config]) =>
    kindsUnderTest.map((underTest) => ({ ...underTest, transport, config })),
  ),
  ...onPremisesKinds.map((underTest) => ({
    ...underTest,
    transport: "remote PowerShell on-premises",
    config: {},
  })),
];

describe.each(everyWay)("$kind over $transport", ({ config, ...underTest }) => {
  const { kind, mode, creates, reads, completes, program, change, objects, remove, named } = underTest;
  const start = (): Promise<RunningTenant> => startTestTenant(mode && { mode });
  const resourceOf = (running: RunningTenant, pulumiName?: string): ManagedResource =>
    new ManagedResource(kind, running, pulumiName, config);

  test("is created once, found unchanged, changed in place with the same Guid, and deleted; deleting again succeeds", async () => {
    const running = await start();
    const inputs = await program(running);
    const resource = resourceOf(running);

    expect(await resource.up(inputs)).toBe("create");
    const [created] = objects(running);
    expect(objects(running)).toHaveLength(1);
    expect(resource.state?.id).toBe(created?.guid);
    await resource.refresh();
    expect(await resource.up(inputs)).toBe("same");

    expect(await resource.up({ ...inputs, ...change })).toBe("update");
    expect(objects(running).map(({ guid }) => guid)).toEqual([created?.guid]);
    await resource.refresh();
    expect(await resource.up({ ...inputs, ...change })).toBe("same");

    const { state } = resource;
    await resource.destroy();
    expect(objects(running)).toEqual([]);
    resource.state = state;
    await resource.destroy();
  });

  test("that somebody deleted is seen as gone, and created again", async () => {
    const running = await start();
    const inputs = await program(running);
    const resource = resourceOf(running);
    await resource.up(inputs);
    const first = resource.state?.id ?? "";
    remove(running, first);

    await resource.refresh();
    expect(resource.state).toBeUndefined();
    expect(await resource.up(inputs)).toBe("create");
    expect(objects(running)).toHaveLength(1);
    expect(resource.state).not.toMatchObject({ id: first });
  });

  test("whose answer to the create was lost exists exactly once", async () => {
    const running = await start();
    const inputs = await program(running);
    const resource = resourceOf(running);
    running.tenant.faults.set({
      errors: [{ target: creates, kind: "connectionDropped", when: "after" }],
    });
    expect(await resource.up(inputs)).toBe("create");
    expect(objects(running).map(({ guid }) => guid)).toEqual([resource.state?.id]);
  });

  test("of a run that was killed after the write is found and finished by the next run", async () => {
    const running = await start();
    const inputs = await program(running);
    const killed = resourceOf(running);
    if (completes !== undefined) {
      running.tenant.faults.set({ errors: [{ target: completes, kind: "forbidden", times: 1000 }] });
    }
    await killed.up(inputs).catch(() => undefined);
    running.tenant.faults.reset();
    const [orphan] = objects(running);
    expect(orphan).toBeDefined();

    // The killed run left no state: the next one knows no more than the program.
    const resource = resourceOf(running);
    expect(await resource.up(inputs)).toBe("create");
    expect(objects(running)).toEqual([orphan]);
    expect(resource.state?.id).toBe(orphan?.guid);
  });

  test("is never taken for absent because it could not be read", async () => {
    const running = await start();
    const resource = resourceOf(running);
    await resource.up(await program(running));
    const { state } = resource;
    for (const fault of ["forbidden", "serverError", "unavailable", "serverBusy", "unauthorized"] as const) {
      running.tenant.faults.set({ errors: [{ target: reads, kind: fault, times: 1000 }] });
      await expect(resource.refresh(), fault).rejects.toThrow(reads.replace(/\/v1\.0|\*/g, ""));
      expect(resource.state, fault).toBe(state);
    }
  });

  test("is read with patience when Exchange is busy or throttles for a while", async () => {
    const running = await start();
    const resource = resourceOf(running);
    await resource.up(await program(running));
    for (const fault of [
      "throttled",
      "serverBusy",
      "serverError",
      "transient",
      "connectionDropped",
    ] as const) {
      running.tenant.faults.set({ errors: [{ target: reads, kind: fault, times: 3 }] });
      await resource.refresh();
      expect(resource.state, fault).toBeDefined();
    }
  });

  test("is not taken for absent when a later page of the list fails", async () => {
    const running = await start();
    const resource = resourceOf(running);
    await resource.up(await program(running));
    await new ManagedResource("ManagementScope", running, "other").up({
      recipientRestrictionFilter: "City -eq 'Oslo'",
    });
    const { state } = resource;
    running.tenant.faults.set({ paging: { pageSize: 1, laterPages: "failed" } });
    await resource.refresh().catch(() => undefined);
    expect(resource.state).toMatchObject({ id: state?.id });
  });

  test("stays unchanged and is not created twice while reads lag behind writes", async () => {
    const running = await start();
    const inputs = await program(running);
    running.tenant.faults.set({ lag: { reads: { calls: 4, milliseconds: 20_000 } } });
    const resource = resourceOf(running);
    expect(await resource.up(inputs)).toBe("create");
    await resource.refresh();
    expect(await resource.up(inputs)).toBe("same");
    expect(await resource.up({ ...inputs, ...change })).toBe("update");
    await resource.refresh();
    expect(await resource.up({ ...inputs, ...change })).toBe("same");
    await resource.destroy();
    expect(objects(running)).toEqual([]);
  });

  test("is refused by a connection to another organisation: not read, changed, deleted or created there", async () => {
    const running = await start();
    const inputs = await program(running);
    const resource = resourceOf(running);
    await resource.up(inputs);
    const { state } = resource;

    const other = await start();
    const { organization } = other.tenant.store;
    organization.update({ organizationGuid: "c3d9b1a0-51c2-4f0e-9c4a-1d2e3f405162" });
    const astray = resourceOf(other);
    astray.state = state;
    await expect(astray.refresh()).rejects.toThrow(/belongs to organisation/);
    await expect(astray.up({ ...inputs, ...change })).rejects.toThrow(/belongs to organisation/);
    await expect(astray.destroy()).rejects.toThrow(/belongs to organisation/);
    expect(astray.state).toBe(state);
    expect(objects(other)).toEqual([]);
    expect(writesOf(other)).toEqual([]);
  });

  test("of a name that exists is refused with the word adopt; adopting needs it to be as declared, and writes nothing", async () => {
    const running = await start();
    const inputs = { ...(await program(running)), ...named };
    const byHand = resourceOf(running, "by hand");
    await byHand.up(inputs);
    const before = running.tenant.store.state();
    running.clearRequests();

    const resource = resourceOf(running);
    await expect(resource.up(inputs)).rejects.toThrow(/adopt: true/);
    await expect(resource.up({ ...inputs, ...change, adopt: true })).rejects.toThrow(
      /is not as the program declares it/,
    );
    expect(await resource.up({ ...inputs, adopt: true })).toBe("create");
    expect(resource.state?.id).toBe(byHand.state?.id);
    await resource.refresh();
    expect(await resource.up({ ...inputs, adopt: true })).toBe("same");
    expect(await resource.up(inputs)).toBe("same");

    expect(running.tenant.store.state()).toEqual(before);
    expect(writesOf(running)).toEqual([]);
  });
});

/** What was sent to change something: cmdlets, and requests to Graph. */
function writesOf(running: RunningTenant): string[] {
  return running
    .requests()
    .filter(({ method, path }) => method !== "GET" && !path.includes("/oauth2/"))
    .map(({ method, path, cmdlet }) => cmdlet ?? `${method} ${path}`)
    .filter((request) => !request.startsWith("Get-"));
}
