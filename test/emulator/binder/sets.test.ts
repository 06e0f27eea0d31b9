import { describe, expect, test } from "vitest";

import { bindParameters } from "../../../emulator/binder";
import { refusal, without } from "./binding";

const setOf = (
  cmdlet: string,
  parameters: Record<string, unknown>,
  mode: "online" | "onPremises" = "online",
) => bindParameters(cmdlet, parameters, mode).set;

describe("the set is the one", () => {
  test.each([
    ["New-ManagementRoleAssignment", { Role: "r", App: "a", CustomResourceScope: "s" }, "App"],
    ["New-ManagementRoleAssignment", { Role: "r", User: "u", CustomRecipientWriteScope: "s" }, "User"],
    ["New-ManagementRoleAssignment", { Role: "r", SecurityGroup: "g", Delegating: true }, "SecurityGroup"],
    ["New-ManagementRoleAssignment", { Role: "r", Policy: "p" }, "Policy"],
    ["New-ManagementRoleAssignment", { Role: "r", App: "a", RecipientGroupScope: "g" }, "App"],
    ["Get-ManagementRoleAssignment", {}, "Identity"],
    ["Get-ManagementRoleAssignment", { Identity: null }, "Identity"],
    ["Get-ManagementRoleAssignment", { RoleAssignee: "x" }, "RoleAssignee"],
    ["Get-ManagementRoleAssignment", { Role: "x" }, "RoleAssignee"],
    ["Set-ManagementRoleAssignment", { Identity: "i", Enabled: false }, "RelativeRecipientWriteScope"],
    [
      "Set-ManagementRoleAssignment",
      { Identity: "i", CustomRecipientWriteScope: null },
      "CustomRecipientWriteScope",
    ],
    ["Set-ManagementRoleAssignment", { Identity: "i", CustomResourceScope: "s" }, "App"],
    ["Set-ManagementRoleAssignment", { Identity: "i", ExclusiveRecipientWriteScope: "s" }, "ExclusiveScope"],
    ["Set-ManagementRoleAssignment", { Identity: "i", RecipientGroupScope: "g" }, "RecipientGroupScope"],
    ["Set-ManagementScope", { Identity: "i", Name: "n" }, "RecipientFilter"],
    ["Get-ManagementRole", { Identity: "i" }, "Identity"],
    ["Get-ManagementRole", { Identity: "i", Recurse: true }, "Recurse"],
    ["Get-ManagementRole", { Cmdlet: "Get-Mailbox" }, "Identity"],
    ["Get-Mailbox", { Anr: "x" }, "AnrSet"],
    ["Get-Mailbox", { RecipientTypeDetails: ["RoomMailbox"] }, "Identity"],
    ["New-Mailbox", { Name: "n", Room: true }, "Room"],
    ["New-Mailbox", { Name: "n", Shared: true }, "Shared"],
    ["Enable-Mailbox", { Identity: "i" }, "User"],
    ["Disable-Mailbox", { Identity: "i", Confirm: false }, "Identity"],
    ["Remove-Mailbox", { Identity: "i", Confirm: false }, "Identity"],
    ["New-ManagementRole", { Name: "n", Parent: "p" }, "NewDerivedRole"],
    ["Disable-Mailbox", { Identity: "i", Archive: true }, "Archive"],
    ["Add-MailboxPermission", { Identity: "i", User: "u", AccessRights: "FullAccess" }, "AccessRights"],
    ["New-ServicePrincipal", { AppId: "a", ObjectId: "o" }, "Default"],
  ])("%s %j: %s", (cmdlet, parameters, set) => {
    expect(setOf(cmdlet, parameters)).toBe(set);
  });

  test("that only on-premises has", () => {
    expect(setOf("New-ManagementScope", { Name: "n", ServerList: ["s"] }, "onPremises")).toBe("ServerList");
    expect(setOf("Set-ManagementScope", { Identity: "i", ServerRestrictionFilter: "f" }, "onPremises")).toBe(
      "ServerFilter",
    );
  });
});

