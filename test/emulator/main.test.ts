import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";

const tsx = require.resolve("tsx/cli");
const main = path.resolve(__dirname, "../../emulator/main.ts");

function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "tenant-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

function run(...options: string[]) {
  const child = spawn(process.execPath, [tsx, main, ...options], { stdio: ["ignore", "pipe", "pipe"] });
  onTestFinished(() => void child.kill("SIGKILL"));
  let output = "";
  const isReady = new Promise<string>((resolve) => {
    child.stdout.on("data", (data: Buffer) => {
      output += data.toString();
      if (output.includes("Ctrl+C")) resolve(output);
    });
  });
  let problems = "";
  child.stderr.on("data", (data: Buffer) => (problems += data.toString()));
  const ended = new Promise<{ code: number | null; problems: string }>((resolve) => {
    child.once("close", (code) => resolve({ code, problems }));
  });
  return { child, isReady, ended };
}

describe("the emulator command", () => {
  it.each(["SIGINT", "SIGTERM"] as const)(
    "says how to reach the tenant and ends cleanly on %s",
    async (signal) => {
      const folder = temporaryFolder();
      const { child, isReady, ended } = run("--folder", folder);
      const output = await isReady;
      const url = /https:\/\/localhost:\d+/.exec(output)?.[0];
      expect(output).toContain(`export AZURE_AUTHORITY_HOST='${String(url)}'`);
      expect(output).toContain(`export NODE_EXTRA_CA_CERTS='${path.join(folder, "ca.pem")}'`);
      expect(output).toMatch(/export HTTPS_PROXY='http:\/\/127\.0\.0\.1:\d+'/);
      child.kill(signal);
      expect(await ended).toEqual({ code: 0, problems: "" });
    },
  );

  it("says how to reach an organisation on-premises", async () => {
    const output = await run("--folder", temporaryFolder(), "--mode", "onPremises").isReady;
    expect(output).toMatch(/https:\/\/localhost:\d+\/PowerShell\/ /);
    expect(output).toMatch(/https:\/\/localhost:\d+\/EWS\/Exchange\.asmx /);
    expect(output).toContain("export EXCHANGE_USERNAME='CONTOSO\\Administrator'");
    expect(output).toContain("export EXCHANGE_PASSWORD=");
    expect(output).not.toMatch(/AZURE|ARM_/);
  });

  it.each([
    [["--port", "http"], "--port takes a port number"],
    [["--mode", "hybrid"], "--mode is online or onPremises"],
    [["--seed", "SEED"], "organization"],
    [["--frobnicate"], "--frobnicate"],
  ])("refuses %s with a sentence", async (options, sentence) => {
    const folder = temporaryFolder();
    const seed = path.join(folder, "seed.json");
    writeFileSync(seed, JSON.stringify({ mailboxes: [] }));
    const given = options.map((option) => (option === "SEED" ? seed : option));
    const { code, problems } = await run("--folder", folder, ...given).ended;
    expect(code).toBe(1);
    expect(problems).toContain(sentence);
    expect(problems).not.toMatch(/\n\s+at /);
  });
});
