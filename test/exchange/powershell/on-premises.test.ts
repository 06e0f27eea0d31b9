import { describe, expect, test } from "vitest";
import type { RunningTenant } from "../../../emulator";
import { startShell } from "../../support/shell-setting";
import type { StandIn } from "../../support/stand-in-log";
import { refusalOf, sent } from "../transport-contract";

const newScope = { Name: "Rooms", RecipientRestrictionFilter: "RecipientTypeDetails -eq 'RoomMailbox'" };
const [dc1, dc2] = ["dc1.contoso.com", "dc2.contoso.com"];

/** Which controllers the server was told to use, cmdlet by cmdlet. */
function controllers(running: RunningTenant): unknown[] {
  return running.requests().map(({ parameters }) => parameters?.["DomainController"]);
}

const passwordsIn = (shell: StandIn): unknown[] =>
  shell.entries().flatMap(({ variables = [] }) => variables.filter((name) => /PASSWORD/.test(name)));

describe("the domain controller", () => {
  test("is the one that answered first, for every cmdlet, so that what was written is read", async () => {
    const { running, transport } = await startShell("onPremises");
    running.tenant.faults.set({ replication: { milliseconds: 3_600_000 } });
    await transport.invoke("New-ManagementScope", newScope);
    expect((await transport.invoke("Get-ManagementScope")).records).toHaveLength(1);
    await transport.organizationGuid();
    // The stand-in logs on with a request of its own, then the connection asks who answers.
    expect(controllers(running)).toEqual([undefined, undefined, dc1, dc1, dc1]);
  });

  test("is the one of the configuration, from the first cmdlet on", async () => {
    const { running, transport } = await startShell("onPremises", { config: { domainController: dc2 } });
    await transport.invoke("New-ManagementScope", newScope);
    expect((await transport.invoke("Get-ManagementScope")).records).toHaveLength(1);
    expect(controllers(running).slice(1)).toEqual([dc2, dc2, dc2]);
  });

  test("that we chose is given up for another when it no longer answers, and a read goes on", async () => {
    const { running, shell, transport } = await startShell("onPremises");
    await transport.invoke("New-ManagementScope", newScope);
    shell.fail({ lostController: dc1 });
    expect((await transport.invoke("Get-ManagementScope")).records).toHaveLength(1);
    expect(controllers(running).at(-1)).toBe(dc2);
    expect(shell.count("Connect-BridgeExchange")).toBe(2);
  });

  test("that is lost fails a New- cmdlet, which nobody repeats; the next cmdlet has another", async () => {
    const { running, shell, transport } = await startShell("onPremises");
    await transport.organizationGuid();
    shell.fail({ lostController: dc1 });
    const error = await refusalOf(transport.invoke("New-ManagementScope", newScope));
    expect(error).toMatchObject({ kind: "unavailable", code: "SuitabilityDirectoryException" });
    expect(shell.count("New-ManagementScope")).toBe(1);
    await transport.invoke("New-ManagementScope", newScope);
    expect(sent(running, "New-ManagementScope")).toBe(1);
  });

  test("that we chose is kept when only the session was lost", async () => {
    const { running, shell, transport } = await startShell("onPremises");
    await transport.organizationGuid();
    shell.fail({ cmdlet: "Get-ManagementScope", how: "disconnect", when: "before" });
    await transport.invoke("Get-ManagementScope");
    expect(shell.count("Connect-BridgeExchange")).toBe(2);
    expect(controllers(running).slice(-2)).toEqual([dc1, dc1]);
  });

  test("of the configuration is never exchanged: that it does not answer is said, with the key", async () => {
    const { shell, transport } = await startShell("onPremises", { config: { domainController: dc2 } });
    shell.fail({ lostController: dc2 });
    const error = await refusalOf(transport.invoke("Get-ManagementScope"));
    expect(error.kind).toBe("unavailable");
    expect(error.message).toMatch(/domain controller dc2\.contoso\.com.*exchange:domainController/s);
    const nowhere = await startShell("onPremises", { config: { domainController: "dc9.contoso.com" } });
    expect((await refusalOf(nowhere.transport.invoke("Get-ManagementScope"))).message).toMatch(
      /dc9\.contoso\.com.*exchange:domainController/s,
    );
  });
});

