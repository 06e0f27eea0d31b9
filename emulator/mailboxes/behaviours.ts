import type { Behaviour } from "../behaviours";

/** What an application meets at a mailbox. */
export const mailboxBehaviours: readonly Behaviour[] = [
  {
    id: "missing-mailbox-before-access",
    surface: "GET /users/{id}/calendar",
    what: "An address without a mailbox is answered 404, whatever the caller may do elsewhere.",
    label: "assumed",
    alternative: "A caller who holds no grant at all is refused with 403 before the address is looked up.",
  },
];
