import { describe, expect, onTestFinished, test } from "vitest";
import type { Bounds } from "../../../providers/exchange/powershell/shell-connection";
import { startShell } from "../../support/shell-setting";
import { isAlive, type ShellFault } from "../../support/stand-in-log";
import { refusalOf, sent } from "../transport-contract";

const newScope = { Name: "Rooms", RecipientRestrictionFilter: "RecipientTypeDetails -eq 'RoomMailbox'" };

const losses: (Omit<ShellFault, "cmdlet"> & { call?: number })[] = [
  { how: "kill", when: "before" },
  { how: "kill", when: "after" },
  { how: "exit", when: "before" },
  { how: "exit", when: "after" },
  { how: "hang", when: "before", call: 400 },
  { how: "hang", when: "after", call: 3_000 },
  { how: "mumble", when: "after" },
];

const deployments = [
  { deployment: "online", connect: "Connect-ExchangeOnline", disconnect: "Disconnect-ExchangeOnline" },
  { deployment: "onPremises", connect: "Connect-BridgeExchange", disconnect: "Disconnect-BridgeExchange" },
] as const;

describe.each(deployments)("a connection ($deployment)", ({ deployment, connect, disconnect }) => {
  const start = (bounds: Partial<Bounds> = {}) => startShell(deployment, { bounds });

  describe.each(losses)("a shell that goes astray ($how $when Exchange's answer)", ({ call, ...loss }) => {
    test("fails a New- cmdlet as unavailable, which is not repeated; the next cmdlet has a new shell", async () => {
      const { running, shell, transport } = await start(call === undefined ? {} : { call });
      await transport.organizationGuid();
      const first = shell.entries()[0]?.pid ?? 0;
      shell.fail({ cmdlet: "New-ManagementScope", ...loss });
      const error = await refusalOf(transport.invoke("New-ManagementScope", newScope));
      expect(error.kind).toBe("unavailable");
      expect(error.message).toMatch(/no answer from PowerShell/);
      expect(shell.count("New-ManagementScope")).toBe(1);
      const done = loss.when === "after" ? 1 : 0;
      expect(running.tenant.store.managementScopes.all()).toHaveLength(done);
      expect((await transport.invoke("Get-ManagementScope")).records).toHaveLength(done);
      expect(shell.processes()).toBe(2);
      await expect.poll(() => isAlive(first)).toBe(false);
    });

    test("is replaced for a read, and for all that was waiting behind it", async () => {
      const { shell, transport } = await start(call === undefined ? {} : { call });
      await transport.organizationGuid();
      shell.fail({ cmdlet: "Get-ManagementScope", ...loss });
      const answers = await Promise.all(
        ["Get-ManagementScope", "Get-RoleGroup", "Get-ManagementRole"].map((each) => transport.invoke(each)),
      );
      expect(answers[1]?.records).not.toHaveLength(0);
      expect(shell.processes()).toBe(2);
    });
  });

  test("a session that was lost is opened again before anything happens, a New- cmdlet included", async () => {
    const { running, shell, transport } = await start();
    await transport.organizationGuid();
    shell.fail({ cmdlet: "New-ManagementScope", how: "disconnect", when: "before" });
    await transport.invoke("New-ManagementScope", newScope);
    expect(sent(running, "New-ManagementScope")).toBe(1);
    expect(shell.count(connect)).toBe(2);
  });

  test("a connection that breaks while it is made is made again, a New- cmdlet waiting for it", async () => {
    const { running, shell, transport } = await start();
    shell.fail({ cmdlet: connect, how: "kill", when: "before" });
    await transport.invoke("New-ManagementScope", newScope);
    expect(running.tenant.store.managementScopes.all()).toHaveLength(1);
  });

  test("all callers share one shell, which does one thing at a time", async () => {
    const { running, shell, transport } = await start();
    running.tenant.faults.set({ latency: { milliseconds: 5 } });
    const calls = Array.from({ length: 20 }, () => transport.invoke("Get-ManagementScope"));
    await Promise.all(calls);
    expect(shell.processes()).toBe(1);
    expect(shell.count(connect)).toBe(1);
    expect(shell.count("Get-ManagementScope")).toBe(20);
  });

  test("closing disconnects, and the shell goes", async () => {
    const { shell, transport } = await start();
    await transport.organizationGuid();
    await transport.close();
    expect(shell.count(disconnect)).toBe(1);
    const [{ pid }] = shell.entries() as [{ pid: number }];
    expect(isAlive(pid)).toBe(false);
  });

  test("closing does not wait for a cmdlet that hangs", async () => {
    const { shell, transport } = await start({ end: 300 });
    await transport.organizationGuid();
    shell.fail({ cmdlet: "New-ManagementScope", how: "hang", when: "before" });
    const hanging = refusalOf(transport.invoke("New-ManagementScope", newScope));
    await expect.poll(() => shell.count("New-ManagementScope")).toBe(1);
    await transport.close();
    expect((await hanging).kind).toBe("unavailable");
    const [{ pid }] = shell.entries() as [{ pid: number }];
    expect(isAlive(pid)).toBe(false);
  });
});

test("the shell is not shown secrets, nor switches that make it talk", async () => {
  process.env["NODE_POWERSHELL"] = "/nowhere/pwsh";
  onTestFinished(() => {
    delete process.env["NODE_POWERSHELL"];
  });
  const { shell, transport } = await startShell("online", {
    variables: {
      DEBUG: "*",
      NODE_POWERSHELL: "/nowhere/pwsh",
      PULUMI_CONFIG_PASSPHRASE: "x",
      FABRIKAM_CLIENT_SECRET: "x",
    },
  });
  await transport.organizationGuid();
  const seen = shell.entries()[0]?.variables ?? [];
  expect(seen).toEqual(expect.arrayContaining(["PATH", "TERM", "NO_COLOR", "ARM_CLIENT_ID"]));
  expect(seen.filter((name) => /SECRET|PASSPHRASE|DEBUG|NODE_POWERSHELL/.test(name))).toEqual([]);
});

test.each([
  [{ EXCHANGE_PWSH: "/nowhere/pwsh" }, /"\/nowhere\/pwsh" did not start.*Install PowerShell.*EXCHANGE_PWSH/s],
  [{ EXCHANGE_PWSH: "/bin/true" }, /"\/bin\/true" did not start: the PowerShell process ended/],
  [{ STAND_IN_MODULE: "none" }, /ExchangeOnlineManagement is not installed.*Install-Module/s],
  [{ STAND_IN_MODULE: "2.0.5" }, /is version 2\.0\.5.*3\.1\.0 or later is needed.*Install-Module/s],
])("with %o the user is told what to do", async (variables, message) => {
  const { transport } = await startShell("online", { variables: variables });
  await expect(transport.invoke("Get-ManagementScope")).rejects.toThrow(message);
});

test("a cmdlet that the provider does not use is never asked for", async () => {
  const { shell, transport } = await startShell("online");
  expect((await refusalOf(transport.invoke("Remove-Mailbox", { Identity: "x" }))).kind).toBe(
    "invalidRequest",
  );
  expect(shell.processes()).toBe(0);
});
