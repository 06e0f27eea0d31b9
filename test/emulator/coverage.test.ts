import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { request } from "undici";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RunningTenant } from "../../emulator";
import { createApp } from "../../emulator/app";
import { behaviourRows } from "../../emulator/behaviour-rows";
import { cmdlets } from "../../emulator/cmdlets";
import { coverage } from "../../emulator/coverage";
import { createRequestLog } from "../../emulator/request-log";
import { createTenant } from "../../emulator/tenant";
import { automation, graphAppId, tenantId } from "../support/seed";
import { accessToken, consent, graph } from "../support/sign-in";
import { startTestTenant } from "../support/tenant";
import { rowContext } from "./rows/context";
import type { RowCheck } from "./rows/context";

const folder = path.resolve("test/emulator/rows");
/** `rows` are tried with an online tenant, `onPremisesRows` with one on-premises. */
const checks = new Map<string, { check: RowCheck; tenant: () => RunningTenant }>();
let running: RunningTenant;
let onPremises: RunningTenant;

beforeAll(async () => {
  for (const file of readdirSync(folder)) {
    const { rows = {}, onPremisesRows = {} } = (await import(path.join(folder, file))) as RowFile;
    const found = [
      ...Object.entries(rows).map(([id, check]) => ({ id, check, tenant: () => running })),
      ...Object.entries(onPremisesRows).map(([id, check]) => ({ id, check, tenant: () => onPremises })),
    ];
    for (const { id, ...entry } of found) {
      if (checks.has(id)) throw new Error(`Two checks are called ${id}.`);
      checks.set(id, entry);
    }
  }
  [running, onPremises] = await Promise.all([startTestTenant(), startTestTenant({ mode: "onPremises" })]);
});

afterAll(() => Promise.all([running.close(), onPremises.close()]));

interface RowFile {
  readonly rows?: Record<string, RowCheck>;
  readonly onPremisesRows?: Record<string, RowCheck>;
}

/** The check of a behaviour, on a tenant fresh from its seed with the behaviour as asked for. */
async function check(id: string, state: "on" | "off" | "alternative"): Promise<void> {
  const found = checks.get(id);
  if (!found) throw new Error(`The behaviour ${id} has no check in test/emulator/rows.`);
  const tenant = found.tenant();
  tenant.reset();
  tenant.tenant.behaviours.set(id, state);
  await found.check(rowContext(tenant));
}

for (const { id, label, alternative } of behaviourRows) {
  describe(id, () => {
    it("shows while it is on", async () => {
      await check(id, "on");
    });

    it.each(alternative === undefined ? ["off" as const] : ["off" as const, "alternative" as const])(
      "does not show while it is %s",
      async (state) => {
        expect(checks.has(id)).toBe(true);
        await expect(check(id, state)).rejects.toThrow();
      },
    );

    it("has an alternative where it is assumed, and only there", () => {
      expect(alternative !== undefined).toBe(label === "assumed");
    });
  });
}

