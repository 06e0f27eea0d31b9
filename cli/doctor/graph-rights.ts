import { ServiceError } from "../../providers/connection/errors";
import type { Claims } from "./claims";
import type { Finding } from "./findings";
import type { Session } from "./session";
import { graphSteps, type Principal } from "./steps";

const readings = [
  {
    path: "/servicePrincipals",
    needs: "Application.Read.All",
    may: "ServicePrincipal can be checked to have the enterprise application's object id, not the app registration's",
  },
  { path: "/users", needs: "User.Read.All", may: "ServiceAccount can be read, as a preview does" },
  {
    path: "/subscribedSkus",
    needs: "LicenseAssignment.Read.All",
    may: "the licences of ServiceAccount can be read and named",
  },
];

const userAdministrator = "fe930be7-5e62-47db-91af-98c3a49a38b1";
const globalAdministrator = "62e90394-69f5-4237-9190-012177145e10";

/** Reading is tried, with one object each; what may be changed stands in the token. Nothing here is needed by all stacks. */
export async function graphRights(session: Session, principal: Principal): Promise<Finding[]> {
  let claims: Claims | undefined;
  try {
    claims = await session.claims("graph");
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    return [{ verdict: "unknown", says: `Microsoft Graph could not be asked. ${error.message}` }];
  }
  const tried = await Promise.all(
    readings.map(async ({ path, needs, may }): Promise<Finding> => {
      try {
        // /subscribedSkus documents no $top.
        const query = path === "/subscribedSkus" ? { select: "skuId" } : { top: "1", select: "id" };
        await session.graph.request("GET", path, { query, needs });
        return { verdict: "fine", says: `Microsoft Graph: ${may} (${needs}, or a role that includes it).` };
      } catch (error) {
        if (!(error instanceof ServiceError)) throw error;
        if (error.kind !== "accessDenied") {
          return {
            verdict: "unknown",
            says: `Microsoft Graph: whether ${may} could not be found out. ${error.message}`,
          };
        }
        const says = `Microsoft Graph: it is refused that ${may} (${needs}).`;
        return { verdict: "optional", says, steps: graphSteps(principal, needs) };
      }
    }),
  );
  return [...tried, accounts(claims, principal)];
}

function accounts(claims: Claims | undefined, principal: Principal): Finding {
  if (claims === undefined) {
    return {
      verdict: "unknown",
      says: "Microsoft Graph: whether ServiceAccount may be created and changed could not be found out.",
    };
  }
  const isGlobal = claims.wids.includes(globalAdministrator);
  const hasPermission = claims.roles.includes("User.ReadWrite.All");
  const setsPasswords = isGlobal || claims.wids.includes(userAdministrator);
  if (isGlobal || (hasPermission && setsPasswords)) {
    return {
      verdict: "fine",
      says: "Microsoft Graph: ServiceAccount may be created, changed and deleted (User.ReadWrite.All and User Administrator, or Global Administrator).",
    };
  }
  const lacks = [
    ...(hasPermission ? [] : ["the permission User.ReadWrite.All"]),
    ...(setsPasswords ? [] : ["the directory role User Administrator, which setting a password needs"]),
  ];
  return {
    verdict: "optional",
    says: `Microsoft Graph: ServiceAccount may not be created or changed: ${lacks.join(" and ")} is missing. No other resource needs it.`,
    steps: [
      ...(hasPermission ? [] : graphSteps(principal, "User.ReadWrite.All")),
      ...(setsPasswords
        ? []
        : [
            `If the stack needs it: Entra admin center > Roles & admins > User Administrator > Add assignments > ${principal.name}.`,
          ]),
    ],
  };
}
