import { z } from "zod";
import type { Clients } from "../clients";
import type { Observed } from "../dynamic/lifecycle";
import { assigneesGiven } from "./assignee";
import { identitiesIn, type Grant } from "./grant";
import { whoHas, withWidening } from "./widened";

/** Grants add up: says whether the scope of this one confines its assignee. */
export function withGrantsBeside(
  clients: Clients,
  observed: Observed<Grant>,
  asked: {
    accepted: readonly string[] | undefined;
    replacedName?: string | undefined;
    isAfterChange: boolean;
  },
): Promise<Observed<Grant>> {
  const { name, app, user, securityGroup } = observed.live;
  const [kind = "user"] = assigneesGiven(observed.live);
  const known = identitiesIn(observed.computed).assigneeIdentities;
  return withWidening(clients, observed, {
    grants: new Set([observed.guid]),
    who: whoHas(kind, app ?? user ?? securityGroup ?? ""),
    assignee: kind === "app" ? undefined : known.find((each) => z.guid().safeParse(each).success),
    title: `role assignment "${name ?? observed.guid}"`,
    ...asked,
  });
}
