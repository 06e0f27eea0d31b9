import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { bindParameters, BindingError, cmdletsOf, cmdletSyntax } from "../../../emulator/binder";
import type { CmdletSyntax, Mode } from "../../../emulator/binder";

const modes: readonly Mode[] = ["online", "onPremises"];

/** A value that the type accepts. */
function sample(type: string): unknown {
  const samples: Record<string, unknown> = {
    Boolean: true,
    "System.Boolean": false,
    SwitchParameter: true,
    Guid: "59255a4b-0000-4000-8000-000000000000",
    Unlimited: "Unlimited",
    ByteQuantifiedSize: "10MB",
    SmtpAddress: "a@contoso.com",
    DateTime: "2026-11-24",
    Int16: 1,
    Int32: 1,
    Int64: 1,
    UInt32: 1,
    PSCredential: {},
    RecipientTypeDetails: "RoomMailbox",
    RecipientType: "UserMailbox",
    RecipientWriteScopeType: "Self",
    ConfigWriteScopeType: "None",
    RoleAssigneeType: "User",
    AssignmentMethod: "Direct",
    ManagementRoleEntryType: "Cmdlet",
    ApplicationAccessPolicyRight: "DenyAccess",
    MemberUpdateType: "Open",
    CalendarProcessingFlags: "AutoAccept",
    MailboxRights: "FullAccess",
    ActiveDirectorySecurityInheritance: "All",
    ConvertibleMailboxSubType: "Room",
  };
  const element = type.replace("[]", "");
  return type.endsWith("[]") ? [samples[element] ?? "x"] : (samples[element] ?? "x");
}

const samplesOf = (cmdlet: CmdletSyntax, names: Iterable<string>) =>
  Object.fromEntries([...names].map((name) => [name, sample(cmdlet.parameters.get(name) ?? "")]));

describe("the cmdlets", () => {
  test("are those documented for each kind of Exchange", () => {
    expect(cmdletsOf("online")).toHaveLength(56);
    const missing = cmdletsOf("online").filter(({ name }) => !cmdletSyntax(name, "onPremises"));
    expect(missing.map(({ name }) => name)).toEqual([
      "New-ServicePrincipal",
      "Get-ServicePrincipal",
      "Set-ServicePrincipal",
      "Remove-ServicePrincipal",
      "Test-ServicePrincipalAuthorization",
      "New-ApplicationAccessPolicy",
      "Get-ApplicationAccessPolicy",
      "Set-ApplicationAccessPolicy",
      "Remove-ApplicationAccessPolicy",
      "Test-ApplicationAccessPolicy",
      "Enable-OrganizationCustomization",
    ]);
  });

  test("say which parameters they have in each", () => {
    expect([...(cmdletSyntax("new-managementscope", "online")?.parameters.keys() ?? [])]).toEqual([
      "Name",
      "RecipientRestrictionFilter",
      "Confirm",
      "Exclusive",
      "Force",
      "RecipientRoot",
      "WhatIf",
    ]);
    expect(cmdletSyntax("New-ManagementScope", "onPremises")?.parameters.get("DatabaseList")).toBe(
      "DatabaseIdParameter[]",
    );
  });

  for (const mode of modes) {
    test.each(cmdletsOf(mode))(`$name binds ${mode} with what is mandatory`, (cmdlet) => {
      const set = cmdlet.sets.find(({ name }) => name === cmdlet.defaultSet) ?? cmdlet.sets[0];
      const parameters = samplesOf(cmdlet, set?.mandatory ?? []);
      expect(bindParameters(cmdlet.name, parameters, mode).set).toBe(set?.name);
    });

    test.each(cmdletsOf(mode))(`$name takes every parameter of a set at once ${mode}`, (cmdlet) => {
      for (const set of cmdlet.sets) {
        const parameters = samplesOf(cmdlet, set.parameters);
        const bind = () =>
          bindParameters(cmdlet.name, parameters, mode, (id) => !id.startsWith("parameter-exclusive"));
        const others = cmdlet.sets.filter(({ parameters: more }) =>
          [...set.parameters].every((name) => more.has(name)),
        );
        if (others.length === 1) expect(bind().set).toBe(set.name);
        else expect(others.map(({ name }) => name)).toContain(set.name);
      }
    });

    test(`have no parameter that belongs to no set ${mode}`, () => {
      for (const { name, parameters, sets } of cmdletsOf(mode)) {
        const placed = new Set(sets.flatMap((set) => [...set.parameters]));
        expect([name, [...parameters.keys()].filter((parameter) => !placed.has(parameter))]).toEqual([
          name,
          [],
        ]);
      }
    });
  }
});

describe("any parameters", () => {
  test("are bound, or refused with a kind", () => {
    const cmdlets = cmdletsOf("online");
    const call = fc.constantFrom(...cmdlets).chain((cmdlet) =>
      fc.record({
        cmdlet: fc.constant(cmdlet),
        parameters: fc.dictionary(
          fc.oneof(
            { weight: 8, arbitrary: fc.constantFrom("Verbose", ...cmdlet.parameters.keys()) },
            fc.string(),
          ),
          fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constantFrom("x", true, null, ["a"], 1)),
          { maxKeys: 5 },
        ),
      }),
    );
    fc.assert(
      fc.property(call, ({ cmdlet, parameters }) => {
        try {
          const { values, given } = bindParameters(cmdlet.name, parameters, "online");
          expect(Object.keys(values)).toEqual([...given]);
          for (const name of given) expect(cmdlet.parameters.has(name)).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(BindingError);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
