import { expect } from "vitest";
import type { RowCheck, RowContext } from "./context";

const recipientTask = "Microsoft.Exchange.Configuration.Tasks.RecipientTaskException";

/** What a guide's administrator sends for a service account. */
export const service = {
  Name: "Room Service",
  UserPrincipalName: "room.service@contoso.com",
  Password: "Br0wn-Fox-Jumps",
};

/** The account of a user, named by its SamAccountName. */
export function accountNamed({ tenant }: Pick<RowContext, "tenant">, samAccountName: string) {
  const user = tenant.store.recipients.by("logonName", `CONTOSO\\${samAccountName}`);
  return tenant.store.accounts.get(user?.guid ?? "");
}

async function errorOf(
  { invoke }: RowContext,
  cmdlet: string,
  parameters: Readonly<Record<string, unknown>>,
): Promise<string | undefined> {
  return (await invoke(cmdlet, parameters)).error?.type;
}

export const onPremisesRows: Record<string, RowCheck> = {
  "reset-password-off-by-default": async (context) => {
    await context.invoke("New-Mailbox", service);
    expect(accountNamed(context, "room.service")?.mustChangePassword).toBe(false);
  },
  "domain-password-policy": async (context) => {
    expect(await errorOf(context, "New-Mailbox", { ...service, Password: "fox" })).toMatch(/^Microsoft/);
  },
  "weak-password-exception": async (context) => {
    expect(await errorOf(context, "New-Mailbox", { ...service, Password: "fox" })).toBe(
      "Microsoft.Exchange.Data.Directory.ADInvalidPasswordException",
    );
  },
  "sam-account-name-from-upn": async (context) => {
    const long = { ...service, UserPrincipalName: "room.service.of.the.house@contoso.com" };
    const { objects } = await context.invoke("New-Mailbox", long);
    expect(objects[0]?.SamAccountName).toBe("room.service.of.the");
  },
  "logon-name-taken": async (context) => {
    const taken = { ...service, UserPrincipalName: "Adele.Vance@contoso.com" };
    expect(await errorOf(context, "New-Mailbox", taken)).toBe(recipientTask);
    expect(await errorOf(context, "New-Mailbox", { ...service, SamAccountName: "VIEWER" })).toBe(
      recipientTask,
    );
  },
  "alias-unique": async (context) => {
    expect(await errorOf(context, "New-Mailbox", { ...service, Alias: "boardroom" })).toBe(
      "Microsoft.Exchange.Configuration.ObjectModel.ProxyAddressExistsException",
    );
  },
  "enable-mailbox-again": async (context) => {
    expect(await errorOf(context, "Enable-Mailbox", { Identity: "adele.vance" })).toBe(recipientTask);
  },
  "mailbox-fits-account": async (context) => {
    expect(await errorOf(context, "Enable-Mailbox", { Identity: "svc-legacy", Room: true })).toBe(
      recipientTask,
    );
  },
  "enable-makes-new-mailbox": async ({ invoke }) => {
    const guid = async () =>
      (await invoke("Get-Mailbox", { Identity: "Adele Vance" })).objects[0]?.ExchangeGuid;
    const before = await guid();
    await invoke("Disable-Mailbox", { Identity: "adele.vance", Confirm: false });
    await invoke("Enable-Mailbox", { Identity: "Adele Vance" });
    const after = await guid();
    expect(after).toBeTypeOf("string");
    expect(after).not.toBe(before);
  },
  "assignment-outlives-user": async ({ invoke }) => {
    await invoke("New-Mailbox", service);
    const grant = { Name: "Grant", Role: "Mail Recipients", User: "room.service" };
    expect((await invoke("New-ManagementRoleAssignment", grant)).error).toBeUndefined();
    await invoke("Remove-Mailbox", { Identity: "room.service", Confirm: false });
    const { objects } = await invoke("Get-ManagementRoleAssignment", { Identity: "Grant" });
    expect(objects[0]).toMatchObject({ Name: "Grant", RoleAssigneeType: "User" });
  },
};
