import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { EngineProcess } from "../support/engine-process";

const checkout = join(__dirname, "..", "..");
const limit = 400_000;
let demo: EngineProcess | undefined;

afterEach(() => demo?.terminate());

it(
  "the demo on-premises proves the recipe, shows the guide to the letter to be open and the object that opens it, and leaves nothing",
  async () => {
    const before = workFolders();
    const file = join(checkout, "examples", "on-premises", "main.ts");
    const command = [require.resolve("tsx/cli"), file];
    demo = new EngineProcess(process.execPath, command, checkout, process.env, limit);
    const { exitCode, stdout, stderr } = await demo.result;
    expect(exitCode, `${stdout}\n${stderr}`).toBe(0);

    expect(answersIn(stdout)).toEqual([
      { room: "open", person: "refused" },
      { room: "open", person: "open" },
      { room: "open", person: "refused" },
    ]);
    const preview = stdout.split("== 3.")[1]?.split("$ pulumi preview")[1] ?? "";
    expect(preview).toMatch(
      /"ResourceImpersonation" does not confine [^:]*room\.booking: role group "ApplicationImpersonation"/,
    );
    expect(stdout).toMatch(/\+ 5 created[^]*- 5 deleted/);

    expect(`${stdout}${stderr}`).not.toContain("Administrator-2026!");
    expect(workFolders()).toEqual(before);
  },
  limit,
);

/** What the account was answered, proof by proof. */
function answersIn(output: string): { room: string | undefined; person: string | undefined }[] {
  const answer = (text: string, mailbox: string): string | undefined =>
    new RegExp(`^ *${mailbox}@contoso\\.com +(?:open|refused) +(\\w+)`, "m").exec(text)?.[1];
  return output
    .split("pulumi-exchange-rbac verify")
    .slice(1)
    .map((text) => ({ room: answer(text, "boardroom"), person: answer(text, "pat\\.obrien") }));
}

function workFolders(): string[] {
  const parent = join(checkout, ".cache", "on-premises");
  return existsSync(parent) ? readdirSync(parent).sort() : [];
}