describe("the coverage matrix", () => {
  it("has a row for each behaviour with a check, and no check without a row", () => {
    expect([...checks.keys()].sort()).toEqual(behaviourRows.map(({ id }) => id).sort());
  });

  it("lists the cmdlets that the tenant plays", () => {
    const listed = coverage.filter(({ kind }) => kind === "cmdlet").map(({ surface }) => surface);
    expect(listed).toEqual(cmdlets.map(({ name }) => name));
  });

  it("names the roles that let a caller run each cmdlet: those that only read hold every Get and no write", () => {
    for (const { kind, surface, roles = [] } of coverage) {
      if (kind !== "cmdlet") continue;
      const reads = /^(Get|Test)-/.test(surface);
      expect([surface, roles.some((role) => role.startsWith("View-Only"))]).toEqual([surface, reads]);
      expect([surface, roles.some((role) => !role.startsWith("View-Only"))]).toEqual([surface, true]);
    }
  });

  it("lists the routes that the tenant answers", () => {
    const routes = (["online", "onPremises"] as const)
      .flatMap((mode) => createApp(createTenant({ mode }), createRequestLog()).routes)
      .filter(({ method, path: route }) => method !== "ALL" && !route.startsWith("/control"))
      .map(({ method, path: route }) => `${method} ${route.replace(/^\/(v1\.0|beta)(?=\/)/, "")}`);
    const listed = coverage.filter(({ kind }) => kind === "route").map(({ surface }) => surface);
    expect(listed.sort()).toEqual([...new Set(routes)].sort());
  });

  it.each(coverage)("names a test that speaks of $surface", ({ surface, test }) => {
    const words = surface
      .split(/[ /]/)
      .filter((part) => part !== "" && part !== "$ref" && !part.startsWith(":"));
    expect(readFileSync(path.resolve(test), "utf8")).toContain(words.at(-1));
  });

  it("lists only routes that answer", async () => {
    running.reset();
    const { servicePrincipals } = running.tenant.store;
    const offered =
      servicePrincipals.by("appId", graphAppId)?.appRoles.flatMap(({ value }) => value ?? []) ?? [];
    consent(running, automation.servicePrincipalId, ...offered);
    const { users } = running.tenant.store;
    const [user, manager] = users.all();
    users.update(user?.id ?? "", { manager: manager?.id ?? null });
    running.tenant.behaviours.set("deleted-items-need-type", "off");
    const deletedDateTime = new Date(running.tenant.clock.now()).toISOString();
    users.update(users.all().at(-1)?.id ?? "", { deletedDateTime });
    const token = await accessToken(running);
    for (const { kind, surface } of coverage) {
      const route = surface.replace(/^GET /, "");
      if (kind !== "route" || route === surface || route.includes("calendarView")) continue;
      if (route.startsWith("/EWS/")) {
        expect([surface, await onPremisesStatus(route)]).toEqual([surface, 200]);
        continue;
      }
      const address = /^\/(common|:tenant)\//.test(route) ? example(route) : `/v1.0${example(route)}`;
      const headers = { consistencylevel: "eventual" };
      expect([surface, (await graph(running, token, address, { headers })).status]).toEqual([surface, 200]);
    }
  });
});

async function onPremisesStatus(route: string): Promise<number> {
  onPremises.reset();
  const { username = "", password = "" } = onPremises.administrator ?? {};
  const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;
  return (await request(onPremises.url + route, { headers: { authorization } })).statusCode;
}

/** The route with ids of the seed in the places of its parameters. */
function example(route: string): string {
  const { store } = running.tenant;
  const collection = route.split("/:id")[0]?.split("/").at(-1) ?? "";
  const ids: Record<string, string | undefined> = {
    organization: tenantId,
    domains: "contoso.example",
    servicePrincipals: route.includes("appRoleAssignedTo")
      ? store.servicePrincipals.by("appId", graphAppId)?.id
      : automation.servicePrincipalId,
    applications: automation.applicationId,
    users: store.users.all()[0]?.id,
    groups: store.groups.all()[0]?.id,
    deletedItems: store.users.find(({ deletedDateTime }) => deletedDateTime !== null)?.id,
    subscribedSkus: `${tenantId}_${String(store.subscribedSkus.all()[0]?.id)}`,
    directoryRoleTemplates: store.directoryRoles.all()[0]?.roleTemplateId,
    roleDefinitions: store.directoryRoles.all()[0]?.roleTemplateId,
    directoryRoles: store.directoryRoles.all()[0]?.id,
    roleAssignments: store.directoryRoleAssignments.all()[0]?.id,
    administrativeUnits: store.administrativeUnits.all()[0]?.id,
  };
  const assignment = store.appRoleAssignments.find(
    ({ principalId, resourceId }) =>
      principalId === automation.servicePrincipalId &&
      (route.includes("appRoleAssignments") || resourceId === ids.servicePrincipals),
  );
  return route
    .replace(":tenant", tenantId)
    .replace(":id", ids[collection] ?? "")
    .replace(":assignment", assignment?.id ?? "");
}
