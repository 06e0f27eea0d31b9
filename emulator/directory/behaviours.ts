import type { Behaviour } from "../behaviours";

/** What sign-in and Graph promise. */
export const directoryBehaviours: readonly Behaviour[] = [
  {
    id: "graph-refuses-mail-enabled-groups",
    surface: "POST /groups/{id}/members/$ref",
    what: "Graph does not change the members of mail-enabled security groups and distribution lists.",
    label: "documented",
  },
];
