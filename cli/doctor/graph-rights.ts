import { ServiceError } from "../../providers/connection/errors";
import type { Claims } from "./claims";
import type { Finding, Purpose } from "./findings";
import type { Session } from "./session";
import { graphSteps, type Principal } from "./steps";

const readings = [
  {
    path: "/servicePrincipals",
    needs: "Application.Read.All",
    what: "The objectId of a ServicePrincipal can be checked",
    without: "The objectId of a ServicePrincipal cannot be checked to be the enterprise application's",
  },
  {
    path: "/users",
    needs: "User.Read.All",
    what: "ServiceAccount: read",
    without: "ServiceAccount: cannot be read",
  },
  {
    path: "/subscribedSkus",
    needs: "LicenseAssignment.Read.All",
    what: "Licences of ServiceAccount: read",
    without: "Licences of ServiceAccount: cannot be read",
  },
];

const userAdministrator = "fe930be7-5e62-47db-91af-98c3a49a38b1";
const globalAdministrator = "62e90394-69f5-4237-9190-012177145e10";

/** Reading is tried, with one object each; what may be changed stands in the token. None of it is needed by all stacks. */
export async function graphRights(
  session: Session,
  principal: Principal,
  purpose: Purpose,
): Promise<Finding[]> {
  let claims: Claims | undefined;
  try {
    claims = await session.claims("graph");
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    return [{ verdict: "unknown", says: `Microsoft Graph could not be asked. ${error.message}` }];
  }
  const tried = await Promise.all(readings.map((reading) => attempt(session, reading)));
  const lacking = readings
    .filter((_, index) => tried[index]?.verdict === "optional")
    .map(({ needs }) => needs);
  return [...tried, ...accounts(claims, principal, lacking, purpose)];
}

async function attempt({ graph }: Session, reading: (typeof readings)[number]): Promise<Finding> {
  const { path, needs, what, without } = reading;
  try {
    // /subscribedSkus documents no $top.
    const query = path === "/subscribedSkus" ? { select: "skuId" } : { top: "1", select: "id" };
    await graph.request("GET", path, { query, needs });
    return { verdict: "fine", says: `${what}.` };
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    if (error.kind === "accessDenied") return { verdict: "optional", says: `${without} (${needs}).` };
    return { verdict: "unknown", says: `${what}: could not be found out. ${error.message}` };
  }
}

/** The rights to change accounts, and the steps for all that stacks with accounts lack. */
function accounts(
  claims: Claims | undefined,
  principal: Principal,
  lacking: string[],
  purpose: Purpose,
): Finding[] {
  if (claims === undefined) {
    const says = "ServiceAccount: whether create, change and delete could not be found out.";
    return purpose === "up" ? [{ verdict: "unknown", says }] : [];
  }
  const isGlobal = purpose === "preview" || claims.wids.includes(globalAdministrator);
  const mayWrite = isGlobal || claims.roles.includes("User.ReadWrite.All");
  const setsPasswords = isGlobal || claims.wids.includes(userAdministrator);
  const findings: Finding[] = [];
  if (purpose === "up") {
    findings.push(
      mayWrite && setsPasswords
        ? { verdict: "fine", says: "ServiceAccount: create, change and delete." }
        : { verdict: "optional", says: "ServiceAccount: cannot be created, changed or deleted." },
    );
  }
  const permissions = [...lacking, ...(mayWrite ? [] : ["User.ReadWrite.All"])];
  const roles = setsPasswords ? [] : ["User Administrator"];
  if (permissions.length + roles.length === 0) return findings;
  const lacks = [...permissions, ...roles.map((role) => `the directory role ${role}, to set passwords`)];
  const says = `For stacks that need what is not ok here: ${lacks.join(", ")}. Other stacks need none of it.`;
  return [...findings, { verdict: "optional", says, steps: graphSteps(principal, permissions, roles) }];
}
