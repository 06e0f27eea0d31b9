import { z } from "zod";
import { findWidenings, type Widening } from "../access/widening";
import {
  explainUnseen,
  explainWidening,
  nameUnseen,
  nameWidening,
  wordsFor,
} from "../access/widening-report";
import type { Clients } from "../clients";
import type { Observed } from "../dynamic/lifecycle";
import { reference } from "./grant-scope-schema";

/** What other grants make of the scope that a resource declares. */
export interface Widened {
  /** Grants beside the declared one that give its assignee the same role over more, and that nobody has accepted. */
  widenedBy?: string[];
  mayBeWidenedBy?: string[];
}

/** The part of a schema that says whether a scope confines. */
export const wideningProperties = {
  /**
   * The wider reach that the assignee may have in the same role by other grants: `organizationWide`, a management scope's
   * id or name, or an entry of `widenedBy` as it is shown. What is not named here shows as drift in `widenedBy`.
   */
  mayBeWidenedBy: z
    .array(reference("organizationWide, a management scope's id or name, or an entry of widenedBy"), {
      error: "must be a list of what may reach further",
    })
    .optional(),
  /** What reaches further, as it really is. It cannot be given. */
  widenedBy: z
    .never({
      error:
        "tells which grants make the scope void, and cannot be given: remove those grants, or accept them in mayBeWidenedBy",
    })
    .optional(),
};

interface Asked {
  /** Guids of the grants that the resource stands for. */
  grants: ReadonlySet<string>;
  /** Who has them, in the program's words, and by Guid where that is known. */
  who: string;
  assignee?: string | undefined;
  title: string;
  accepted: readonly string[] | undefined;
  /** The grants are the roles of one group, declared side by side. */
  isOneDeclaration?: boolean;
  /** The name of a grant that these replace, and that goes in a moment. */
  replacedName?: string | undefined;
  /** After a write the grants of others are looked at as well: these may have become wider than they say. */
  isAfterChange: boolean;
}

/** Adds what other grants make of the scope: to the state, where it shows as drift, and in words. */
export async function withWidening<Inputs extends object>(
  clients: Clients,
  observed: Observed<Inputs>,
  asked: Asked,
): Promise<Observed<Inputs>> {
  const { grants, who, assignee, title, accepted, isAfterChange } = asked;
  const question = { grants, isFresh: isAfterChange };
  const [ours, theirs] = await Promise.all([
    findWidenings(clients, {
      ...question,
      as: "narrow",
      assignee,
      isOneDeclaration: asked.isOneDeclaration === true,
    }),
    isAfterChange ? findWidenings(clients, { ...question, as: "wide" }) : { widenings: [], unseen: [] },
  ]);
  const isAccepted = await acceptance(clients, accepted ?? []);
  const stays = ({ name }: { name: string }): boolean => name !== asked.replacedName;
  const open = ours.widenings.filter((each) => stays(each.wide) && !isAccepted(wordsFor(each), each));
  const opened = theirs.widenings.filter(({ narrow }) => stays(narrow));
  const unseen = ours.unseen.filter((each) => !isAccepted([nameUnseen(each).toLowerCase()]));
  const widenedBy = [...new Set([...open.map(nameWidening), ...unseen.map(nameUnseen)])].sort();
  return {
    ...observed,
    live: { ...observed.live, ...(widenedBy.length === 0 ? {} : { widenedBy }) },
    notices: [
      // A Guid says nothing to a reader, and Exchange has a word for it.
      ...open.map((each) => explainWidening(each, guidInside.test(who) ? holderOf(each) : who)),
      ...unseen.map((each) => explainUnseen(each, title)),
      ...opened.map((each) => explainWidening(each, holderOf(each))),
      ...theirs.unseen.map((each) => explainUnseen(each, `grants beside ${title}`)),
    ],
  };
}

/** Whoever has a grant, in a sentence. */
export function whoHas(kind: string | undefined, word: string): string {
  if (kind === "app") return `application ${word}`;
  return kind === "securityGroup" ? `the members of ${word}` : word;
}

const guidInside = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/i;

function holderOf({ narrow }: Widening): string {
  return whoHas(narrow.assigneeKind, narrow.assignees[0] ?? "its assignee");
}

type IsAccepted = (words: readonly string[], widening?: Widening) => boolean;

/** A management scope is accepted by its id as well, which no list of grants shows. */
async function acceptance({ exchange }: Clients, accepted: readonly string[]): Promise<IsAccepted> {
  if (accepted.length === 0) return () => false;
  const words = new Set(accepted.map((each) => each.toLowerCase()));
  const scopes = await exchange.managementScopes.snapshot();
  return (own, widening) => {
    if (own.some((word) => words.has(word))) return true;
    const scope: unknown = widening && Object.values(widening.wide.scope)[0];
    const found = scopes.find(
      ({ name }) => typeof scope === "string" && name.toLowerCase() === scope.toLowerCase(),
    );
    return found !== undefined && words.has(found.guid);
  };
}
