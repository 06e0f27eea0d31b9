import { cmdlets } from "./cmdlets";
import { ewsRoutes } from "./ews/coverage";
import { rolesHolding } from "./roles/role-entries";
import { userRoutes } from "./graph-coverage";

/** What the tenant answers, how far, and which test proves it. The behaviours have rows of their own. */
export interface CoverageRow {
  readonly kind: "cmdlet" | "route";
  /** A cmdlet's name, or a method and a path. Graph's paths stand for v1.0 and beta alike. */
  readonly surface: string;
  /** What is missing; complete without it. */
  readonly partial?: string;
  /** The built-in management roles of which a caller needs one. */
  readonly roles?: readonly string[];
  readonly test: string;
}

const graph = "test/emulator/directory/graph";

const routes: readonly CoverageRow[] = [
  ...tested("test/emulator/on-premises/remote-powershell.test.ts", ["POST /PowerShell/InvokeCommand"]),
  ...ewsRoutes,
  ...tested("test/emulator/exchange/requests.test.ts", [
    "POST /adminapi/beta/:tenant/InvokeCommand",
    "POST /adminapi/v1.0/:tenant/InvokeCommand",
  ]),
  ...tested("test/emulator/directory/token-endpoint.test.ts", [
    "GET /common/discovery/instance",
    "GET /:tenant/v2.0/.well-known/openid-configuration",
    "GET /:tenant/discovery/v2.0/keys",
    "POST /:tenant/oauth2/v2.0/token",
  ]),
  ...tested(`${graph}/lists.test.ts`, [
    "GET /servicePrincipals/$count",
    "GET /applications/$count",
    "GET /users/$count",
    "GET /groups/$count",
  ]),
  ...tested(`${graph}/applications.test.ts`, [
    "GET /servicePrincipals",
    "GET /servicePrincipals/:id",
    "POST /servicePrincipals",
    "PATCH /servicePrincipals/:id",
    "DELETE /servicePrincipals/:id",
    "GET /servicePrincipals/:id/owners",
    "POST /servicePrincipals/:id/owners/$ref",
    "DELETE /servicePrincipals/:id/owners/:owner/$ref",
    "GET /servicePrincipals/:id/appRoleAssignments",
    "GET /servicePrincipals/:id/appRoleAssignments/:assignment",
    "POST /servicePrincipals/:id/appRoleAssignments",
    "DELETE /servicePrincipals/:id/appRoleAssignments/:assignment",
    "GET /servicePrincipals/:id/appRoleAssignedTo",
    "GET /servicePrincipals/:id/appRoleAssignedTo/:assignment",
    "POST /servicePrincipals/:id/appRoleAssignedTo",
    "DELETE /servicePrincipals/:id/appRoleAssignedTo/:assignment",
    "GET /applications",
    "GET /applications/:id",
    "POST /applications",
    "PATCH /applications/:id",
    "DELETE /applications/:id",
    "GET /applications/:id/owners",
    "POST /applications/:id/owners/$ref",
    "DELETE /applications/:id/owners/:owner/$ref",
  ]),
  ...tested(`${graph}/directory.test.ts`, [
    "POST /$batch",
    "GET /organization",
    "GET /organization/:id",
    "GET /domains",
    "GET /domains/:id",
    "GET /users",
    "GET /users/:id",
    "GET /groups",
    "GET /groups/:id",
    "GET /groups/:id/members",
    "GET /groups/:id/transitiveMembers",
    "GET /groups/:id/owners",
    "POST /groups/:id/members/$ref",
    "DELETE /groups/:id/members/:member/$ref",
    "PATCH /groups/:id",
    "GET /directory/administrativeUnits",
    "GET /directory/administrativeUnits/:id",
    "GET /directory/administrativeUnits/:id/members",
  ]),
  ...userRoutes.flatMap(({ test, surfaces }) => tested(test, surfaces)),
  ...tested(`${graph}/member-of.test.ts`, ["GET /users/:id/memberOf", "GET /groups/:id/memberOf"]),
  ...tested("test/emulator/mailboxes/mailbox-access.test.ts", [
    "GET /users/:id/calendar",
    "GET /users/:id/mailboxSettings",
  ]),
  ...tested(
    "test/emulator/mailboxes/mailbox-access.test.ts",
    [
      "GET /users/:id/events",
      "GET /users/:id/calendar/events",
      "GET /users/:id/calendarView",
      "GET /users/:id/calendar/calendarView",
    ],
    "Calendars hold no events.",
  ),
];

const cmdletTests: Readonly<Record<string, string>> = {
  ManagementScope: "management-scopes",
  ManagementRoleAssignment: "role-assignments",
  ServicePrincipal: "service-principals",
  ServicePrincipalAuthorization: "service-principals",
  ManagementRole: "management-roles",
  RoleGroup: "role-groups",
  RoleGroupMember: "role-groups",
  ManagementRoleEntry: "management-roles",
  MailboxPermission: "mailbox-permissions",
  DistributionGroup: "groups",
  DistributionGroupMember: "groups",
  Group: "groups",
  AdministrativeUnit: "groups",
  "Set-Mailbox": "set-mailbox",
  Mailbox: "recipients",
  Recipient: "recipients",
  User: "recipients",
  OrganizationConfig: "organization",
  OrganizationCustomization: "organization",
};

const onPremisesTests: Readonly<Record<string, string>> = {
  "New-Mailbox": "test/emulator/on-premises/new-mailbox.test.ts",
  "Enable-Mailbox": "test/emulator/on-premises/mailbox-life.test.ts",
  "Disable-Mailbox": "test/emulator/on-premises/mailbox-life.test.ts",
  "Remove-Mailbox": "test/emulator/on-premises/mailbox-life.test.ts",
  "Set-User": "test/emulator/on-premises/accounts.test.ts",
};

export const coverage: readonly CoverageRow[] = [
  ...cmdlets.map(({ name, partial }) => ({
    kind: "cmdlet" as const,
    surface: name,
    ...(partial !== undefined && { partial }),
    roles: rolesHolding(name),
    test:
      onPremisesTests[name] ??
      `test/emulator/cmdlets/${cmdletTests[name] ?? cmdletTests[name.replace(/^[A-Za-z]+-/, "")] ?? name}.test.ts`,
  })),
  ...routes,
];

function tested(test: string, surfaces: readonly string[], partial?: string): CoverageRow[] {
  return surfaces.map((surface) => ({
    kind: "route",
    surface,
    ...(partial !== undefined && { partial }),
    test,
  }));
}