describe("no set", () => {
  test.each([
    ["New-ManagementRoleAssignment", { Role: "r" }],
    ["New-ManagementRoleAssignment", { Role: "r", User: "u", App: "a" }],
    ["New-ManagementRoleAssignment", { Role: "r", App: "a", CustomRecipientWriteScope: "s" }],
    ["New-ManagementRoleAssignment", { Role: "r", User: "u", CustomResourceScope: "s" }],
    ["New-ManagementRoleAssignment", { Role: "r", Policy: "p", Delegating: true }],
    ["Get-ManagementRoleAssignment", { Identity: "i", RoleAssignee: "x" }],
    ["Get-ManagementRoleAssignment", { Identity: "i", Role: "r" }],
    [
      "Set-ManagementRoleAssignment",
      { Identity: "i", CustomRecipientWriteScope: "s", RecipientOrganizationalUnitScope: "o" },
    ],
    ["Set-ManagementRoleAssignment", { Identity: "i", CustomResourceScope: "s", RecipientGroupScope: "g" }],
    [
      "Set-ManagementRoleAssignment",
      { Identity: "i", CustomResourceScope: "s", CustomRecipientWriteScope: null },
    ],
    ["Get-Mailbox", { Identity: "i", Anr: "x" }],
  ])("fits %s %j", (cmdlet, parameters) => {
    expect(refusal(cmdlet, parameters)).toMatchObject({
      kind: "ambiguousSet",
      errorId: "AmbiguousParameterSet",
      exceptionType: "System.Management.Automation.ParameterBindingException",
    });
  });

  test("holds kinds of scopes together on-premises", () => {
    const mixed = { Name: "n", ServerList: ["s"], RecipientRestrictionFilter: "f" };
    expect(refusal("New-ManagementScope", mixed, "onPremises").kind).toBe("ambiguousSet");
  });
});

describe("a mandatory parameter is missing", () => {
  test.each([
    ["New-ManagementScope", { Name: "n" }, "RecipientRestrictionFilter"],
    ["New-ManagementScope", { RecipientRestrictionFilter: "f" }, "Name"],
    ["Remove-ManagementScope", {}, "Identity"],
    ["New-ManagementRole", { Name: "n" }, "Parent"],
    ["Set-ManagementRoleAssignment", { Enabled: true }, "Identity"],
    ["New-ManagementRoleAssignment", { App: "a" }, "Role"],
    ["New-ServicePrincipal", { AppId: "a" }, "ObjectId"],
    ["New-ApplicationAccessPolicy", { AppId: "a", AccessRight: "DenyAccess" }, "PolicyScopeGroupId"],
    ["Add-RoleGroupMember", { Identity: "i" }, "Member"],
  ])("from %s %j: %s", (cmdlet, parameters, missing) => {
    expect(refusal(cmdlet, parameters)).toMatchObject({
      kind: "missingMandatory",
      errorId: "MissingMandatoryParameter",
      parameter: missing,
    });
  });
});

test("a role is derived from a parent unless it is said to have none", () => {
  expect(refusal("New-ManagementRole", { Name: "n" }, "onPremises").parameter).toBe("Parent");
  expect(setOf("New-ManagementRole", { Name: "n", UnScopedTopLevel: true }, "onPremises")).toBe(
    "UnScopedTopLevelRole",
  );
});

describe("the scopes of a new assignment", () => {
  const user = { Role: "r", User: "u", CustomRecipientWriteScope: "s" };

  test("exclude each other within a set too", () => {
    for (const other of [
      "ExclusiveRecipientWriteScope",
      "RecipientGroupScope",
      "RecipientAdministrativeUnitScope",
    ]) {
      expect(refusal("New-ManagementRoleAssignment", { ...user, [other]: "x" }).kind).toBe(
        "exclusiveParameters",
      );
    }
    const app = { Role: "r", App: "a", CustomResourceScope: "s", RecipientGroupScope: "g" };
    expect(refusal("New-ManagementRoleAssignment", app).kind).toBe("exclusiveParameters");
  });

  test("do not count when they are null", () => {
    const parameters = { ...user, RecipientGroupScope: null };
    expect(bindParameters("New-ManagementRoleAssignment", parameters, "online").values).toEqual(parameters);
  });

  test("of recipients and of configuration go together", () => {
    const both = { ...user, CustomConfigWriteScope: "c" };
    expect(setOf("New-ManagementRoleAssignment", both, "onPremises")).toBe("User");
    const two = { ...both, ExclusiveConfigWriteScope: "e" };
    expect(refusal("New-ManagementRoleAssignment", two, "onPremises").kind).toBe("exclusiveParameters");
  });

  test("pass both when the behaviour is off", () => {
    const parameters = { ...user, RecipientGroupScope: "g" };
    const off = without("parameter-exclusive-scopes");
    expect(bindParameters("New-ManagementRoleAssignment", parameters, "online", off).values).toEqual(
      parameters,
    );
  });
});
