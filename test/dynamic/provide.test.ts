import { describe, expect, test } from "vitest";
import { z } from "zod";
import { ConfigurationError, OperationError } from "../../providers/connection/errors";
import { PartialError, type Lifecycle, type ResourceContext } from "../../providers/dynamic/lifecycle";
import { provide } from "../../providers/dynamic/provide";
import { newRun } from "../../providers/dynamic/run";

interface Inputs {
  name: string;
  adopt?: boolean;
}

const context: ResourceContext = { deployment: "online", organizationGuid: () => Promise.resolve("here") };
const observed = { guid: "g", live: { name: "rooms" }, computed: {} };

async function provider(
  overrides: Partial<Lifecycle<Inputs, ResourceContext>>,
  connection: ResourceContext = context,
) {
  const lifecycle: Lifecycle<Inputs, ResourceContext> = {
    kind: "ManagementScope",
    noun: "management scope",
    schema: z.object({ name: z.string().optional(), adopt: z.boolean().optional() }),
    naming: { property: "name", identity: () => [] },
    replaceOn: {},
    fixed: {},
    same: {},
    refuse: () => [],
    reconcile: () => Promise.resolve(observed),
    read: () => Promise.resolve(observed),
    delete: () => Promise.resolve(),
    ...overrides,
  };
  const provided = provide(lifecycle, () => connection, newRun());
  await provided.configure({ config: { get: () => undefined } });
  return provided;
}

async function thrownBy(call: Promise<unknown>): Promise<Error> {
  const error = await call.then(
    () => undefined,
    (cause: unknown) => cause,
  );
  expect(error).toBeInstanceOf(Error);
  return error as Error;
}

describe("an error", () => {
  test("says what was being done to what, and shows no stack where Pulumi would print one", async () => {
    const failing = await provider({ read: () => Promise.reject(new OperationError("Exchange said no.")) });
    const error = await thrownBy(failing.read("g", { name: "rooms", organizationGuid: "here" }));
    expect(error.message).toBe('Reading management scope "rooms": Exchange said no.');
    // Pulumi prints `${error}: ${error.stack}` at the stack, beside the message at the resource.
    expect(`${error.toString()}: ${error.stack ?? ""}`).toBe(
      'Reading management scope "rooms": failed, see the message at the resource',
    );
  });

  test.each([["a text"], [undefined], [null], [42]])("is an Error even if %o was thrown", async (thrown) => {
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- what is under test
    const failing = await provider({ delete: () => Promise.reject(thrown) });
    const error = await thrownBy(failing.delete("g", { name: "rooms", organizationGuid: "here" }));
    expect(error.message).toContain(String(thrown));
  });

  test("of our own making keeps its trace, and asks for a report", async () => {
    const failing = await provider({ reconcile: () => Promise.reject(new TypeError("x is not a function")) });
    const error = await thrownBy(failing.create({ name: "rooms", __provider: "text" }));
    expect(error.message).toMatch(/defect of pulumi-exchange-rbac.*at /s);
  });

  test("of a half-made object keeps the object in the state, with what is needed to go on", async () => {
    const partial = new PartialError("not shown yet", observed);
    const failing = await provider({ reconcile: () => Promise.reject(partial) });
    const error = await thrownBy(failing.create({ name: "rooms", __provider: "text", __autoName: "seed" }));
    expect(error).toMatchObject({
      id: "g",
      properties: {
        name: "rooms",
        guid: "g",
        organizationGuid: "here",
        __provider: "text",
        __autoName: "seed",
      },
      reasons: ['Creating management scope "rooms": not shown yet'],
    });
  });
});

