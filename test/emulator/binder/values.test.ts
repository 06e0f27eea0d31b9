import { describe, expect, test } from "vitest";

import { bindParameters } from "../../../emulator/binder";
import { refusal, without } from "./binding";

const valueOf = (cmdlet: string, name: string, value: unknown, required: Record<string, unknown> = {}) =>
  bindParameters(cmdlet, { ...required, [name]: value }, "online").values[name];

const identity = { Identity: "i" };
const mailbox = { Name: "n", MicrosoftOnlineServicesID: "u@contoso.com", Password: "secret" };

describe("values become the parameter's type", () => {
  test.each([
    ["Get-ManagementScope", "Identity", "Rooms", "Rooms"],
    ["Get-ManagementScope", "Identity", 5, "5"],
    ["Get-ManagementScope", "Identity", true, "True"],
    ["Get-ManagementScope", "Exclusive", true, true],
    ["Get-ManagementScope", "Exclusive", 0, false],
    ["Get-ManagementScope", "Orphan", false, false],
    ["Get-ManagementScope", "Orphan", 1, true],
    ["Get-ManagementScope", "Orphan", null, false],
    ["Get-ManagementRoleAssignment", "RecipientWriteScope", "customrecipientscope", "CustomRecipientScope"],
    ["Get-ManagementRoleAssignment", "RoleAssigneeType", "servicePrincipal", "ServicePrincipal"],
    ["Get-Recipient", "RecipientTypeDetails", "roommailbox", ["RoomMailbox"]],
    ["Get-Recipient", "RecipientTypeDetails", ["RoomMailbox", "USERMAILBOX"], ["RoomMailbox", "UserMailbox"]],
    ["Get-Recipient", "Properties", "Name", ["Name"]],
    ["Get-Recipient", "Properties", [], []],
  ])("%s %s %j: %j", (cmdlet, name, value, expected) => {
    expect(valueOf(cmdlet, name, value)).toEqual(expected);
  });

  test.each([
    ["Set-Mailbox", "RecipientLimits", "unlimited", "Unlimited"],
    ["Set-Mailbox", "RecipientLimits", "500", 500],
    ["Set-Mailbox", "RecipientLimits", 500, 500],
    ["Set-Mailbox", "ProhibitSendQuota", "49.5GB", "49.5GB"],
    ["Set-Mailbox", "ResourceCapacity", "12", 12],
    ["Set-Mailbox", "ResourceCapacity", 12.5, 12],
    ["Set-Mailbox", "ResourceCapacity", 13.5, 14],
    ["Set-Mailbox", "WindowsEmailAddress", "a@contoso.com", "a@contoso.com"],
    ["Set-Mailbox", "StartDateForRetentionHold", "2026-11-24T10:00:00+02:00", "2026-11-24T08:00:00.000Z"],
    ["Update-RoleGroupMember", "Members", ["a", "b"], ["a", "b"]],
    ["Update-RoleGroupMember", "Members", "a", ["a"]],
    ["Update-RoleGroupMember", "Members", [], []],
    ["Update-RoleGroupMember", "Members", null, null],
  ])("%s %s %j: %j", (cmdlet, name, value, expected) => {
    expect(valueOf(cmdlet, name, value, identity)).toEqual(expected);
  });

  test("a Guid may have braces, and must be one", () => {
    const guid = "aaaaaaaa-0000-4000-8000-000000000000";
    const archive = (ArchiveGuid: string) => ({ ...identity, Archive: true, ArchiveGuid });
    const bound = bindParameters("Enable-Mailbox", archive(`{${guid.toUpperCase()}}`), "onPremises");
    expect(bound.values.ArchiveGuid).toBe(guid);
    expect(refusal("Enable-Mailbox", archive("abc"), "onPremises").kind).toBe("conversion");
  });

  test("a password may be plain text", () => {
    expect(valueOf("New-Mailbox", "Password", "p w", mailbox)).toBe("p w");
  });
});

describe("values that are none of it are refused", () => {
  test.each([
    ["Get-ManagementScope", "Identity", ["a", "b"]],
    ["Get-ManagementScope", "Identity", { Name: "a" }],
    ["Get-ManagementScope", "Exclusive", "true"],
    ["Get-ManagementScope", "Exclusive", "yes"],
    ["Get-ManagementScope", "Exclusive", null],
    ["Get-ManagementScope", "Orphan", "true"],
    ["Get-ManagementScope", "Orphan", []],
    ["Get-ManagementRoleAssignment", "RecipientWriteScope", "Everything"],
    ["Get-ManagementRoleAssignment", "AssignmentMethod", ["Direct", "Indirect"]],
    ["Get-Recipient", "RecipientTypeDetails", ["RoomMailbox", "Room"]],
    ["Get-Recipient", "RecipientType", "RoomMailbox"],
    ["Get-Mailbox", "ResultSize", "many"],
    ["Get-Mailbox", "ResultSize", null],
    ["New-ApplicationAccessPolicy", "AccessRight", "Allow"],
  ])("%s %s %j", (cmdlet, name, value) => {
    expect(refusal(cmdlet, { [name]: value })).toMatchObject({
      kind: "conversion",
      exceptionType: "ParameterTransformationException",
      parameter: name,
    });
  });

  test.each([
    ["ResourceCapacity", "many"],
    ["ResourceCapacity", ""],
    ["ResourceCapacity", 2 ** 31],
    ["ResourceCapacity", true],
    ["WindowsEmailAddress", "nobody"],
    ["StartDateForRetentionHold", "soon"],
  ])("Set-Mailbox %s %j", (name, value) => {
    expect(refusal("Set-Mailbox", { ...identity, [name]: value }).kind).toBe("conversion");
  });

  test("without telling a password", () => {
    const error = refusal("New-Mailbox", { ...mailbox, Password: { secret: "hunter2" } });
    expect(error.kind).toBe("conversion");
    expect(error.message).not.toContain("hunter2");
  });

  test("but the texts of Booleans are taken by the other answer", () => {
    const lenient = without("parameter-boolean-texts");
    const bound = bindParameters(
      "Get-ManagementScope",
      { Exclusive: "true", Orphan: "FALSE" },
      "online",
      lenient,
    );
    expect(bound.values).toEqual({ Exclusive: true, Orphan: false });
    expect(refusal("Get-ManagementScope", { Exclusive: "yes" }, "online", lenient).kind).toBe("conversion");
  });
});

