import { describe, expect, it } from "vitest";
import { cmdletSyntax } from "../../../emulator/binder";
import { cmdlets, isPlayed } from "../../../emulator/cmdlets";
import { freshTenant } from "../cmdlets/fresh-tenant";

const context = freshTenant("onPremises");
const dc1 = "dc1.contoso.com";
const dc2 = "dc2.contoso.com";
const scope = { Name: "Rooms", RecipientRestrictionFilter: "RecipientTypeDetails -eq 'RoomMailbox'" };

async function scopes(server?: string): Promise<number> {
  const parameters = server === undefined ? {} : { DomainController: server };
  return (await context.invoke("Get-ManagementScope", parameters)).objects.length;
}

describe("the domain controller of a cmdlet", () => {
  it.each([
    [undefined, dc1],
    [dc2, dc2],
    ["DC2.Contoso.COM", dc2],
    ["dc2", dc2],
  ])("is, for %s, %s, and the objects say so", async (given, server) => {
    const parameters = given === undefined ? {} : { DomainController: given };
    for (const cmdlet of ["Get-Mailbox", "Get-OrganizationConfig", "Get-ManagementRole", "Get-RoleGroup"]) {
      const { objects } = await context.invoke(cmdlet, parameters);
      expect([...new Set(objects.map(({ OriginatingServer }) => OriginatingServer))]).toEqual([server]);
    }
  });

  it("is named by what is not found on it", async () => {
    const absent = { Identity: "Nothing", DomainController: dc2 };
    const { error } = await context.invoke("Get-ManagementScope", absent);
    expect(error?.type).toMatch(/ManagementObjectNotFoundException$/);
    expect(error?.text).toContain(dc2);
  });

  it("has to be one, before anything is written", async () => {
    const { error } = await context.invoke("New-ManagementScope", {
      ...scope,
      DomainController: "dc9.contoso.com",
    });
    expect(error?.type).toBe("Microsoft.Exchange.Data.Directory.SuitabilityDirectoryException");
    expect(await scopes()).toBe(0);
  });

  it("cannot be chosen together with IgnoreDefaultScope", async () => {
    const both = { IgnoreDefaultScope: true, DomainController: dc1 };
    expect((await context.invoke("Get-Mailbox", both)).error?.type).toBe("System.ArgumentException");
    expect((await context.invoke("Get-Mailbox", { IgnoreDefaultScope: true })).objects).not.toHaveLength(0);
  });
});

describe("every cmdlet that takes a domain controller", () => {
  const taking = cmdlets
    .filter((cmdlet) => isPlayed(cmdlet, "onPremises"))
    .flatMap(({ name }) => cmdletSyntax(name, "onPremises") ?? [])
    .filter(({ parameters }) => parameters.has("DomainController"));

  it.each(taking)("checks it: $name", async ({ name, parameters, sets, defaultSet }) => {
    const set = sets.find((each) => each.name === defaultSet) ?? sets[0];
    const values = (set?.mandatory ?? []).map((parameter) => [parameter, sample(parameters.get(parameter))]);
    const given = {
      ...(Object.fromEntries(values) as Record<string, unknown>),
      DomainController: "dc9.contoso.com",
    };
    const { error } = await context.invoke(name, given);
    expect(error?.type).toBe("Microsoft.Exchange.Data.Directory.SuitabilityDirectoryException");
    const { error: other } = await context.invoke(name, { ...given, DomainController: dc2 });
    expect(String(other?.type)).not.toMatch(/NotSupportedException|SuitabilityDirectoryException/);
  });

  it("is nearly every one", () => {
    expect(taking.length).toBeGreaterThan(30);
  });
});

/** Something that fits the parameter's type, and names nothing that is there. */
function sample(type: string | undefined): unknown {
  if (type === "Boolean" || type === "SwitchParameter") return true;
  if (type === "MailboxRights[]") return ["FullAccess"];
  return "anything@contoso.com";
}

describe("replication", () => {
  it("is immediate unless it is told to lag", async () => {
    await context.invoke("New-ManagementScope", { ...scope, DomainController: dc1 });
    expect(await scopes(dc2)).toBe(1);
  });

  it("shows a write through one server to the other after some time, and at once through the same", async () => {
    context.tenant.faults.set({ replication: { milliseconds: 15_000 } });
    expect(
      (await context.invoke("New-ManagementScope", { ...scope, DomainController: "DC2" })).error,
    ).toBeUndefined();
    expect([await scopes("DC2.contoso.com"), await scopes(dc1), await scopes()]).toEqual([1, 0, 0]);
    context.tenant.clock.advance(15_000);
    expect([await scopes(dc2), await scopes(dc1), await scopes()]).toEqual([1, 1, 1]);
  });

  it("lags by reads of the other server as well", async () => {
    context.tenant.faults.set({ replication: { calls: 2 } });
    await context.invoke("New-ManagementScope", scope);
    expect([await scopes(dc1), await scopes(dc1), await scopes(dc1)]).toEqual([1, 1, 1]);
    expect([await scopes(dc2), await scopes(dc2), await scopes(dc2)]).toEqual([0, 0, 1]);
  });

  it("keeps what was removed on the other server, and what was there before a change", async () => {
    await context.invoke("New-ManagementScope", scope);
    context.tenant.faults.set({ replication: { milliseconds: 15_000 } });
    const widened = {
      Identity: "Rooms",
      RecipientRestrictionFilter: "City -eq 'Seattle'",
      DomainController: dc1,
    };
    expect((await context.invoke("Set-ManagementScope", widened)).error).toBeUndefined();
    const filterOn = async (server: string) =>
      (await context.invoke("Get-ManagementScope", { DomainController: server })).objects[0]?.RecipientFilter;
    expect(await filterOn(dc1)).toBe("City -eq 'Seattle'");
    expect(await filterOn(dc2)).toBe("RecipientTypeDetails -eq 'RoomMailbox'");
    await context.invoke("Remove-ManagementScope", { Identity: "Rooms", DomainController: dc1 });
    expect([await scopes(dc1), await scopes(dc2)]).toEqual([0, 1]);
  });

  it("hides from a write what it refers to", async () => {
    context.tenant.faults.set({ replication: { milliseconds: 15_000 } });
    await context.invoke("New-ManagementScope", scope);
    const grant = {
      Name: "Grant",
      User: "adele.vance",
      Role: "Mail Recipients",
      CustomRecipientWriteScope: "Rooms",
    };
    const early = await context.invoke("New-ManagementRoleAssignment", { ...grant, DomainController: dc2 });
    expect(early.error?.type).toMatch(/ManagementObjectNotFoundException$/);
    const { error } = await context.invoke("New-ManagementRoleAssignment", {
      ...grant,
      DomainController: dc1,
    });
    expect(error).toBeUndefined();
  });
});
