import * as pulumi from "@pulumi/pulumi";
import { beforeAll, expect, test } from "vitest";
import { ServiceAccount } from "../../providers";
import { accountProgram } from "../support/kinds";

let registered: { type: string; inputs: Record<string, unknown> }[] = [];

beforeAll(async () => {
  const mocks: pulumi.runtime.Mocks = {
    newResource({ type, inputs, name }) {
      registered.push({ type, inputs: inputs as Record<string, unknown> });
      return { id: `${name}-id`, state: inputs as Record<string, unknown> };
    },
    call: ({ inputs }) => inputs as Record<string, unknown>,
  };
  await pulumi.runtime.setMocks(mocks, "project", "dev", false, "organization");
});

const isSecret = (output: pulumi.Output<unknown>): Promise<boolean> => pulumi.isSecret(output);
const valueOf = (output: pulumi.Output<unknown>): Promise<unknown> =>
  new Promise((resolve) => output.apply(resolve));

test("a password is a secret, whatever is given, and nothing else becomes one", async () => {
  registered = [];
  const account = new ServiceAccount("given", { ...accountProgram, password: "Correct-Horse-7" });
  expect(await valueOf(account.password)).toBe("Correct-Horse-7");
  expect(await isSecret(account.password)).toBe(true);
  expect(await isSecret(account.displayName)).toBe(false);
  expect(registered).toMatchObject([{ type: "pulumi-nodejs:dynamic/exchange:ServiceAccount" }]);
});

test("a password that is left out is not sent: the provider makes one", async () => {
  registered = [];
  const account = new ServiceAccount("left-out", accountProgram);
  await valueOf(account.displayName);
  expect(registered[0]?.inputs).not.toHaveProperty("password");
});