describe("hashtables", () => {
  const type = { "@odata.type": "#Exchange.GenericHashTable" };
  const members = (value: unknown) => valueOf("Update-RoleGroupMember", "Members", value, identity);

  test("add and remove values, one or several, in any casing of the verbs", () => {
    expect(members({ ...type, Add: ["a", "b"], Remove: "c" })).toEqual({ add: ["a", "b"], remove: ["c"] });
    expect(members({ ADD: ["a"], ...type })).toEqual({ add: ["a"], remove: [] });
  });

  test("clear the property when they are empty", () => {
    expect(members({ ...type })).toEqual([]);
  });

  test.each([
    { Add: ["a"] },
    {},
    { "@odata.type": "#Exchange.Other", Add: ["a"] },
    { "@odata.type": "#Exchange.GenericHashTable", Replace: ["a"] },
  ])("%j is refused", (value) => {
    expect(refusal("Update-RoleGroupMember", { ...identity, Members: value })).toMatchObject({
      kind: "conversion",
      exceptionType: "ParameterTransformationException",
      parameter: "Members",
    });
  });

  test("need no type when the behaviour is off", () => {
    const parameters = { ...identity, Members: { Add: ["a"] } };
    const untyped = without("parameter-hashtable-type");
    expect(bindParameters("Update-RoleGroupMember", parameters, "online", untyped).values.Members).toEqual({
      add: ["a"],
      remove: [],
    });
  });

  test("are nothing to a parameter with one value", () => {
    expect(refusal("Set-ManagementScope", { ...identity, Name: { ...type, Add: ["a"] } }).kind).toBe(
      "conversion",
    );
  });
});

describe("null and nothing", () => {
  test("a given null is not an absent parameter", () => {
    const bound = bindParameters(
      "Set-ManagementRoleAssignment",
      { ...identity, CustomResourceScope: null },
      "online",
    );
    expect(bound.values).toEqual({ Identity: "i", CustomResourceScope: null });
    expect(bound.given.has("CustomResourceScope")).toBe(true);
    expect(bound.given.has("Enabled")).toBe(false);
  });

  test("an optional identity may be null, a mandatory one not", () => {
    expect(valueOf("Get-ManagementScope", "Identity", null)).toBeNull();
    expect(refusal("Remove-ManagementScope", { Identity: null })).toMatchObject({
      kind: "nullNotAllowed",
      exceptionType: "System.Management.Automation.ParameterBindingValidationException",
      parameter: "Identity",
    });
  });

  test("a mandatory text may not be empty, nor a mandatory list", () => {
    expect(refusal("New-ManagementScope", { Name: "n", RecipientRestrictionFilter: "" })).toMatchObject({
      kind: "emptyNotAllowed",
      parameter: "RecipientRestrictionFilter",
    });
    const policy = { AccessRight: "DenyAccess", PolicyScopeGroupId: "g" };
    expect(refusal("New-ApplicationAccessPolicy", { ...policy, AppId: [] }).kind).toBe("emptyNotAllowed");
    expect(refusal("New-ApplicationAccessPolicy", { ...policy, AppId: ["a", ""] }).kind).toBe(
      "emptyNotAllowed",
    );
  });

  test("an optional text may be empty", () => {
    expect(valueOf("Set-ManagementScope", "RecipientRestrictionFilter", "", identity)).toBe("");
  });

  test("all pass when the behaviour is off", () => {
    const off = without("parameter-mandatory-null");
    expect(bindParameters("Remove-ManagementScope", { Identity: null }, "online", off).values).toEqual({
      Identity: null,
    });
  });
});

describe("ResultSize", () => {
  test("is accepted online and does not reach the cmdlet", () => {
    const bound = bindParameters("Get-Mailbox", { ResultSize: 1 }, "online");
    expect(bound.values).toEqual({});
    expect(bound.given.has("ResultSize")).toBe(false);
  });

  test("reaches it on-premises, and when the behaviour is off", () => {
    expect(bindParameters("Get-Mailbox", { ResultSize: 1 }, "onPremises").values).toEqual({ ResultSize: 1 });
    const off = without("parameter-result-size");
    expect(bindParameters("Get-Mailbox", { ResultSize: 1 }, "online", off).values).toEqual({ ResultSize: 1 });
  });
});
