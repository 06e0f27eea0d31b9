import { describe, expect, it } from "vitest";
import { mailboxPaths } from "../../../emulator/access/mailbox-paths";
import { getFolder } from "../../support/ews";
import { freshTenant } from "../cmdlets/fresh-tenant";
import {
  addRooms,
  ask,
  askAs,
  assign,
  boardroom,
  impersonating,
  megan,
  rainier,
  recipient,
  rooms,
} from "../rows/ews-steps";

const context = freshTenant("onPremises");
const denied = "ErrorImpersonateUserDenied";

describe("the guide's recipe", () => {
  it("opens rooms and nobody else", async () => {
    await addRooms(context);
    await assign(context, { Name: "ResourceImpersonation", ...rooms });
    expect([await impersonating(context, boardroom), await impersonating(context, rainier)]).toEqual([
      "NoError",
      "NoError",
    ]);
    const { status, text } = await askAs(context, `<t:PrimarySmtpAddress>${megan}</t:PrimarySmtpAddress>`);
    expect(status).toBe(500);
    expect(text).toContain(
      '<faultcode xmlns:a="http://schemas.microsoft.com/exchange/services/2006/types">a:ErrorImpersonateUserDenied</faultcode>' +
        '<faultstring xml:lang="en-US">The account does not have permission to impersonate the requested user.</faultstring>' +
        '<detail><e:ResponseCode xmlns:e="http://schemas.microsoft.com/exchange/services/2006/errors">ErrorImpersonateUserDenied</e:ResponseCode>',
    );
  });

  it("opens everybody when it is followed to the letter, by the unscoped role group beside the scope", async () => {
    await context.invoke("New-RoleGroup", {
      Name: "ApplicationImpersonation",
      Roles: ["ApplicationImpersonation"],
      Members: ["adele.vance"],
    });
    await addRooms(context);
    await assign(context, { Name: "ResourceImpersonation", ...rooms });
    expect([await impersonating(context, boardroom), await impersonating(context, megan)]).toEqual([
      "NoError",
      "NoError",
    ]);
  });
});

describe("whom ConnectingSID names", () => {
  it.each([
    ["PrimarySmtpAddress", "Boardroom@Contoso.com"],
    ["SmtpAddress", "BOARDROOM@contoso.com"],
    ["PrincipalName", "boardroom@contoso.com"],
  ])("is found by %s in any casing", async (kind, value) => {
    await assign(context);
    expect((await askAs(context, `<t:${kind}> ${value} </t:${kind}>`)).codes).toEqual(["NoError"]);
  });

  it("is found by SID, and by an address that is not the primary one as SmtpAddress", async () => {
    await assign(context);
    const { guid, emailAddresses } = recipient(context, boardroom);
    const sid = context.tenant.store.accounts.get(guid)?.sid ?? "";
    expect((await askAs(context, `<t:SID>${sid}</t:SID>`)).codes).toEqual(["NoError"]);
    context.tenant.store.recipients.update(guid, {
      emailAddresses: [...emailAddresses, "smtp:board@contoso.com"],
    });
    expect((await askAs(context, "<t:SmtpAddress>board@contoso.com</t:SmtpAddress>")).codes).toEqual([
      "NoError",
    ]);
  });

  it.each([
    ["<t:PrimarySmtpAddress>nobody@contoso.com</t:PrimarySmtpAddress>", "ErrorNonExistentMailbox"],
    ["<t:SmtpAddress>CONTOSO\\megan</t:SmtpAddress>", "ErrorNonExistentMailbox"],
    ["<t:SmtpAddress>bookable-rooms@contoso.com</t:SmtpAddress>", "ErrorNonExistentMailbox"],
    ["<t:PrincipalName>nobody@contoso.com</t:PrincipalName>", "ErrorInvalidUserPrincipalName"],
    ["<t:SID>S-1-5-21-1-2-3-4</t:SID>", "ErrorInvalidUserSid"],
    ["<t:SID></t:SID>", "ErrorInvalidExchangeImpersonationHeaderData"],
    ["<t:PrimarySmtpAddress> </t:PrimarySmtpAddress>", "ErrorInvalidExchangeImpersonationHeaderData"],
    ["", "ErrorInvalidExchangeImpersonationHeaderData"],
    ["<t:Name>megan</t:Name>", "ErrorInvalidExchangeImpersonationHeaderData"],
  ])("has to be somebody with a mailbox: %s", async (identifier, code) => {
    await assign(context);
    const { status, codes } = await askAs(context, identifier);
    expect([status, codes]).toEqual([500, [code]]);
  });
});

describe("a group's address", () => {
  it("names nobody to impersonate, whatever is made of users without a mailbox", async () => {
    await assign(context);
    context.tenant.behaviours.set("impersonated-user-needs-mailbox", "alternative");
    expect((await askAs(context, "<t:SmtpAddress>bookable-rooms@contoso.com</t:SmtpAddress>")).codes).toEqual(
      ["ErrorNonExistentMailbox"],
    );
    expect((await askAs(context, "<t:PrincipalName>svc-legacy@contoso.com</t:PrincipalName>")).codes).toEqual(
      ["ErrorMissingEmailAddress"],
    );
  });
});

