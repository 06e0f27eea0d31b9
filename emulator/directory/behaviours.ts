import type { Behaviour } from "../behaviours";

/** What sign-in and Graph promise. */
export const directoryBehaviours: readonly Behaviour[] = [
  {
    id: "roles-of-token-time",
    surface: "POST /{tenant}/oauth2/v2.0/token",
    what: "A token holds the consents and directory roles of the moment when it was made.",
    label: "documented",
  },
  {
    id: "federated-case-sensitive",
    surface: "POST /{tenant}/oauth2/v2.0/token",
    what: "A federated token's issuer and subject match a federated credential to the letter.",
    label: "documented",
  },
  {
    id: "graph-permission-required",
    surface: "GET /v1.0/{resource}",
    what: "A token without a permission for the resource is refused with Authorization_RequestDenied.",
    label: "documented",
  },
  {
    id: "directory-roles-open-graph",
    surface: "GET /v1.0/{resource}",
    what: "An application with a reading directory role reads the directory without a permission for it.",
    label: "assumed",
    alternative: "Only application permissions count.",
  },
  {
    id: "advanced-query-needs-header",
    surface: "GET /v1.0/{resource}",
    what: "ne, not and endswith are refused without ConsistencyLevel: eventual and $count=true.",
    label: "documented",
  },
  {
    id: "user-default-properties",
    surface: "GET /v1.0/users",
    what: "A user shows accountEnabled, usageLocation, licences and the like only when they are selected.",
    label: "documented",
  },
  {
    id: "duplicate-consent-refused",
    surface: "POST /v1.0/servicePrincipals/{id}/appRoleAssignments",
    what: "A consent that exists already is refused with 400.",
    label: "captured",
  },
  {
    id: "application-takes-service-principal",
    surface: "DELETE /v1.0/applications/{id}",
    what: "With an app registration its enterprise application is deleted.",
    label: "documented",
  },
  {
    id: "service-principal-takes-consents",
    surface: "DELETE /v1.0/servicePrincipals/{id}",
    what: "With an enterprise application its consents are gone at once.",
    label: "assumed",
    alternative: "They stay, without a principal's name.",
  },
  {
    id: "graph-refuses-mail-enabled-groups",
    surface: "POST /v1.0/groups/{id}/members/$ref",
    what: "Graph does not change the members of mail-enabled security groups and distribution lists.",
    label: "documented",
  },
  {
    id: "members-bind-adds",
    surface: "PATCH /v1.0/groups/{id}",
    what: "members@odata.bind adds members and removes none.",
    label: "documented",
  },
];
