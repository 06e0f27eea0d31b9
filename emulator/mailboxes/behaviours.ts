import type { Behaviour } from "../behaviours";

/** What an application meets at a mailbox. */
export const mailboxBehaviours: readonly Behaviour[] = [
  {
    id: "consents-open-every-mailbox",
    surface: "GET /v1.0/users/{id}/calendar",
    what: "A consent in Entra opens every mailbox, whatever the scopes of grants in Exchange say.",
    label: "documented",
  },
  {
    id: "grants-open-mailboxes",
    surface: "GET /v1.0/users/{id}/calendar",
    what: "A grant in Exchange opens the mailboxes in its scope, though no token names the permission.",
    label: "documented",
  },
  {
    id: "missing-mailbox-before-access",
    surface: "GET /v1.0/users/{id}/calendar",
    what: "An address without a mailbox is answered 404, whatever the caller may do elsewhere.",
    label: "assumed",
    alternative: "A caller who holds no grant at all is refused with 403 before the address is looked up.",
  },
  {
    id: "mailbox-takes-its-time",
    surface: "Get-Mailbox",
    what: "A mailbox is there some time after its user's licence, not with it.",
    label: "documented",
  },
  {
    id: "mailbox-named-by-object-id",
    surface: "Get-Mailbox",
    what: "The name of a mailbox that comes with a licence is its user's object id in Entra.",
    label: "documented",
  },
  {
    id: "license-carries-mailbox",
    surface: "POST /v1.0/users/{id}/assignLicense",
    what: "Without its licence a user's mailbox is disconnected, and the same again with a licence within 30 days.",
    label: "documented",
  },
  {
    id: "deleted-user-takes-mailbox",
    surface: "DELETE /v1.0/users/{id}",
    what: "With its user a mailbox is soft-deleted, and restored.",
    label: "documented",
  },
  {
    id: "upn-moves-primary-address",
    surface: "PATCH /v1.0/users/{id}",
    what: "A new userPrincipalName becomes the mailbox's primary address; the old one stays as a secondary.",
    label: "assumed",
    alternative: "The addresses stay as they are.",
  },
  {
    id: "exchange-learns-late",
    surface: "Get-User",
    what: "Exchange knows a user some time after Graph has written it.",
    label: "assumed",
    alternative: "Exchange knows at once.",
  },
];
