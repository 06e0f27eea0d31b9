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
}

const publicGraph = "https://graph.microsoft.com";
const publicExchange = "https://outlook.office365.com";

/** Names as in @pulumi/azuread; hosts: https://learn.microsoft.com/graph/deployments and …/powershell/exchange/connect-to-exchange-online-powershell */
const clouds: Record<string, CloudEnvironment> = {
  public: cloud("login.microsoftonline.com", "graph.microsoft.com", "outlook.office365.com"),
  usgovernment: cloud("login.microsoftonline.us", "graph.microsoft.us", "outlook.office365.us"),
  usgovernmentl4: cloud("login.microsoftonline.us", "graph.microsoft.us", "outlook.office365.us"),
  usgovernmentl5: cloud("login.microsoftonline.us", "dod-graph.microsoft.us", "webmail.apps.mil"),
  china: cloud("login.chinacloudapi.cn", "microsoftgraph.chinacloudapi.cn", "partner.outlook.cn"),
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
    };
  }
  throw new ConfigurationError(
    `exchange:environment is "${setting}". Valid are ${Object.keys(clouds).join(", ")}, or the https:// address of an embedded tenant.\n` +
      "Set it with: pulumi config set exchange:environment public",
  );
}

function cloud(authority: string, graph: string, exchange: string): CloudEnvironment {
  return {
    authorityHost: `https://${authority}`,
    graphEndpoint: `https://${graph}`,
    exchangeEndpoint: `https://${exchange}`,
    graphResource: `https://${graph}`,
    exchangeResource: `https://${exchange}`,
    knownAuthority: true,
  };
}
