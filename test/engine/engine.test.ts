import { existsSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { Engine } from "../support/engine";

const program = (greeting: string) => `
import * as pulumi from "@pulumi/pulumi";
class Greeting extends pulumi.ComponentResource {
  constructor(name: string) {
    super("test:index:Greeting", name);
    this.registerOutputs({});
  }
}
new Greeting("hello");
export const greeting = "${greeting}";
export const hidden = new pulumi.Config().requireSecret("hidden");
`;

describe("the real engine", () => {
  let engine: Engine;

  beforeAll(async () => {
    engine = await Engine.create({ installed: inject("engine"), files: { "index.ts": program("hello") } });
    await engine.setConfig({ hidden: "not for the eyes" }, { secret: true });
  });
  afterAll(() => engine.close());

  test("plans what is not there yet", async () => {
    const { changeSummary } = await engine.previewJson();
    expect(changeSummary).toEqual({ create: 2 });
  });

  test("keeps state in the local back end, secrets encrypted", async () => {
    await engine.up();
    expect(await engine.outputs()).toEqual({ greeting: "hello", hidden: "not for the eyes" });
    expect(await engine.resources()).toMatchObject([{ type: "test:index:Greeting" }]);
    expect(JSON.stringify(await engine.stackExport())).not.toContain("not for the eyes");
  });

  test("sees no change in an unchanged program", async () => {
    await engine.preview({ args: ["--expect-no-changes"] });
  });

  test("tells a change from a failure by exit code 7", async () => {
    engine.write({ "index.ts": program("good day").replace('"hello"', '"goodbye"') });
    await engine.preview({ args: ["--expect-no-changes"], expectExit: 7 });
  });

  test("refuses a program that does not compile, with the compiler's message", async () => {
    engine.write({ "index.ts": "export const greeting: number = 'hello';" });
    const { stdout } = await engine.preview({ expectExit: 1 });
    expect(stdout).toContain("is not assignable to type 'number'");
  });

  test("can be killed, and says so", async () => {
    engine.write({ "index.ts": "console.log('started'); setInterval(() => undefined, 1000);" });
    const running = engine.start(["preview"]);
    await running.waitForOutput("started");
    await running.terminate();
    expect(running.hasEnded()).toBe(true);
  });

  test("does not run longer than it may", async () => {
    const endless = engine.preview({ timeoutMilliseconds: 1_000 });
    await expect(endless).rejects.toThrow('"pulumi preview" took more than 1000 ms');
  });

  test("destroys everything, also without the program", async () => {
    await engine.destroy();
    expect(await engine.resources()).toEqual([]);
  });
});

test("a closed engine leaves nothing behind", async () => {
  const engine = await Engine.create({
    installed: inject("engine"),
    files: { "index.js": "exports.a = 1;" },
  });
  expect(existsSync(engine.projectFolder)).toBe(true);
  await engine.close();
  expect(existsSync(engine.projectFolder)).toBe(false);
});
