import { expect } from "vitest";
import { getFolder, smtp } from "../../support/ews";
import { addRooms, ask, askAs, assign, boardroom, impersonating, megan, recipient, rooms } from "./ews-steps";
import type { RowCheck, RowContext } from "./context";

const denied = "ErrorImpersonateUserDenied";
const lidia = "lidia.holloway@contoso.com";

/** Whom an account may impersonate, and what is said of the others. */
export const onPremisesRows: Readonly<Record<string, RowCheck>> = {
  "impersonation-scopes-add-up": async (context) => {
    await addRooms(context);
    await assign(context, rooms);
    expect([await impersonating(context, boardroom), await impersonating(context, megan)]).toEqual([
      "NoError",
      denied,
    ]);
    await addRoleGroup(context, { Roles: ["ApplicationImpersonation"], Members: ["adele.vance"] });
    expect(await impersonating(context, megan)).toBe("NoError");
  },
  "impersonation-through-groups": async (context) => {
    await addRoleGroup(context, { Roles: ["ApplicationImpersonation"], Members: ["adele.vance"] });
    expect(await impersonating(context, megan)).toBe("NoError");
  },
  "impersonation-by-derived-role": async (context) => {
    await context.invoke("New-ManagementRole", { Name: "Booking", Parent: "ApplicationImpersonation" });
    await assign(context, { Role: "Booking" });
    expect(await impersonating(context, megan)).toBe("NoError");
  },
  "delegating-impersonates-nobody": async (context) => {
    await assign(context, { Delegating: true });
    expect(await impersonating(context, megan)).toBe(denied);
  },
  "exclusive-scopes-limit-impersonation": async (context) => {
    await assign(context);
    expect(await impersonating(context, megan)).toBe("NoError");
    await context.invoke("New-ManagementScope", {
      Name: "Executives",
      RecipientRestrictionFilter: "CustomAttribute1 -eq 'executive'",
      Exclusive: true,
    });
    expect([await impersonating(context, megan), await impersonating(context, lidia)]).toEqual([
      denied,
      "NoError",
    ]);
    await assign(context, { ExclusiveRecipientWriteScope: "Executives" });
    expect(await impersonating(context, megan)).toBe("NoError");
  },
  "my-gal-holds-listed-mailboxes": async (context) => {
    await assign(context, { RecipientRelativeWriteScope: "MyGAL" });
    const { guid, attributes } = recipient(context, megan);
    expect(await impersonating(context, megan)).toBe("NoError");
    context.tenant.store.recipients.update(guid, {
      attributes: { ...attributes, hiddenFromAddressListsEnabled: true },
    });
    expect(await impersonating(context, megan)).toBe(denied);
  },
  "disabled-users-impersonated": async (context) => {
    await assign(context);
    context.tenant.store.accounts.update(recipient(context, megan).guid, { enabled: false });
    expect([await impersonating(context, megan), await impersonating(context, boardroom)]).toEqual([
      "NoError",
      "NoError",
    ]);
  },
  "impersonated-user-looked-up-first": async (context) => {
    expect(await impersonating(context, "nobody@contoso.com")).toBe("ErrorNonExistentMailbox");
    expect(await impersonating(context, megan)).toBe(denied);
  },
  "impersonated-user-needs-mailbox": async (context) => {
    await assign(context);
    const { status, codes } = await askAs(context, upn("svc-legacy@contoso.com"));
    expect([status, codes]).toEqual([500, ["ErrorNonExistentMailbox"]]);
  },
  "own-identity-needs-no-role": async (context) => {
    expect(await impersonating(context, "adele.vance@contoso.com")).toBe("NoError");
  },
  "impersonation-header-says-whom": async (context) => {
    await assign(context);
    for (const nobody of ["", smtp(""), upn(" ")]) {
      const { codes } = await askAs(context, nobody);
      expect(codes).toEqual(["ErrorInvalidExchangeImpersonationHeaderData"]);
    }
  },
  "unknown-upn-code": async (context) => {
    expect((await askAs(context, upn("nobody@contoso.com"))).codes).toEqual([
      "ErrorInvalidUserPrincipalName",
    ]);
  },
  "unknown-sid-code": async (context) => {
    expect((await askAs(context, "<t:SID>S-1-5-21-1-2-3-4</t:SID>")).codes).toEqual(["ErrorInvalidUserSid"]);
  },
  "one-impersonation-header": async (context) => {
    await assign(context);
    const { codes } = await ask(context, getFolder(), [smtp(megan), smtp(boardroom)]);
    expect(codes).toEqual(["ErrorMoreThanOneAccessModeSpecified"]);
  },
  "one-identifier-to-impersonate": async (context) => {
    await assign(context);
    const { codes } = await ask(context, getFolder(), [smtp(megan) + upn(boardroom)]);
    expect(codes).toEqual(["ErrorMoreThanOneAccessModeSpecified"]);
  },
};

function upn(name: string): string {
  return `<t:PrincipalName>${name}</t:PrincipalName>`;
}

async function addRoleGroup(context: RowContext, more: Readonly<Record<string, unknown>>): Promise<void> {
  const { error } = await context.invoke("New-RoleGroup", { Name: "Impersonation", ...more });
  expect(error).toBeUndefined();
}
