import { describeAccount } from "../../connection/credentials-on-premises";
import { ServiceError, type ServiceErrorKind } from "../../connection/errors";
import type { OnPremisesSettings } from "../../connection/settings-on-premises";
import type { ErrorRecord } from "./wire";

const operation = "Connecting to the Exchange server";

/**
 * What a session that was not opened means, by the word before "PSSessionOpenFailed" in the error's id and by Exchange's
 * FailureCategory: neither is localised. What can be done about it, as the user would do it.
 */
export function refusedSession(
  settings: OnPremisesSettings,
  record: ErrorRecord,
  isWindows: boolean,
): ServiceError {
  const said = `${settings.connectionUri} did not open a session for ${describeAccount(settings.account)}: ${record.message.trim()}`;
  const code = /^([\w.-]+),/.exec(record.fullyQualifiedErrorId)?.[1];
  const signs = `${record.fullyQualifiedErrorId} ${record.message}`;
  const known = refusals.find(({ sign }) => sign.test(signs));
  const help = isWindows ? (known?.help(settings) ?? anyServer) : windowsOnly;
  const kind = known?.kind ?? (isWindows ? "unavailable" : "unexpected");
  return new ServiceError({ kind, operation, said, help, code });
}

const windowsOnly =
  "Remote PowerShell to Exchange takes Kerberos, which PowerShell has on Windows alone, and this PowerShell does not run on " +
  "Windows. Run Pulumi on a Windows machine that belongs to the domain.";

const anyServer =
  "Look whether exchange:connectionUri names an Exchange server by its full name, such as http://ex1.contoso.com/PowerShell/, " +
  "and whether this machine belongs to the domain.";

interface Refusal {
  sign: RegExp;
  kind: ServiceErrorKind;
  help: (settings: OnPremisesSettings) => string;
}

/** https://learn.microsoft.com/powershell/exchange/control-remote-powershell-access-to-exchange-servers */
const refusals: readonly Refusal[] = [
  {
    sign: /AuthZ-CmdletAccessDeniedException/,
    kind: "accessDenied",
    help: ({ account }) =>
      `Exchange knows the account, but no management role of it. Make it a member of a role group, in Exchange: ` +
      `Add-RoleGroupMember "Organization Management" -Member ${nameOf(account)} (for previews alone: "View-Only Organization Management").`,
  },
  {
    sign: /LogonFailure/,
    kind: "unauthenticated",
    help: ({ account }) =>
      account.kind === "password"
        ? "User name or password is wrong, or the account is disabled, locked or must change its password first. They come " +
          "from EXCHANGE_USERNAME (CONTOSO\\name or name@contoso.com) and EXCHANGE_PASSWORD, or from what exchange:credentials names."
        : "The account that runs Pulumi could not log on. Give another one in EXCHANGE_USERNAME and EXCHANGE_PASSWORD.",
  },
  {
    sign: /\bAccessDenied\b/,
    kind: "unauthenticated",
    help: ({ account }) =>
      "Either user name and password are not accepted, or the account is not enabled for remote PowerShell. In Exchange: " +
      `Get-User ${nameOf(account)} | Format-List RemotePowerShellEnabled; if that is False: Set-User ${nameOf(account)} ` +
      "-RemotePowerShellEnabled $true.",
  },
  {
    sign: /\b(ComputerNotFound|NetworkPathNotFound|CannotConnect)\b/,
    kind: "unavailable",
    help: ({ connectionUri }) =>
      `Look whether ${new URL(connectionUri).hostname} is the full name of an Exchange server, whether this machine finds it in ` +
      "DNS, and whether nothing stands between them on that port.",
  },
  {
    sign: /IncorrectProtocolVersion|WinRMOperationTimeout/,
    kind: "unavailable",
    help: () => anyServer,
  },
];

function nameOf(account: OnPremisesSettings["account"]): string {
  return account.kind === "password" ? account.username : "<the account that runs Pulumi>";
}
