import { expect } from "vitest";
import type { RowCheck, RowContext } from "./context";

/** An account of the seed, with what an administrator has just set of it. */
async function statusAfter(
  { tenant, invoke }: RowContext,
  change: { enabled?: boolean; mustChangePassword?: boolean; remotePowerShellEnabled?: boolean },
): Promise<number> {
  const viewer = tenant.store.recipients.by("logonName", "CONTOSO\\viewer");
  tenant.store.accounts.update(viewer?.guid ?? "", change);
  const as = { username: "CONTOSO\\viewer", password: "Viewer-2026!" };
  return (await invoke("Get-Mailbox", {}, { as })).status;
}

export const onPremisesRows: Record<string, RowCheck> = {
  "unknown-domain-controller": async ({ invoke }) => {
    const { error } = await invoke("Get-Mailbox", { DomainController: "dc9.contoso.com" });
    expect(error?.type).toBe("Microsoft.Exchange.Data.Directory.SuitabilityDirectoryException");
  },
  "disabled-account-cannot-log-on": async (context) => {
    expect(await statusAfter(context, {})).toBe(200);
    expect(await statusAfter(context, { enabled: false })).toBe(401);
  },
  "remote-powershell-enabled": async (context) => {
    expect(await statusAfter(context, {})).toBe(200);
    expect(await statusAfter(context, { remotePowerShellEnabled: false })).toBe(403);
  },
  "whole-forest-by-dn": async ({ invoke }) => {
    const by = async (Identity: string) =>
      (await invoke("Get-Mailbox", { Identity, IgnoreDefaultScope: true })).objects.length;
    expect(await by("CN=Board Room,OU=Rooms,DC=contoso,DC=com")).toBe(1);
    expect(await by("boardroom")).toBe(0);
  },
  "password-change-before-log-on": async (context) => {
    expect(await statusAfter(context, {})).toBe(200);
    expect(await statusAfter(context, { mustChangePassword: true })).toBe(401);
  },
};