describe("what assignments reach", () => {
  it("follows the scope's filter and root, an organisational unit, and the relative scopes", async () => {
    const reached = async () =>
      Promise.all([boardroom, megan, "adele.vance@contoso.com"].map((each) => impersonating(context, each)));
    const cases: [Record<string, unknown>, string[]][] = [
      [{ RecipientOrganizationalUnitScope: "contoso.com/Rooms" }, ["NoError", denied, "NoError"]],
      [{ RecipientRelativeWriteScope: "Organization" }, ["NoError", "NoError", "NoError"]],
      [{ RecipientRelativeWriteScope: "Self" }, [denied, denied, "NoError"]],
      [{ RecipientRelativeWriteScope: "None" }, [denied, denied, "NoError"]],
      [{ RecipientRelativeWriteScope: "MyDistributionGroups" }, [denied, denied, "NoError"]],
    ];
    for (const [scope, expected] of cases) {
      context.running.reset();
      await assign(context, scope);
      expect([scope, await reached()]).toEqual([scope, expected]);
    }
    context.running.reset();
    await context.invoke("New-ManagementScope", {
      Name: "Seattle below Users",
      RecipientRestrictionFilter: "City -eq 'Seattle'",
      RecipientRoot: "contoso.com/Users",
    });
    await assign(context, { CustomRecipientWriteScope: "Seattle below Users" });
    expect(await reached()).toEqual([denied, "NoError", "NoError"]);
  });

  it("counts while the assignment is enabled, and through nested groups", async () => {
    await context.invoke("New-RoleGroup", { Name: "Inner", Members: ["adele.vance"] });
    await context.invoke("New-RoleGroup", { Name: "Outer", Roles: ["ApplicationImpersonation"] });
    expect(await impersonating(context, megan)).toBe(denied);
    const { roleGroups, roleAssignments } = context.tenant.store;
    const [inner, outer] = [roleGroups.by("name", "Inner"), roleGroups.by("name", "Outer")];
    roleGroups.update(outer?.guid ?? "", { members: [inner?.guid ?? ""] });
    expect(await impersonating(context, megan)).toBe("NoError");
    const held = roleAssignments.find(({ roleAssignee }) => roleAssignee === outer?.guid);
    await context.invoke("Set-ManagementRoleAssignment", { Identity: held?.name, Enabled: false });
    expect(await impersonating(context, megan)).toBe(denied);
  });

  it("counts for the members of a security group", async () => {
    const { recipients, groups } = context.tenant.store;
    const group = recipients.find(
      ({ recipientTypeDetails }) => recipientTypeDetails === "MailUniversalSecurityGroup",
    );
    await assign(context, { SecurityGroup: group?.name });
    expect(await impersonating(context, megan)).toBe(denied);
    const directory = groups.get(group?.guid ?? "");
    groups.update(group?.guid ?? "", {
      members: [...(directory?.members ?? []), recipient(context, "adele.vance@contoso.com").guid],
    });
    expect(await impersonating(context, megan)).toBe("NoError");
  });

  it("ends with the assignment, which is not everybody's: others stay out", async () => {
    await assign(context, { Name: "Mine" });
    expect(await impersonating(context, megan)).toBe("NoError");
    await context.invoke("Remove-ManagementRoleAssignment", { Identity: "Mine", Confirm: false });
    expect(await impersonating(context, megan)).toBe(denied);
    await assign(context, { User: "megan.bowen" });
    expect(await impersonating(context, boardroom)).toBe(denied);
  });

  it("is late by the permission cache, for grants, for memberships and for withdrawals", async () => {
    const hour = 60 * 60 * 1000;
    context.tenant.faults.set({ permissionCache: { milliseconds: hour } });
    await assign(context, { Name: "Mine" });
    expect(await impersonating(context, megan)).toBe(denied);
    context.tenant.clock.advance(hour);
    expect(await impersonating(context, megan)).toBe("NoError");
    await context.invoke("Remove-ManagementRoleAssignment", { Identity: "Mine", Confirm: false });
    expect(await impersonating(context, megan)).toBe("NoError");
    context.tenant.clock.advance(hour);
    expect(await impersonating(context, megan)).toBe(denied);
    await context.invoke("New-RoleGroup", { Name: "Booking", Roles: ["ApplicationImpersonation"] });
    context.tenant.clock.advance(hour);
    await context.invoke("Add-RoleGroupMember", { Identity: "Booking", Member: "adele.vance" });
    expect(await impersonating(context, megan)).toBe(denied);
    context.tenant.clock.advance(hour);
    expect(await impersonating(context, megan)).toBe("NoError");
  });

  it("agrees with the paths that lead to a mailbox", async () => {
    await addRooms(context);
    await assign(context, { Name: "ResourceImpersonation", ...rooms });
    const paths = (address: string) =>
      mailboxPaths(context.tenant, recipient(context, address)).filter(({ by }) => by === "impersonation");
    expect(paths(boardroom)).toEqual([
      expect.objectContaining({ through: "ResourceImpersonation" }) as unknown,
    ]);
    expect(paths(megan)).toEqual([]);
  });
});

describe("under impersonation", () => {
  it("the rights of the impersonated user count, not the caller's", async () => {
    await assign(context);
    await context.invoke("Add-MailboxPermission", {
      Identity: megan,
      User: "lidia.holloway@contoso.com",
      AccessRights: ["FullAccess"],
    });
    const open = async (connecting: string) =>
      (
        await ask(
          context,
          getFolder(
            `<t:DistinguishedFolderId Id="calendar"><t:Mailbox><t:EmailAddress>${megan}</t:EmailAddress></t:Mailbox></t:DistinguishedFolderId>`,
          ),
          [`<t:PrimarySmtpAddress>${connecting}</t:PrimarySmtpAddress>`],
        )
      ).codes;
    expect(await open("lidia.holloway@contoso.com")).toEqual(["NoError"]);
    expect(await open("alex.wilber@contoso.com")).toEqual(["ErrorAccessDenied"]);
  });
});
