import { isServiceError } from "../../connection/errors";
import { describeAccount } from "../../connection/credentials-on-premises";
import type { OnPremisesSettings } from "../../connection/settings-on-premises";
import { optionalText } from "../records";
import { Secret } from "../secret";
import type { Parameters } from "../transport";
import { cmdletsOf, nothing, select } from "./cmdlets";
import { pinnedController } from "./domain-controller";
import { failureOf } from "./errors";
import { refusedSession } from "./refused-session";
import type { Ask, ShellConnection } from "./shell-connection";

const organization = "Get-OrganizationConfig";

/**
 * Exchange Server, by a session of remote PowerShell.
 * https://learn.microsoft.com/powershell/exchange/connect-to-exchange-servers-using-remote-powershell
 */
export function onPremisesConnection(settings: OnPremisesSettings): ShellConnection {
  const identity = describeAccount(settings.account);
  const controller = pinnedController(settings.domainController);
  const rightsHelp = (cmdlet: string): string =>
    `${identity[0]?.toUpperCase()}${identity.slice(1)} may not run ${cmdlet}, or not with these parameters: no management ` +
    "role of it has them. Make it a member of a role group that has: Organization Management for changes, View-Only " +
    "Organization Management for previews. A session that is open keeps the rights that it began with.";

  function parametersFor(cmdlet: string, parameters: Parameters): Parameters {
    return {
      ...(controller.name === undefined ? {} : { DomainController: controller.name }),
      // Nobody is there to be asked.
      ...(/^(Get|Test)-/.test(cmdlet) ? {} : { Confirm: false }),
      ...parameters,
    };
  }

  /** Which controller answered. */
  async function organizationFrom(ask: Ask, from: string | undefined): Promise<string | undefined> {
    const { records, errors } = await ask(
      organization,
      from === undefined ? {} : { DomainController: from },
      "connect",
    );
    if (errors[0]) throw failureOf(organization, errors[0], rightsHelp);
    return records[0] === undefined ? undefined : optionalText(records[0], "OriginatingServer");
  }

  return {
    identity,
    domainController: controller,
    exchangeCmdlets: cmdletsOf("onPremises"),
    connectionCmdlets: {
      "Connect-BridgeExchange": nothing,
      "Get-BridgeExchange": select(["State"]),
      "Disconnect-BridgeExchange": nothing,
    },
    withoutPowerShell: "An Exchange server answers to PowerShell alone.",
    prepare: () =>
      Promise.resolve(async ({ ask, isWindows }) => {
        const { errors } = await ask("Connect-BridgeExchange", connectParameters(settings), "connect");
        if (errors[0]) throw refusedSession(settings, errors[0], isWindows);
        await controller.settle((from) => organizationFrom(ask, from));
      }),
    parametersFor,
    async isOpen(ask) {
      const { records } = await ask("Get-BridgeExchange", {}, "call");
      if (!records.some(({ State }) => State === "Opened")) return false;
      if (!controller.isOurChoice) return true;
      try {
        await organizationFrom(ask, controller.name);
        return true;
      } catch (error) {
        if (isServiceError(error, "unavailable")) return false;
        throw error;
      }
    },
    async close(ask) {
      await ask("Disconnect-BridgeExchange", {}, "end");
    },
    rightsHelp,
  };
}

function connectParameters({ connectionUri, account }: OnPremisesSettings): Parameters {
  return {
    ConnectionUri: connectionUri,
    ...(account.kind === "password"
      ? { UserName: account.username, Password: new Secret("secureString", account.password) }
      : {}),
  };
}
