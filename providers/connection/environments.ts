import { ConfigurationError } from "./errors";

/** Where a Microsoft cloud answers. The embedded tenant answers for all three at one address. */
export interface CloudEnvironment {
  authorityHost: string;
  graphEndpoint: string;
  exchangeEndpoint: string;
  /** What tokens are issued for: the services' names, whatever address they are reached at. */
  graphResource: string;
  exchangeResource: string;
  /** Only the public directories are known to Entra's instance discovery. */
  knownAuthority: boolean;
  /** How Connect-ExchangeOnline calls it; a server that stands in for a cloud has no name there. */
  exchangeEnvironmentName: string | undefined;
}

const publicGraph = "https://graph.microsoft.com";
const publicExchange = "https://outlook.office365.com";

const governmentHigh = cloud(
  "O365USGovGCCHigh",
  "login.microsoftonline.us",
  "graph.microsoft.us",
  "outlook.office365.us",
);

/** Names as in @pulumi/azuread; hosts: https://learn.microsoft.com/graph/deployments and …/powershell/exchange/connect-to-exchange-online-powershell */
const clouds: Record<string, CloudEnvironment> = {
  public: cloud("O365Default", "login.microsoftonline.com", "graph.microsoft.com", "outlook.office365.com"),
  usgovernment: governmentHigh,
  usgovernmentl4: governmentHigh,
  usgovernmentl5: cloud(
    "O365USGovDoD",
    "login.microsoftonline.us",
    "dod-graph.microsoft.us",
    "webmail.apps.mil",
  ),
  china: cloud(
    "O365China",
    "login.chinacloudapi.cn",
    "microsoftgraph.chinacloudapi.cn",
    "partner.outlook.cn",
  ),
};

/** A cloud's name, or the https address of a server that stands in for all of it (the embedded tenant). */
export function cloudEnvironment(setting: string): CloudEnvironment {
  const named = clouds[setting];
  if (named) return named;
  const url = URL.canParse(setting) ? new URL(setting) : undefined;
  if (url?.protocol === "https:" && !url.username && !url.password) {
    return {
      authorityHost: url.origin,
      graphEndpoint: url.origin,
      exchangeEndpoint: url.origin,
      graphResource: publicGraph,
      exchangeResource: publicExchange,
      knownAuthority: false,
      exchangeEnvironmentName: undefined,
    };
  }
  throw new ConfigurationError(
    `exchange:environment is "${setting}". Valid are ${Object.keys(clouds).join(", ")}, or the https:// address of an embedded tenant.\n` +
      "Set it with: pulumi config set exchange:environment public",
  );
}

function cloud(environment: string, authority: string, graph: string, exchange: string): CloudEnvironment {
  return {
    authorityHost: `https://${authority}`,
    graphEndpoint: `https://${graph}`,
    exchangeEndpoint: `https://${exchange}`,
    graphResource: `https://${graph}`,
    exchangeResource: `https://${exchange}`,
    knownAuthority: true,
    exchangeEnvironmentName: environment,
  };
}
