import type { CredentialSource } from "../../providers/connection/credentials";
import type { Claims } from "./claims";
import type { Finding, Purpose } from "./findings";
import { consentSteps, exchangeRoles, roleSteps, type Principal } from "./steps";

const credentialNames: Record<CredentialSource["kind"], string> = {
  clientSecret: "a client secret",
  certificate: "a certificate",
  certificateInStore: "a certificate of the Windows certificate store",
  workloadIdentity: "a federated token (workload identity)",
  managedIdentity: "a managed identity",
  azureCli: 'the account of "az login"',
};

/** Directory roles that Exchange knows, by template id. https://learn.microsoft.com/entra/identity/role-based-access-control/permissions-reference */
const directoryRoles: Record<string, string> = {
  "62e90394-69f5-4237-9190-012177145e10": "Global Administrator",
  "29232cdf-9323-42fd-ade2-1d097af3e4de": "Exchange Administrator",
  "31392ffb-586c-42d1-9346-e59415a2cc4e": "Exchange Recipient Administrator",
  "f2ef992c-3afb-46b9-b7cf-a126ee74c451": "Global Reader",
  "5d6b6bb7-de71-4623-b4af-96380a352509": "Security Reader",
  "194ae4cb-b126-40b2-bd5b-6091b380977d": "Security Administrator",
  "17315797-102d-40b4-93e0-432062caca18": "Compliance Administrator",
  "729827e3-9c14-49f7-bb1b-9608f156bbb8": "Helpdesk Administrator",
};

export function principalOf(claims: Claims | undefined, credentials: CredentialSource): Principal {
  const clientId = claims?.appid ?? ("clientId" in credentials ? credentials.clientId : undefined);
  const name = claims?.upn ?? claims?.app_displayname ?? clientId ?? "this identity";
  return { name, objectId: claims?.oid ?? "<object id of the enterprise application>" };
}

/** Names of the token's directory roles, as far as they mean something to Exchange. */
export function rolesOf(claims: Claims): string[] {
  return claims.wids.flatMap((id) => directoryRoles[id.toLowerCase()] ?? []);
}

export function whoWeAre(claims: Claims | undefined, credentials: CredentialSource): Finding {
  const how = `Signed in with ${credentialNames[credentials.kind]}`;
  if (claims === undefined) {
    return {
      verdict: "unknown",
      says: `${how}. Who that is could not be found out: the token does not lie open.`,
    };
  }
  const { upn, oid = "unknown", appid = "unknown", app_displayname: name } = claims;
  const who =
    upn === undefined
      ? `as the application "${name ?? appid}" (application id ${appid}, object id of its enterprise application ${oid})`
      : `as the user ${upn} (object id ${oid})`;
  return { verdict: "fine", says: `${how} ${who}.` };
}

/** What the token says about the two things that Exchange asks of an application. */
export function rightsOfToken(
  claims: Claims,
  principal: Principal,
  purpose: Purpose,
  isLetIn: boolean,
): Finding[] {
  if (claims.upn !== undefined) return [];
  const findings: Finding[] = [];
  const mayManage = claims.roles.includes("Exchange.ManageAsApp");
  findings.push(
    mayManage
      ? { verdict: "fine", says: "The application permission Exchange.ManageAsApp has admin consent." }
      : {
          verdict: "missing",
          says: "The application has no admin consent to the permission Exchange.ManageAsApp of Office 365 Exchange Online. Without it Exchange refuses every request. (If this is the vendor's application, which is to be given access to mailboxes, it is the wrong one here: Pulumi needs an application of its own.)",
          steps: consentSteps(principal),
        },
  );
  const roles = rolesOf(claims);
  if (roles.length > 0) {
    findings.push({ verdict: "fine", says: `Its directory roles in Entra: ${roles.join(", ")}.` });
  } else if (isLetIn) {
    findings.push({
      verdict: "fine",
      says: "It has no directory role in Entra. Exchange lets it in all the same, as a member of a role group.",
    });
  } else {
    findings.push({
      verdict: "missing",
      says: `It has no directory role in Entra by which Exchange would know it. ${exchangeRoles[purpose].name} is what it needs.`,
      steps: roleSteps(principal, purpose),
    });
  }
  return findings;
}
