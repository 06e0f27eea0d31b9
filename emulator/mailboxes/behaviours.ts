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
];
