import { expect, test } from "vitest";
import type { OnPremisesSettings } from "../../../providers/connection/settings-on-premises";
import { refusedSession } from "../../../providers/exchange/powershell/refused-session";
import type { ErrorRecord } from "../../../providers/exchange/powershell/wire";

const type = "System.Management.Automation.Remoting.PSRemotingTransportException";
const settings: OnPremisesSettings = {
  deployment: "onPremises",
  connectionUri: "http://ex1.contoso.com/PowerShell/",
  domainController: undefined,
  account: { kind: "password", username: "CONTOSO\\svc", password: "hidden" },
  transport: { kind: "powershell", executable: "pwsh", variables: {} },
};

const record = (fullyQualifiedErrorId: string, message = "Der Zugriff wurde verweigert."): ErrorRecord => ({
  message,
  exceptions: [{ type, message, remoteTypes: [] }],
  fullyQualifiedErrorId,
  categoryReason: "PSRemotingTransportException",
});

const noRoles =
  "[FailureCategory=AuthZ-CmdletAccessDeniedException] Dem Benutzer sind keine Rollen zugewiesen.";

test.each([
  [
    "AccessDenied,PSSessionOpenFailed",
    undefined,
    "unauthenticated",
    /Set-User CONTOSO\\svc -RemotePowerShellEnabled/,
  ],
  ["LogonFailure,PSSessionOpenFailed", undefined, "unauthenticated", /EXCHANGE_USERNAME.*EXCHANGE_PASSWORD/],
  [
    "IncorrectProtocolVersion,PSSessionOpenFailed",
    noRoles,
    "accessDenied",
    /Add-RoleGroupMember.*CONTOSO\\svc/,
  ],
  ["ComputerNotFound,PSSessionOpenFailed", undefined, "unavailable", /ex1\.contoso\.com is the full name/],
  ["CannotConnect,PSSessionOpenFailed", undefined, "unavailable", /ex1\.contoso\.com/],
  ["-2144108212,PSSessionOpenFailed", undefined, "unavailable", /exchange:connectionUri/],
])("%s is told by its id, in any language: %s", (id, message, kind, help) => {
  const error = refusedSession(settings, record(id, message), true);
  expect(error.kind).toBe(kind);
  expect(error.message).toMatch(help);
  expect(error.message).toContain(
    "http://ex1.contoso.com/PowerShell/ did not open a session for the account CONTOSO\\svc",
  );
  expect(error.message).not.toContain("hidden");
});

test("elsewhere than on Windows the help is to go there; a refusal stays one", () => {
  const missing = record(
    "PSRemotingDataStructureException,Microsoft.PowerShell.Commands.NewPSSessionCommand",
  );
  expect(refusedSession(settings, missing, false)).toMatchObject({ kind: "unexpected" });
  const denied = refusedSession(settings, record("AccessDenied,PSSessionOpenFailed"), false);
  expect(denied.kind).toBe("unauthenticated");
  expect(denied.message).toMatch(/Run Pulumi on a Windows machine/);
});

test("without an account it is whoever runs Pulumi that is spoken of", () => {
  const error = refusedSession(
    { ...settings, account: { kind: "kerberos" } },
    record("LogonFailure,PSSessionOpenFailed"),
    true,
  );
  expect(error.message).toMatch(
    /the account that runs Pulumi \(Kerberos\).*Give another one in EXCHANGE_USERNAME/s,
  );
});
