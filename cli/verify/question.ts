import type { ProbeOptions } from "../../providers/access/ews-probe";
import { isMailboxAddress } from "../../providers/access/ews-request";
import type { Expectation } from "../../providers/access/proof";
import type { WindowsAccount } from "../../providers/connection/credentials-on-premises";
import { ConfigurationError } from "../../providers/connection/errors";
import type { OnPremisesSettings } from "../../providers/connection/settings-on-premises";
import { settingsBy, type ConnectionOptions } from "../connection-options";

export interface Options extends ConnectionOptions {
  allowed: string[];
  denied: string[];
  as?: string;
  ewsUrl?: string;
}

export interface Question {
  probe: ProbeOptions;
  /** In words. */
  account: string;
  expected: Expectation;
}

const passwordVariable = "EXCHANGE_VERIFY_PASSWORD";

/** Throws a ConfigurationError for what cannot be asked. Sends nothing. */
export function questionOf(options: Options, variables: NodeJS.ProcessEnv): Question {
  const { allowed, denied, as, ewsUrl } = options;
  const settings = onPremisesSettings(options, variables);
  const account = accountOf(as, variables);
  refuseAddresses(allowed, denied, as);
  return {
    probe: {
      shell: settings.transport,
      url: ewsUrl === undefined ? defaultUrl(settings) : checkedUrl(ewsUrl),
      account,
    },
    account: account.kind === "password" ? account.username : "the account that runs this command",
    expected: { allowed, denied },
  };
}

function onPremisesSettings(options: Options, variables: NodeJS.ProcessEnv): OnPremisesSettings {
  const deployment = options["deployment"] ?? "online";
  // Before anything else: what Exchange Online would need must not be asked for in vain.
  const settings = deployment === "online" ? undefined : settingsBy(options, variables);
  if (settings?.deployment === "onPremises") return settings;
  throw new ConfigurationError(
    "verify tries mailboxes of an organisation of your own alone for now, by Exchange Web Services, and --deployment is online.\n" +
      "Set it with: --deployment onPremises --connection-uri http://<an Exchange server's full name>/PowerShell/\n" +
      "In Exchange Online ask, for each mailbox: Test-ServicePrincipalAuthorization -Identity <application> -Resource <mailbox>",
  );
}

function accountOf(as: string | undefined, variables: NodeJS.ProcessEnv): WindowsAccount {
  const username = as?.trim() ?? "";
  const password = variables[passwordVariable] ?? "";
  if (username !== "" && password !== "") return { kind: "password", username, password };
  if (username !== "") {
    throw new ConfigurationError(
      `--as is ${username}, but its password is not in ${passwordVariable} in the environment.`,
    );
  }
  if (as !== undefined) throw new ConfigurationError("--as is empty: it must be the account to try.");
  if (password !== "") {
    throw new ConfigurationError(
      `${passwordVariable} is in the environment, but --as does not say whose password it is.`,
    );
  }
  return { kind: "kerberos" };
}

function refuseAddresses(allowed: string[], denied: string[], as: string | undefined): void {
  const wrong = [...allowed, ...denied].find((each) => !isMailboxAddress(each));
  if (wrong !== undefined) {
    throw new ConfigurationError(
      `${JSON.stringify(wrong)} is not the address of a mailbox, such as boardroom@contoso.com.`,
    );
  }
  const both = allowed.find((each) => denied.some((other) => isSame(each, other)));
  if (both !== undefined) {
    throw new ConfigurationError(`${both} is in --allowed and in --denied: it cannot be both.`);
  }
  const own = [...allowed, ...denied].find((each) => as !== undefined && isSame(each, as.trim()));
  if (own !== undefined) {
    throw new ConfigurationError(
      `${own} is the account's own mailbox, which always opens to it and proves nothing. Give others.`,
    );
  }
}

function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

function defaultUrl({ connectionUri }: OnPremisesSettings): string {
  const { protocol, host, hostname } = new URL(connectionUri);
  // Remote PowerShell is at port 80 as a rule, and Exchange Web Services never are.
  return `https://${protocol === "https:" ? host : hostname}/EWS/Exchange.asmx`;
}

function checkedUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  // A server may ask for the password itself.
  if (url?.protocol === "https:" && url.username === "" && url.password === "") return url.href;
  throw new ConfigurationError(
    "--ews-url must be an https:// address without a password, such as https://mail.contoso.com/EWS/Exchange.asmx.",
  );
}
