import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { isAlive, standIn, type StandIn } from "../../support/stand-in-log";
import { startTestTenant } from "../../support/tenant";
import { variablesFor } from "../../support/transports";

const root = path.join(__dirname, "..", "..", "..");
const withinMs = { timeout: 4_500, interval: 20 };

interface Host {
  shell: StandIn;
  kill: (signal: NodeJS.Signals) => void;
  /** Its exit code or the signal that ended it, and all that it printed. */
  end: Promise<{ how: unknown; output: string }>;
  shellPid: number;
}

async function startHost(argument: string, fault?: Parameters<StandIn["fail"]>[0]): Promise<Host> {
  const running = await startTestTenant();
  const shell = standIn();
  if (fault) shell.fail(fault);
  const host = spawn(
    process.execPath,
    ["--import", "tsx", path.join(root, "test", "support", "powershell-host.ts"), argument],
    {
      cwd: root,
      env: { ...variablesFor(running), ...shell.variables, DEBUG: "*" },
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  onTestFinished(() => void host.kill("SIGKILL"));
  let output = "";
  host.stdout.on("data", (text: Buffer) => (output += text.toString()));
  const end = once(host, "exit").then(([code, signal]: unknown[]) => ({ how: signal ?? code, output }));
  await expect.poll(() => output, { timeout: 25_000 }).toContain("connected");
  const shellPid = shell.entries()[0]?.pid ?? 0;
  return { shell, kill: (signal) => void host.kill(signal), end, shellPid };
}

test.each([
  ["finish", 0],
  ["exit", 3],
  ["throw", 1],
])(
  "a process that ends by itself (%s) takes its shell along, and DEBUG prints nothing of it",
  async (argument, code) => {
    const { end, shell, shellPid } = await startHost(argument);
    expect(await end).toEqual({ how: code, output: "connected\n" });
    await expect.poll(() => isAlive(shellPid), withinMs).toBe(false);
    if (argument === "finish") expect(shell.count("Disconnect-ExchangeOnline")).toBe(1);
  },
);

test.each(["SIGINT", "SIGTERM"] as const)(
  "%s disconnects, ends the shell, and then the process",
  async (signal) => {
    const { kill, end, shell, shellPid } = await startHost("wait");
    kill(signal);
    expect((await end).how).toBe(signal);
    expect(shell.count("Disconnect-ExchangeOnline")).toBe(1);
    await expect.poll(() => isAlive(shellPid), withinMs).toBe(false);
  },
);

test("a killed process leaves no shell behind", async () => {
  const { kill, shellPid } = await startHost("wait");
  kill("SIGKILL");
  await expect.poll(() => isAlive(shellPid), withinMs).toBe(false);
});

test("a process that exits while its shell hangs kills it", async () => {
  const fault = { cmdlet: "Get-ManagementScope", how: "hang", when: "before" } as const;
  const { kill, end, shell, shellPid } = await startHost("ask", fault);
  await expect.poll(() => shell.count("Get-ManagementScope"), { timeout: 10_000 }).toBe(1);
  kill("SIGUSR2");
  expect((await end).how).toBe(3);
  await expect.poll(() => isAlive(shellPid), withinMs).toBe(false);
});

test("SIGTERM ends a shell that hangs within the engine's five seconds", async () => {
  const fault = { cmdlet: "Get-ManagementScope", how: "hang", when: "before" } as const;
  const { kill, end, shell, shellPid } = await startHost("ask", fault);
  await expect.poll(() => shell.count("Get-ManagementScope"), { timeout: 10_000 }).toBe(1);
  const before = Date.now();
  kill("SIGTERM");
  expect((await end).how).toBe("SIGTERM");
  expect(Date.now() - before).toBeLessThan(5_000);
  await expect.poll(() => isAlive(shellPid), withinMs).toBe(false);
});
