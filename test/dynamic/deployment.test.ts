import { describe, expect, test } from "vitest";
import { z } from "zod";
import type { Deployment } from "../../providers/connection/deployment";
import { check } from "../../providers/dynamic/check";
import type { Lifecycle, Properties, ResourceContext } from "../../providers/dynamic/lifecycle";
import { newRun } from "../../providers/dynamic/run";
import { unknownValue } from "../../providers/dynamic/unknowns";

interface Inputs {
  name?: string;
  license?: boolean;
  unit?: string;
}

const lifecycle: Lifecycle<Inputs, ResourceContext> = {
  kind: "ServiceAccount",
  noun: "account",
  schema: z.object({
    name: z.string().optional(),
    license: z.boolean().default(true),
    unit: z.string().default("Users"),
  }),
  naming: { property: "name", identity: () => [] },
  onlyIn: { online: { license: "a server needs none" }, onPremises: { unit: "it has no units" } },
  replaceOn: {},
  fixed: { name: "never changes", unit: { onPremises: "cannot be moved" } },
  same: { unit: (before, after) => String(before).toLowerCase() === String(after).toLowerCase() },
  refuse: () => [],
  reconcile: () => Promise.reject(new Error("check sends nothing")),
  read: () => Promise.reject(new Error("check sends nothing")),
  delete: () => Promise.reject(new Error("check sends nothing")),
};

const checked = (deployment: Deployment, news: Properties, olds: Properties = {}) =>
  check(lifecycle, newRun(), olds, news, deployment);

describe("a property that only one deployment has", () => {
  test("is refused in the other, with the reason, also while its value is not known yet", () => {
    for (const license of [true, unknownValue]) {
      expect(checked("onPremises", { license }).failures).toEqual([
        { property: "license", reason: "exists in Exchange Online alone: a server needs none" },
      ]);
    }
    expect(checked("online", { unit: "Rooms" }).failures).toEqual([
      { property: "unit", reason: "exists on-premises alone: it has no units" },
    ]);
  });

  test("has its default there alone, and may be given as nothing anywhere", () => {
    expect(checked("online", { unit: null })).toEqual({
      inputs: { license: true },
      advice: [],
      failures: [],
    });
    expect(checked("onPremises", { license: undefined })).toEqual({
      inputs: { unit: "Users" },
      advice: [],
      failures: [],
    });
  });

  test("is not among the valid ones that a misspelt name is answered with", () => {
    expect(checked("onPremises", { licence: true }).failures).toEqual([
      { property: "licence", reason: "there is no such property; valid are name, unit" },
    ]);
  });
});

describe("a property that cannot change", () => {
  test("in one deployment is refused there, by meaning and with what to do", () => {
    const olds = { unit: "Rooms" };
    expect(checked("onPremises", { unit: "Desks" }, olds).failures).toEqual([
      { property: "unit", reason: "cannot be moved" },
    ]);
    expect(checked("onPremises", { unit: "rooms" }, olds).failures).toEqual([]);
    expect(checked("onPremises", { unit: unknownValue }, olds).failures).toEqual([]);
  });

  test("anywhere is refused everywhere, unless it is left out and so not managed any more", () => {
    for (const deployment of ["online", "onPremises"] as const) {
      expect(checked(deployment, { name: "b" }, { name: "a" }).failures).toEqual([
        { property: "name", reason: "never changes" },
      ]);
      expect(checked(deployment, {}, { name: "a" }).failures).toEqual([]);
    }
  });
});
