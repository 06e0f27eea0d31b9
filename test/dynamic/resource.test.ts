import * as pulumi from "@pulumi/pulumi";
import { beforeAll, expect, test } from "vitest";

// Users test their programs with Pulumi's mocks: the classes must come up there as anywhere.

const registered: { type: string; inputs: Record<string, unknown> }[] = [];

beforeAll(async () => {
  await pulumi.runtime.setMocks({
    newResource: ({ type, name, inputs }) => {
      registered.push({ type, inputs: inputs as Record<string, unknown> });
      return { id: `${name}-id`, state: inputs as Record<string, unknown> };
    },
    call: () => ({}),
  });
});

test("resources register under Pulumi's mocks, with their arguments, their provider and who they are", async () => {
  const { ManagementScope } = await import("../../providers/index.js");
  const args = { recipientRestrictionFilter: "City -eq 'Oslo'" };
  const scope = new ManagementScope("rooms", args);
  await new Promise((resolve) => scope.urn.apply(resolve));
  expect(args).toEqual({ recipientRestrictionFilter: "City -eq 'Oslo'" });
  const [resource] = registered;
  expect(resource).toMatchObject({
    type: "pulumi-nodejs:dynamic/exchange:ManagementScope",
    inputs: {
      ...args,
      __autoName: expect.stringMatching(/^organization\/.*\/ManagementScope\/rooms$/) as string,
    },
  });
  expect(String(resource?.inputs["__provider"])).toContain("pulumi-exchange-rbac/registry");
});