describe("an account that is not let in", () => {
  test("by a wrong password is told what to look at, and the password is nowhere", async () => {
    const variables = { EXCHANGE_PASSWORD: "not-the-password" };
    const { shell, transport } = await startShell("onPremises", { variables });
    const error = await refusalOf(transport.invoke("Get-ManagementScope"));
    expect(error.kind).toBe("unauthenticated");
    expect(error.message).toMatch(/CONTOSO\\Administrator.*RemotePowerShellEnabled/s);
    const everything = JSON.stringify([error.message, error.stack, error, String(error.cause)]);
    expect(everything).not.toContain("not-the-password");
    expect(passwordsIn(shell)).toEqual([]);
    expect(shell.count("Connect-BridgeExchange")).toBe(1);
  });

  test("for want of any role is told to be made a member of a role group", async () => {
    const { running, transport } = await startShell("onPremises", {
      variables: { EXCHANGE_USERNAME: "CONTOSO\\viewer", EXCHANGE_PASSWORD: "Viewer-2026!" },
    });
    const { roleGroups } = running.tenant.store;
    const group = roleGroups.find(({ name }) => name === "View-Only Organization Management");
    roleGroups.update(group?.guid ?? "", { members: [] });
    const error = await refusalOf(transport.invoke("Get-ManagementScope"));
    expect(error.kind).toBe("accessDenied");
    expect(error.message).toMatch(/CONTOSO\\viewer.*Add-RoleGroupMember/s);
  });

  test("to a cmdlet is told which, and where the rights come from", async () => {
    const { running, transport } = await startShell("onPremises", {
      variables: { EXCHANGE_USERNAME: "CONTOSO\\viewer", EXCHANGE_PASSWORD: "Viewer-2026!" },
    });
    expect((await transport.invoke("Get-ManagementScope")).records).toEqual([]);
    const error = await refusalOf(transport.invoke("New-ManagementScope", newScope));
    expect(error.kind).toBe("accessDenied");
    expect(error.message).toMatch(/CONTOSO\\viewer may not run New-ManagementScope.*role group/s);
    expect(error.message).not.toMatch(/Entra|ManageAsApp/);
    expect(running.tenant.store.managementScopes.all()).toEqual([]);
  });
});

test("a server that cannot be reached is told by its name", async () => {
  const connectionUri = "https://localhost:9/PowerShell/";
  const { shell, transport } = await startShell("onPremises", { config: { connectionUri } });
  const error = await refusalOf(transport.invoke("Get-ManagementScope"));
  expect(error.kind).toBe("unavailable");
  expect(error.message).toMatch(/https:\/\/localhost:9\/PowerShell\/.*full name of an Exchange server/s);
  expect(shell.count("Connect-BridgeExchange")).toBeGreaterThan(1);
});

test("elsewhere than on Windows the session is tried, once, and its failure says why it cannot be", async () => {
  const { shell, transport } = await startShell("onPremises", { variables: { STAND_IN_PLATFORM: "Unix" } });
  const error = await refusalOf(transport.invoke("Get-ManagementScope"));
  expect(shell.count("Connect-BridgeExchange")).toBe(1);
  expect(error.message).toMatch(/no supported WSMan.*Kerberos.*Run Pulumi on a Windows machine/s);
});

test("what has no answer is not asked: every change comes with its consent", async () => {
  const { running, transport } = await startShell("onPremises");
  await transport.invoke("New-ManagementScope", newScope);
  await transport.invoke("Remove-ManagementScope", { Identity: "Rooms" });
  const changes = running.requests().filter(({ cmdlet }) => /^(New|Remove)-/.test(cmdlet ?? ""));
  expect(changes.map(({ parameters }) => parameters?.["Confirm"])).toEqual([false, false]);
});
