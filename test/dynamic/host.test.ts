import { expect, onTestFinished, test } from "vitest";
import { providerText } from "../../providers/dynamic/provider-text";
import { unknownValue } from "../../providers/dynamic/unknowns";
import { DynamicHost, propertiesOf } from "../support/dynamic-host";
import { startTestTenant } from "../support/tenant";

// Pulumi's own dynamic-provider process loads the built package by the constant text, from a folder of this project.

const program = {
  recipientRestrictionFilter: "RecipientTypeDetails -eq 'RoomMailbox'",
  __autoName: "o/p/s//ManagementScope/rooms",
  __provider: providerText("ManagementScope"),
};

async function start() {
  const running = await startTestTenant({ clock: "real" });
  const host = await DynamicHost.start(running.environment, { "exchange:environment": running.url });
  onTestFinished(() => host.close());
  return { running, host };
}

test("a resource lives its life through the wire, and its text comes back unchanged each time", async () => {
  const { running, host } = await start();
  const check = await host.call("check", "CheckRequest", { Olds: {}, News: program });
  expect(check["getFailuresList"]?.()).toEqual([]);
  const inputs = propertiesOf(check, "Inputs");
  expect(inputs).toMatchObject({
    ...program,
    __autoName: inputs["name"],
    exclusive: false,
    name: expect.stringMatching(/^rooms-/) as string,
  });

  const created = await host.call("create", "CreateRequest", { Properties: inputs });
  const id = created["getId"]?.();
  const outputs = propertiesOf(created);
  expect(outputs["__provider"]).toBe(program.__provider);
  expect(running.tenant.store.managementScopes.get(String(id))).toBeDefined();

  const same = await host.call("diff", "DiffRequest", { Id: id, Olds: outputs, News: inputs });
  expect(same["getChanges"]?.()).toBe(1); // DIFF_NONE
  const read = await host.call("read", "ReadRequest", { Id: id, Properties: outputs, Inputs: inputs });
  expect(propertiesOf(read)).toEqual(outputs);
  expect(propertiesOf(read, "Inputs")).toEqual(inputs);

  const news = { ...inputs, recipientRestrictionFilter: "City -eq 'Oslo'" };
  const differs = await host.call("diff", "DiffRequest", { Id: id, Olds: outputs, News: news });
  expect(differs["getChanges"]?.()).toBe(0); // DIFF_UNKNOWN: the engine shows the properties
  const updated = await host.call("update", "UpdateRequest", { Id: id, Olds: outputs, News: news });
  // Another operation of the engine is another process.
  const next = await DynamicHost.start(running.environment, { "exchange:environment": running.url });
  onTestFinished(() => next.close());
  await next.call("delete", "DeleteRequest", { Id: id, Properties: propertiesOf(updated) });
  expect(running.tenant.store.managementScopes.all()).toEqual([]);

  const gone = await next.call("read", "ReadRequest", { Id: id, Properties: outputs, Inputs: inputs });
  expect(gone["getId"]?.()).toBe("");
});

test("calls that arrive while the provider is still being configured are answered like any other", async () => {
  const { host } = await start();
  const checks = await Promise.all(
    Array.from({ length: 20 }, () => host.call("check", "CheckRequest", { Olds: {}, News: program })),
  );
  for (const check of checks) expect(check["getFailuresList"]?.()).toEqual([]);
});

test("values that are not known yet pass, alone, inside others and in place of a whole object", async () => {
  const { host } = await start();
  const grant = {
    role: "Application Calendars.Read",
    app: unknownValue,
    __autoName: "o/p/s//RoleAssignment/x",
  };
  for (const scope of [unknownValue, { managementScope: unknownValue }, { group: `Rooms ${unknownValue}` }]) {
    const news = { ...grant, scope, __provider: providerText("RoleAssignment") };
    const check = await host.call("check", "CheckRequest", { Olds: {}, News: news });
    expect(check["getFailuresList"]?.()).toEqual([]);
    expect(propertiesOf(check, "Inputs")).toMatchObject({ app: unknownValue, scope, name: unknownValue });
  }
});