describe("a connection", () => {
  test("tells check where Exchange runs, without a request", async () => {
    const told: unknown[] = [];
    const onPremises: ResourceContext = {
      deployment: "onPremises",
      organizationGuid: () => Promise.reject(new Error("check sends nothing")),
    };
    const provided = await provider(
      {
        complete: (_inputs, _before, deployment) => (told.push(deployment), {}),
        refuse: (_inputs, _isNew, _unknown, deployment) => [{ property: "name", reason: deployment }],
      },
      onPremises,
    );
    expect((await provided.check({}, { name: "rooms" })).failures).toEqual([
      { property: "name", reason: "onPremises" },
    ]);
    expect(told).toEqual(["onPremises"]);
  });

  test("whose settings are wrong fails each call with the same sentence, and configure itself never throws", async () => {
    const provided = provide(
      {
        ...({} as Lifecycle<Inputs, ResourceContext>),
        noun: "scope",
        naming: { property: "name", identity: () => [] },
      },
      () => {
        throw new ConfigurationError("exchange:tenantId is not set");
      },
      newRun(),
    );
    await provided.configure({ config: { get: () => undefined } });
    expect(await provided.check({}, { name: "rooms" })).toMatchObject({
      failures: [{ property: "", reason: "exchange:tenantId is not set" }],
    });
    const calls = [
      provided.create({ name: "rooms" }),
      provided.read("g", { name: "rooms" }),
      provided.delete("g", { name: "rooms" }),
    ];
    for (const call of calls)
      expect((await thrownBy(call)).message).toContain("exchange:tenantId is not set");
  });

  test("to another organisation than the rest of the stack creates nothing", async () => {
    let created = false;
    const provided = await provider({
      reconcile: () => {
        created = true;
        return Promise.resolve(observed);
      },
    });
    await provided.diff("other", { name: "other", organizationGuid: "elsewhere" }, { name: "other" });
    const error = await thrownBy(provided.create({ name: "rooms" }));
    expect(error.message).toMatch(/elsewhere.*here/);
    expect(created).toBe(false);
  });
});

test("a generated name stays when the resource changes, and differs when its replacement is forced", async () => {
  const provided = await provider({});
  const news = { __autoName: "o/p/s//ManagementScope/rooms", __provider: "text" };
  const first = (await provided.check({}, news)).inputs;
  const again = (await provided.check({ ...first, __provider: "text" }, news)).inputs;
  expect(again["name"]).toBe(first["name"]);
  await provided.diff("g", { ...first, guid: "g" }, again);
  const replacement = (await provided.check({}, news)).inputs;
  expect(replacement["name"]).not.toBe(first["name"]);
});

test("what the user manages comes back in the user's spelling, what drifted as it is, what is unset not at all", async () => {
  const provided = await provider({
    same: { name: (before, after) => String(before).toLowerCase() === String(after).toLowerCase() },
  });
  const state = { name: "ROOMS", adopt: true, organizationGuid: "here", __provider: "text" };
  expect((await provided.read("g", state)).inputs).toEqual({ name: "ROOMS", adopt: true });
  expect((await provided.read("g", { ...state, name: "other" })).inputs).toEqual({
    name: "rooms",
    adopt: true,
  });
});

test("a replacement that changes nothing its name is made of gets another name, and never takes its forerunner over", async () => {
  let desired: { replacedName?: string } | undefined;
  const provided = await provider({
    reconcile: (_, given) => {
      desired = given;
      return Promise.resolve(observed);
    },
  });
  const news = { __autoName: "o/p/s//ManagementScope/rooms", __provider: "text" };
  const state = (await provided.check({}, news)).inputs;

  // The next process: Pulumi checks with the old inputs, then without, and creates.
  const next = await provider({
    reconcile: (_, given) => {
      desired = given;
      return Promise.resolve(observed);
    },
  });
  await next.check({ ...state, __provider: "text" }, news);
  const { inputs } = await next.check({}, news);
  expect(inputs["name"]).not.toBe(state["name"]);
  await next.create({ ...inputs, __provider: "text" });
  expect(desired?.replacedName).toBe(state["name"]);
});

test("what this run has just taken for its own is not deleted as the forerunner of itself", async () => {
  const deleted: string[] = [];
  const provided = await provider({
    delete: (_, { guid }) => {
      deleted.push(guid);
      return Promise.resolve();
    },
  });
  const { id, outs } = await provided.create({ name: "rooms", __provider: "text" });
  await provided.delete(id, outs);
  expect(deleted).toEqual([]);
  await provided.delete("another", outs);
  expect(deleted).toEqual(["another"]);
});
