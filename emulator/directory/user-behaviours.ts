import type { Behaviour } from "../behaviours";

/** What Graph promises about users, their licences and their directory roles. */
export const userBehaviours: readonly Behaviour[] = [
  {
    id: "duplicate-upn-refused",
    surface: "POST /v1.0/users",
    what: "A userPrincipalName or an address that another object has is refused with 400.",
    label: "documented",
  },
  {
    id: "verified-domain-required",
    surface: "POST /v1.0/users",
    what: "The domain of a userPrincipalName has to be one of the tenant's verified ones.",
    label: "documented",
  },
  {
    id: "password-complexity",
    surface: "POST /v1.0/users",
    what: "A weak password is refused with 400 unless the user's passwordPolicies allow it.",
    label: "documented",
  },
  {
    id: "unknown-user-property-refused",
    surface: "PATCH /v1.0/users/{id}",
    what: "A property that users do not have is refused with 400.",
    label: "assumed",
    alternative: "It is ignored.",
  },
  {
    id: "usage-location-cannot-be-reset",
    surface: "PATCH /v1.0/users/{id}",
    what: "Once set, usageLocation takes no null: 400.",
    label: "assumed",
    alternative: "A null is accepted and changes nothing.",
  },
  {
    id: "password-needs-directory-role",
    surface: "PATCH /v1.0/users/{id}",
    what: "An application resets passwords only with a directory role, such as User Administrator, besides its permission.",
    label: "documented",
  },
  {
    id: "administrators-are-protected",
    surface: "DELETE /v1.0/users/{id}",
    what: "A permission alone neither deletes a user with a directory role nor changes how they sign in.",
    label: "documented",
  },
  {
    id: "synchronized-users-refuse-changes",
    surface: "PATCH /v1.0/users/{id}",
    what: "What the on-premises directory is the master of cannot be changed in Graph: 400.",
    label: "documented",
  },
  {
    id: "show-in-address-list-in-beta",
    surface: "PATCH /beta/users/{id}",
    what: "Only the beta version shows and takes showInAddressList; v1.0 ignores it.",
    label: "assumed",
    alternative: "Both versions show and take it.",
  },
  {
    id: "deleted-users-restorable",
    surface: "DELETE /v1.0/users/{id}",
    what: "A deleted user can be restored for 30 days.",
    label: "documented",
  },
  {
    id: "deleted-upn-prefixed",
    surface: "GET /v1.0/directory/deletedItems/microsoft.graph.user",
    what: "A deleted user's userPrincipalName has the digits of the id before it, so that a filter on the name misses it.",
    label: "captured",
  },
  {
    id: "deleted-items-need-type",
    surface: "GET /v1.0/directory/deletedItems",
    what: "Deleted items are listed by type only; without one the query is unsupported.",
    label: "captured",
  },
  {
    id: "restore-conflict-refused",
    surface: "POST /v1.0/directory/deletedItems/{id}/restore",
    what: "A user whose name or address another one has taken is not restored, unless under a new name or without the address.",
    label: "documented",
  },
  {
    id: "license-keys-required",
    surface: "POST /v1.0/users/{id}/assignLicense",
    what: "addLicenses and removeLicenses are both required, if only as empty lists.",
    label: "documented",
  },
  {
    id: "license-needs-usage-location",
    surface: "POST /v1.0/users/{id}/assignLicense",
    what: "A user without a usageLocation gets no licence: 400.",
    label: "documented",
  },
  {
    id: "license-units-limited",
    surface: "POST /v1.0/users/{id}/assignLicense",
    what: "A subscription whose units are all consumed gives no further licence: 400.",
    label: "documented",
  },
  {
    id: "mailbox-plans-exclusive",
    surface: "POST /v1.0/users/{id}/assignLicense",
    what: "Two licences that each bring a mailbox plan exclude each other: 400.",
    label: "assumed",
    alternative: "A user may hold both.",
  },
  {
    id: "directory-roles-activated",
    surface: "GET /v1.0/directoryRoles",
    what: "Only directory roles that have been activated are listed.",
    label: "documented",
  },
  {
    id: "duplicate-directory-role-refused",
    surface: "POST /v1.0/roleManagement/directory/roleAssignments",
    what: "A directory role that the principal holds in the scope already is refused with 400.",
    label: "assumed",
    alternative: "The assignment that there is already is answered, with 201.",
  },
];
