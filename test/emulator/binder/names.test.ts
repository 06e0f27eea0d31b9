import { describe, expect, test } from "vitest";

import { bindParameters } from "../../../emulator/binder";
import { refusal, without } from "./binding";

const scope = { Name: "Rooms", RecipientRestrictionFilter: "City -eq 'a'" };

describe("cmdlets", () => {
  test("are found in any casing and answered in their own", () => {
    expect(bindParameters("nEW-managementSCOPE", scope, "online").cmdlet).toBe("New-ManagementScope");
  });

  test.each([
    ["Get-Nothing", "online"],
    ["Get-ServicePrincipal", "onPremises"],
    ["Test-ServicePrincipalAuthorization", "onPremises"],
    ["Enable-OrganizationCustomization", "onPremises"],
    ["__proto__", "online"],
    ["", "online"],
  ] as const)("%s is none %s", (cmdlet, mode) => {
    const error = refusal(cmdlet, {}, mode);
    expect(error.kind).toBe("cmdletNotFound");
    expect(error.exceptionType).toBe("System.Management.Automation.CommandNotFoundException");
  });
});

describe("parameters", () => {
  test("are named in any casing and answered in their own", () => {
    const bound = bindParameters(
      "New-ManagementScope",
      { name: "Rooms", RECIPIENTRESTRICTIONFILTER: "x" },
      "online",
    );
    expect(bound.values).toEqual({ Name: "Rooms", RecipientRestrictionFilter: "x" });
    expect([...bound.given]).toEqual(["Name", "RecipientRestrictionFilter"]);
  });

  test("have aliases", () => {
    const bound = bindParameters("Remove-ManagementScope", { Identity: "x", cf: false, WI: true }, "online");
    expect(bound.values).toEqual({ Identity: "x", Confirm: false, WhatIf: true });
  });

  test.each(["Foo", "Names", "__proto__", "constructor", "", "Name ", "ServerList", "DomainController"])(
    "%j is not one of New-ManagementScope",
    (name) => {
      const error = refusal(
        "New-ManagementScope",
        JSON.parse(JSON.stringify({ ...scope, ["+"]: 1 }).replace('"+"', JSON.stringify(name))) as never,
      );
      expect(error).toMatchObject({
        kind: "parameterNotFound",
        errorId: "NamedParameterNotFound",
        exceptionType: "System.Management.Automation.ParameterBindingException",
        parameter: name,
      });
    },
  );

  test("that only the other kind of Exchange has are not known", () => {
    const force = { Identity: "x", Force: true };
    expect(refusal("Remove-ManagementScope", force, "onPremises").kind).toBe("parameterNotFound");
    expect(bindParameters("Remove-ManagementScope", force, "online").values).toEqual(force);
    const controller = { Identity: "x", DomainController: "dc1" };
    expect(refusal("Remove-ManagementScope", controller, "online").kind).toBe("parameterNotFound");
    expect(bindParameters("Remove-ManagementScope", controller, "onPremises").values).toEqual(controller);
  });

  test("that steer the PowerShell host are accepted everywhere and say nothing", () => {
    const bound = bindParameters(
      "Get-ManagementScope",
      { ErrorAction: "Stop", Verbose: true, wa: 0 },
      "online",
    );
    expect(bound.values).toEqual({});
    expect(bound.given.size).toBe(0);
  });

  test("are refused when they are given twice", () => {
    expect(refusal("New-ManagementScope", { ...scope, name: "x" })).toMatchObject({
      kind: "duplicateParameter",
      errorId: "ParameterAlreadyBound",
      parameter: "Name",
    });
    expect(refusal("Remove-ManagementScope", { Identity: "x", Confirm: false, cf: false }).kind).toBe(
      "duplicateParameter",
    );
  });
});

describe("beginnings of names", () => {
  test("are enough where only one parameter has them", () => {
    const bound = bindParameters(
      "New-ManagementScope",
      { Na: "Rooms", RecipientRes: "x", excl: true },
      "online",
    );
    expect(bound.values).toEqual({ Name: "Rooms", RecipientRestrictionFilter: "x", Exclusive: true });
  });

  test("are refused where several have them", () => {
    expect(refusal("New-ManagementScope", { Name: "Rooms", Recipient: "x" })).toMatchObject({
      kind: "ambiguousParameter",
      errorId: "AmbiguousParameter",
      parameter: "Recipient",
    });
  });

  test("do not hide a parameter of exactly this name", () => {
    expect(bindParameters("Get-ManagementRoleAssignment", { RoleAssignee: "x" }, "online").values).toEqual({
      RoleAssignee: "x",
    });
    expect(refusal("Get-ManagementRoleAssignment", { RoleAss: "x" }).kind).toBe("ambiguousParameter");
  });

  test("do not count parameters that this kind of Exchange has not", () => {
    expect(refusal("New-ManagementScope", { Name: "x", Server: "y" }).kind).toBe("parameterNotFound");
    expect(refusal("New-ManagementScope", { Name: "x", Server: "y" }, "onPremises").kind).toBe(
      "ambiguousParameter",
    );
  });

  test("are unknown by the other answer, whole names and aliases are not", () => {
    const whole = without("parameter-prefix");
    expect(refusal("New-ManagementScope", { ...scope, Excl: true }, "online", whole).kind).toBe(
      "parameterNotFound",
    );
    expect(
      bindParameters("Remove-ManagementScope", { identity: "x", cf: false }, "online", whole).values,
    ).toEqual({
      Identity: "x",
      Confirm: false,
    });
  });
});
