import { execFileSync } from "node:child_process";
import { chmodSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterEach, beforeEach, describe, expect, inject, it } from "vitest";
import { leftOver } from "../../examples/demo/left-over";
import { EngineProcess } from "../support/engine-process";

const checkout = join(__dirname, "..", "..");
const engine = inject("engine");
const limit = 400_000;

const rooms = ["boardroom", "room-adams", "room-hudson"];
const chiefExecutive = "pat.obrien";
const everybody = [...rooms, "van-1", "reception", "adele.vance", "megan.bowen", chiefExecutive];

/** Where the demo works; everything that it starts has the name in its environment. */
let folder: string;
let demo: EngineProcess | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "demo-test-"));
});

afterEach(async () => {
  await demo?.terminate();
  rmSync(folder, { recursive: true, force: true });
});

describe("the demo", () => {
  it(
    "shows who may open which mailbox, drift with old and new values, and leaves nothing",
    async () => {
      const { exitCode, stdout, stderr } = await start().result;
      expect(exitCode, `${stdout}\n${stderr}`).toBe(0);

      expect(tables(stdout)).toEqual([
        { open: rooms, refused: everybody.filter((each) => !rooms.includes(each)) },
        {
          open: [...rooms, chiefExecutive],
          refused: everybody.filter((each) => ![...rooms, chiefExecutive].includes(each)),
        },
        { open: rooms, refused: everybody.filter((each) => !rooms.includes(each)) },
        { open: everybody, refused: [] },
        { open: rooms, refused: everybody.filter((each) => !rooms.includes(each)) },
        { open: [], refused: everybody },
      ]);
      const asDeclared = "RecipientTypeDetails -eq 'RoomMailbox'";
      const byHand = "((RecipientTypeDetails -eq 'RoomMailbox') -or (Department -eq 'Executive'))";
      expect(stdout).toContain(`~ recipientRestrictionFilter: "${byHand}" => "${asDeclared}"`);
      expect(stdout).toContain("~ enabled: false => true");
      expect(stdout).toMatch(/\+ 5 created[^]*~ 2 updated[^]*- 5 deleted/);
      expect(stdout).toMatch(/not manage consents in\s+Entra/);

      expect(`${stdout}${stderr}`).not.toMatch(/room-booking-secret|automation-secret|eyJ[\w-]{10,}/);
      await expectNothingLeft();
    },
    limit,
  );

  it(
    "leaves tenant and stack to play with when told to keep them, and says how to end them",
    async () => {
      const { exitCode, stdout, stderr } = await start({}, ["--keep"]).result;
      expect(exitCode, `${stdout}\n${stderr}`).toBe(0);
      const exports = stdout.match(/^(export|unset) .*$/gm)?.join("\n") ?? "";
      const end = /kill \d+ && rm -r '[^']+'/.exec(stdout)?.[0] ?? "";
      const byHand = (command: string) => sh(`${exports}\n${command}`);
      try {
        expect(byHand("pulumi preview --expect-no-changes")).toContain("5 unchanged");
        expect(byHand("npx tsx examples/demo/vendor.ts boardroom@contoso.example")).toMatch(/ open +200 OK/);
        expect(byHand("pulumi destroy --yes")).toContain("5 deleted");
      } finally {
        sh(end);
      }
      await expectNothingLeft();
    },
    limit,
  );

  it(
    "ends tidily when it is interrupted",
    async () => {
      const interrupted = start();
      await interrupted.waitForOutput("pulumi up");
      interrupted.kill("SIGINT");
      // A terminal, npm and tsx all pass it on.
      await interrupted.waitForOutput("Interrupted");
      interrupted.kill("SIGINT");
      const { exitCode, stderr } = await interrupted.result;
      expect(exitCode).toBe(130);
      expect(stderr).toContain("Interrupted");
      await expectNothingLeft();
    },
    limit,
  );

  it(
    "fails and says what was expected when the engine finds changes where none must be",
    async () => {
      const { exitCode, stderr } = await start(engineThatAlwaysFindsChanges()).result;
      expect(exitCode).toBe(1);
      expect(stderr).toContain('expected: "pulumi preview --expect-no-changes" ends with 0');
      expect(stderr).toContain("found: exit code 7");
      await expectNothingLeft();
    },
    limit,
  );
});

function start(environment: NodeJS.ProcessEnv = {}, args: string[] = []): EngineProcess {
  const file = join(checkout, "examples", "demo", "main.ts");
  const env = { ...process.env, TMPDIR: folder, ...environment };
  demo = new EngineProcess(process.execPath, ["--import", "tsx", file, ...args], checkout, env, limit);
  return demo;
}

/** The mailboxes of each table, by answer. */
function tables(output: string): { open: string[]; refused: string[] }[] {
  return output
    .split(/^ +mailbox +calendar .*$/m)
    .slice(1)
    .map((table) => {
      const rows = [...table.matchAll(/^ +(\S+)@contoso\.example +(open|refused|error) /gm)];
      const answering = (answer: string) =>
        rows.filter((row) => row[2] === answer).map(([, mailbox = ""]) => mailbox);
      expect(answering("error")).toEqual([]);
      return { open: answering("open"), refused: answering("refused") };
    });
}

async function expectNothingLeft(): Promise<void> {
  expect(await leftOver(folder)).toEqual([]);
  expect(readdirSync(folder).filter((name) => name.startsWith("exchange-rbac-demo-"))).toEqual([]);
}

/** In front of the real engine on PATH, and the same in all but one thing. */
function engineThatAlwaysFindsChanges(): NodeJS.ProcessEnv {
  const file = join(folder, "pulumi");
  writeFileSync(file, `#!/bin/sh\n[ "$2" = --expect-no-changes ] && exit 7\nexec '${engine.command}' "$@"\n`);
  chmodSync(file, 0o755);
  return { PATH: [folder, engine.directory, process.env["PATH"]].join(delimiter) };
}

function sh(script: string): string {
  const env = { ...process.env, TMPDIR: folder };
  return execFileSync("sh", ["-ec", script], { cwd: checkout, encoding: "utf8", env });
}
