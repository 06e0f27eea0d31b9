import { describe, expect, it } from "vitest";
import type { RunningTenant } from "../../emulator";
import { automation, roomBooking } from "../support/seed";
import { accessToken } from "../support/sign-in";
import { startTestTenant } from "../support/tenant";

async function control({ url }: RunningTenant, method: string, path: string, body?: unknown) {
  const response = await fetch(`${url}/control${path}`, {
    method,
    ...(body !== undefined && {
      body: JSON.stringify(body),
      headers: { "content-type": "application/json" },
    }),
  });
  const text = await response.text();
  return {
    status: response.status,
    body: (text === "" ? undefined : JSON.parse(text)) as Record<string, unknown>,
  };
}

describe("the control endpoint", () => {
  it("shows and changes the store behind everybody's back", async () => {
    const running = await startTestTenant();
    const path = `/store/servicePrincipals/${roomBooking.servicePrincipalId}`;
    expect((await control(running, "GET", path)).body.displayName).toBe("Contoso Room Booking");
    expect((await control(running, "PATCH", path, { displayName: "Renamed" })).status).toBe(200);
    expect(running.tenant.store.servicePrincipals.get(roomBooking.servicePrincipalId)?.displayName).toBe(
      "Renamed",
    );
    expect((await control(running, "DELETE", path)).status).toBe(204);
    expect((await control(running, "GET", path)).status).toBe(404);
    expect((await control(running, "DELETE", path)).status).toBe(404);
    const principal = { id: roomBooking.servicePrincipalId, appId: roomBooking.appId, displayName: "Again" };
    expect((await control(running, "POST", "/store/servicePrincipals", principal)).status).toBe(201);
    expect((await control(running, "POST", "/store/servicePrincipals", principal)).status).toBe(409);
    expect((await control(running, "GET", "/store/nothing")).status).toBe(400);
    const organization = await control(running, "PATCH", "/store/organization", { displayName: "Northwind" });
    expect(organization.body.displayName).toBe("Northwind");
  });

  it("sets switches, faults and the clock, and refuses what does not exist", async () => {
    const running = await startTestTenant();
    const id = "missing-mailbox-before-access";
    expect((await control(running, "PATCH", "/behaviours", { [id]: "alternative" })).body[id]).toBe(
      "alternative",
    );
    expect(running.tenant.behaviours.state(id)).toBe("alternative");
    expect((await control(running, "PATCH", "/behaviours", { nonsense: "off" })).status).toBe(400);

    await control(running, "PATCH", "/faults", { latency: { milliseconds: 5 } });
    await control(running, "PATCH", "/faults", { throttling: { every: 3 } });
    expect(running.tenant.faults.settings).toMatchObject({
      latency: { milliseconds: 5 },
      throttling: { every: 3 },
    });
    await control(running, "PUT", "/faults", {});
    expect(running.tenant.faults.settings.latency.milliseconds).toBe(0);
    expect((await control(running, "PATCH", "/faults", { latncy: {} })).status).toBe(400);

    const before = running.tenant.clock.now();
    await control(running, "POST", "/clock", { advance: 60_000 });
    expect(running.tenant.clock.now()).toBe(before + 60_000);
  });

  it("shows the requests of others, never its own, and starts over", async () => {
    const running = await startTestTenant();
    await accessToken(running);
    const log = await fetch(`${running.url}/control/requests`);
    expect(await log.json()).toMatchObject([{ method: "POST", status: 200 }]);
    expect((await control(running, "DELETE", "/requests")).status).toBe(204);
    expect(running.requests()).toEqual([]);
    running.tenant.store.servicePrincipals.remove(automation.servicePrincipalId);
    await accessToken(running).catch(() => undefined);
    expect((await control(running, "POST", "/reset")).status).toBe(204);
    expect(running.requests()).toEqual([]);
    expect(running.tenant.store.servicePrincipals.get(automation.servicePrincipalId)).toBeDefined();
    expect((await control(running, "GET", "/nonsense")).status).toBe(404);
    const summary = (await control(running, "GET", "")).body;
    expect(summary).toMatchObject({ mode: "online", collections: { applications: 4 } });
  });

  it("makes federated tokens that the tenant accepts", async () => {
    const running = await startTestTenant();
    const { body } = await control(running, "POST", "/federated-token", {
      issuer: "https://token.actions.githubusercontent.com",
      subject: "repo:contoso/infrastructure:ref:refs/heads/main",
    });
    expect(String(body.token).split(".")).toHaveLength(3);
  });
});
