import { describe, expect, test } from "vitest";
import { diff } from "../../providers/dynamic/diff";
import { unknownValue } from "../../providers/dynamic/unknowns";
import { managementScopeProvider } from "../../providers/resources/management-scope.provider";
import { roleAssignmentProvider } from "../../providers/resources/role-assignment.provider";

const scope = {
  name: "rooms",
  recipientRestrictionFilter: "RecipientTypeDetails -eq 'RoomMailbox'",
  exclusive: false,
  guid: "11111111-1111-4111-8111-111111111111",
};
const grant = {
  name: "rooms",
  role: "Application Calendars.Read",
  app: "22222222-2222-4222-8222-222222222222",
  scope: { managementScope: scope.guid },
  delegating: false,
  enabled: true,
  assigneeIdentities: ["22222222-2222-4222-8222-222222222222", "33333333-3333-4333-8333-333333333333"],
  scopeIdentities: [scope.guid, "rooms"],
};

describe("a management scope", () => {
  test("is unchanged when the filter is only spelled in another way", () => {
    const news = { ...scope, recipientRestrictionFilter: '(recipienttypedetails -EQ "roommailbox")' };
    expect(diff(managementScopeProvider, scope, news)).toEqual({ changes: false });
  });

  test("leaves it to the engine to show a change of the filter, and is never replaced by one", () => {
    const news = { ...scope, recipientRestrictionFilter: "RecipientTypeDetails -eq 'EquipmentMailbox'" };
    expect(diff(managementScopeProvider, scope, news)).toEqual({ changes: undefined });
  });

  test("differs when an optional property is taken out of the program", () => {
    expect(diff(managementScopeProvider, { ...scope, recipientRoot: "Rooms" }, scope)).toEqual({
      changes: undefined,
    });
  });

  test("does not differ for the sake of adopt", () => {
    expect(diff(managementScopeProvider, scope, { ...scope, adopt: true })).toEqual({ changes: false });
  });
});

describe("a role assignment", () => {
  test("is unchanged when the program names its application or scope by another of their ids", () => {
    const news = {
      ...grant,
      app: "33333333-3333-4333-8333-333333333333",
      scope: { managementScope: "Rooms" },
    };
    expect(diff(roleAssignmentProvider, grant, news)).toEqual({ changes: false });
  });

  test("moves to another scope of the same kind in place", () => {
    const news = { ...grant, scope: { managementScope: "44444444-4444-4444-8444-444444444444" } };
    expect(diff(roleAssignmentProvider, grant, news)).toEqual({ changes: undefined });
  });

  test("puts a scope that was dropped by hand back in place", () => {
    const wide = { ...grant, scope: { organizationWide: true }, scopeIdentities: [] };
    expect(diff(roleAssignmentProvider, wide, grant)).toEqual({ changes: undefined });
  });

  test.each([
    { property: "role", value: "Application Mail.Read" },
    { property: "app", value: "55555555-5555-4555-8555-555555555555" },
    { property: "scope", value: { group: "rooms" } },
    { property: "scope", value: { organizationWide: true } },
  ])("is replaced when $property becomes $value, and the new one comes first", ({ property, value }) => {
    const olds = { ...grant, __autoName: "seed" };
    const result = diff(roleAssignmentProvider, olds, { ...olds, [property]: value });
    expect(result).toEqual({ changes: undefined, replaces: [property], deleteBeforeReplace: false });
  });

  test("with a name of the user's own goes before its replacement comes", () => {
    const result = diff(roleAssignmentProvider, grant, { ...grant, role: "Application Mail.Read" });
    expect(result).toMatchObject({ replaces: ["role"], deleteBeforeReplace: true });
  });

  test.each(["app", "role", "scope"])("is never replaced because %s is not known yet", (property) => {
    const result = diff(roleAssignmentProvider, grant, { ...grant, [property]: unknownValue });
    expect(result).toEqual({ changes: undefined });
    const nested = diff(roleAssignmentProvider, grant, {
      ...grant,
      scope: { managementScope: unknownValue },
    });
    expect(nested).toEqual({ changes: undefined });
  });
});
