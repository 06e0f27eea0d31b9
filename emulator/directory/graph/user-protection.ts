import type { User } from "../../entities";
import { badRequest, denied } from "./graph-error";
import type { GraphContext } from "./graph-env";

const globalAdministrator = "62e90394-69f5-4237-9190-012177145e10";
const privilegedAuthenticationAdministrator = "7be44c8a-adaf-4e2a-84d6-ab2649e08a13";
const userAdministrator = "fe930be7-5e62-47db-91af-98c3a49a38b1";

/** Documented as sensitive: how a user signs in and is reached. */
const sensitive = new Set([
  "accountEnabled",
  "businessPhones",
  "mobilePhone",
  "onPremisesImmutableId",
  "otherMails",
  "passwordProfile",
  "userPrincipalName",
]);

/** What stays the cloud's own on a user who comes from an on-premises directory. */
const ofTheCloud = new Set(["usageLocation", "passwordPolicies", "preferredLanguage", "userType"]);

/** Throws where the caller's permission does not reach: passwords, and administrators. */
export function demandChange(context: GraphContext, user: User, properties: readonly string[]): void {
  if (properties.includes("passwordProfile")) demandPasswordReset(context);
  if (properties.some((name) => sensitive.has(name))) demandSensitive(context, user);
  const isSynchronized = user.onPremisesSyncEnabled === true;
  const isMasteredElsewhere = isSynchronized && properties.some((name) => !ofTheCloud.has(name));
  if (isMasteredElsewhere && context.get("tenant").behaviours.on("synchronized-users-refuse-changes")) {
    throw badRequest(
      "Unable to update the specified properties for on-premises mastered Directory Sync objects or objects currently undergoing migration.",
    );
  }
}

/** Deleting, restoring and re-identifying an administrator takes a higher role than a permission gives. */
export function demandSensitive(context: GraphContext, { id }: User): void {
  const { store, behaviours } = context.get("tenant");
  const isAdministrator = store.directoryRoleAssignments.find(({ principalId }) => principalId === id);
  if (!isAdministrator || !behaviours.on("administrators-are-protected")) return;
  demandRole(context, [globalAdministrator, privilegedAuthenticationAdministrator]);
}

function demandPasswordReset(context: GraphContext): void {
  if (!context.get("tenant").behaviours.on("password-needs-directory-role")) return;
  demandRole(context, [globalAdministrator, privilegedAuthenticationAdministrator, userAdministrator]);
}

function demandRole(context: GraphContext, roles: readonly string[]): void {
  if (!context.get("caller").directoryRoles.some((role) => roles.includes(role))) throw denied();
}
