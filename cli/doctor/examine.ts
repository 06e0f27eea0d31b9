import { ConfigurationError, isServiceError, ServiceError } from "../../providers/connection/errors";
import type { ExchangeRecord } from "../../providers/exchange/transport";
import type { Settings } from "../../providers/connection/settings";
import { settingsBy, type ConnectionOptions } from "../connection-options";
import { rightsOf, type CallerRights } from "./caller";
import type { Claims } from "./claims";
import { exchangeRights } from "./exchange-rights";
import { diagnosisOf, type Diagnosis, type Finding, type Purpose } from "./findings";
import { graphRights } from "./graph-rights";
import { principalOf, rightsOfToken, whoWeAre } from "./identity";
import { ewsState, hydration, readOrganization, whichOrganization } from "./organization";
import { examineOnPremises } from "./on-premises";
import { openSession, type Session } from "./session";
import { unreachable } from "./reachability";
import { explainNoSettings, explainNoSignIn } from "./sign-in";

/** Connects as the provider does, and finds out what works and what is missing. Changes nothing in the tenant. */
export async function examine(
  options: ConnectionOptions,
  purpose: Purpose,
  variables: NodeJS.ProcessEnv = process.env,
): Promise<Diagnosis> {
  let settings: Settings;
  try {
    settings = settingsBy(options, variables);
  } catch (error) {
    if (error instanceof ConfigurationError) return notConnected(purpose, explainNoSettings(error));
    throw error;
  }
  if (settings.deployment === "onPremises") return examineOnPremises(settings, purpose);
  const session = openSession(settings, options);
  try {
    return await examineSession(session, purpose);
  } finally {
    await session.close();
  }
}

async function examineSession(session: Session, purpose: Purpose): Promise<Diagnosis> {
  let claims: Claims | undefined;
  try {
    claims = await session.claims("exchange");
  } catch (error) {
    if (error instanceof ServiceError) return notConnected(purpose, await explainNoSignIn(error, session));
    throw error;
  }
  return examineConnected(session, claims, purpose);
}

async function examineConnected(
  session: Session,
  claims: Claims | undefined,
  purpose: Purpose,
): Promise<Diagnosis> {
  const { settings } = session;
  const principal = principalOf(claims, settings.credentials);
  const identity = { title: "Who we are", findings: [whoWeAre(claims, settings.credentials)] };

  let organization: ExchangeRecord;
  try {
    organization = await readOrganization(session);
  } catch (error) {
    // A shell that does not start, or lacks its module, is noticed only here.
    if (error instanceof ConfigurationError) {
      return notConnected(purpose, explainNoSettings(error), identity.findings);
    }
    if (!(error instanceof ServiceError)) throw error;
    if (isServiceError(error, "unavailable", "throttled")) {
      const { steps = [] } = unreachable(settings.cloud.exchangeEndpoint, undefined);
      return notConnected(purpose, { verdict: "missing", says: error.message, steps }, identity.findings);
    }
    const known = claims === undefined ? [] : rightsOfToken(claims, principal, purpose, false);
    const isExplained = known.some(({ verdict }) => verdict === "missing");
    const findings = isExplained ? known : [...known, refusal(error)];
    return diagnosisOf(purpose, [
      identity,
      { title: "Exchange", findings },
      { title: "Microsoft Graph", findings: await graphRights(session, principal, purpose) },
    ]);
  }

  identity.findings.push(whichOrganization(organization, settings.tenantId));
  const rights = claims === undefined ? undefined : await rightsIfTold(session, claims);
  const token = claims === undefined ? [] : rightsOfToken(claims, principal, purpose, true);
  const granted = await exchangeRights(session, rights, principal, purpose);
  return diagnosisOf(purpose, [
    identity,
    { title: "Exchange", findings: [...token, ...granted] },
    { title: "Organisation", findings: [hydration(organization, purpose), ewsState(organization)] },
    { title: "Microsoft Graph", findings: await graphRights(session, principal, purpose) },
  ]);
}

async function rightsIfTold(session: Session, claims: Claims): Promise<CallerRights | undefined> {
  try {
    return await rightsOf(session, claims);
  } catch (error) {
    if (error instanceof ServiceError) return undefined;
    throw error;
  }
}

/** Let in by the token, as far as that tells, and refused all the same. */
function refusal(error: ServiceError): Finding {
  return {
    verdict: "missing",
    says: `Exchange refuses this identity, although its token has the permission and a directory role. ${error.message}`,
    steps: [
      "If the rights were given in the last half hour: wait, sign in anew, and run doctor again.",
      "Otherwise look for a Conditional Access policy for workload identities: Entra admin center > Sign-in logs > Service principal sign-ins.",
    ],
  };
}

function notConnected(purpose: Purpose, finding: Finding, before: Finding[] = []): Diagnosis {
  return {
    result: "notConnected",
    purpose,
    sections: [{ title: "Connection", findings: [...before, finding] }],
  };
}
