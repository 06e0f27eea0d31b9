import { transportTo } from "../../providers/clients";
import { describeAccount } from "../../providers/connection/credentials-on-premises";
import { ConfigurationError, ServiceError } from "../../providers/connection/errors";
import type { OnPremisesSettings } from "../../providers/connection/settings-on-premises";
import { exchange } from "../../providers/exchange/exchange";
import { optionalText } from "../../providers/exchange/records";
import type { ExchangeRecord, Transport } from "../../providers/exchange/transport";
import { diagnosisOf, type Diagnosis, type Finding, type Purpose } from "./findings";
import { serverRights, type Server } from "./server-rights";
import { explainNoSettings } from "./sign-in";
import { impatientClock } from "./session";

/** A shell takes a while to start, and a session with a server to open. */
const patienceMs = 180_000;

/** Connects to an Exchange server as the provider does, and finds out what works and what is missing. Changes nothing. */
export async function examineOnPremises(settings: OnPremisesSettings, purpose: Purpose): Promise<Diagnosis> {
  const clock = impatientClock(patienceMs);
  const transport = transportTo(settings, clock);
  const server: Server = { settings, exchange: exchange(transport, clock), transport };
  try {
    const { records } = await transport.invoke("Get-OrganizationConfig");
    return diagnosisOf(purpose, [
      { title: "Who we are", findings: [whoWeAre(settings), where(records[0] ?? {}, settings, transport)] },
      { title: "Exchange", findings: await serverRights(server, purpose) },
    ]);
  } catch (error) {
    if (!(error instanceof ConfigurationError || error instanceof ServiceError)) throw error;
    return {
      result: "notConnected",
      purpose,
      sections: [{ title: "Connection", findings: [whoWeAre(settings), whyNot(error)] }],
    };
  } finally {
    await transport.close();
  }
}

function whyNot(error: ConfigurationError | ServiceError): Finding {
  if (error instanceof ConfigurationError) return explainNoSettings(error);
  const [says = "", ...steps] = error.message.split("\n");
  return { verdict: "missing", says, steps };
}

function whoWeAre({ account }: OnPremisesSettings): Finding {
  const from = account.kind === "password" ? ", from the environment" : "";
  return { verdict: "fine", says: `We are ${describeAccount(account)}${from}.` };
}

function where(
  organization: ExchangeRecord,
  { connectionUri }: OnPremisesSettings,
  { domainController }: Transport,
): Finding {
  const text = (property: string): string => optionalText(organization, property) ?? "unknown";
  const pinned =
    domainController?.isOurChoice === false
      ? "as exchange:domainController says"
      : "because it answered first; name one in exchange:domainController, so that every run asks the same";
  return {
    verdict: domainController?.isOurChoice === false ? "fine" : "optional",
    says:
      `${connectionUri} leads to the organisation "${text("Name")}", whose Guid ${text("Guid")} the state keeps as organizationGuid. ` +
      `Everything is read from and written to the domain controller ${domainController?.name ?? "unknown"}, ${pinned}.`,
  };
}
