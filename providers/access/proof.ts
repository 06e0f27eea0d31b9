import type { Probe, ProbeResult } from "./ews-probe";

export interface Expectation {
  /** Addresses of mailboxes that must open, and of mailboxes that must not. */
  allowed: readonly string[];
  denied: readonly string[];
}

export interface Tried {
  mailbox: string;
  mustOpen: boolean;
  /** Left out where it was not tried any more, because it would have been in vain. */
  result?: ProbeResult;
}

export interface Proof {
  tried: Tried[];
  /** Whether every mailbox answered as it must. */
  holds: boolean;
  /** One sentence: what is proven, or why nothing is. */
  verdict: string;
}

/**
 * Tries each mailbox as an account. That one is refused shows only that the account cannot open it; that it is the scope
 * which keeps it out is shown when the same account, by the same way, opens one that it must open.
 */
export async function prove(probe: Probe["probe"], account: string, expected: Expectation): Promise<Proof> {
  const tried: Tried[] = [
    ...expected.allowed.map((mailbox) => ({ mailbox, mustOpen: true })),
    ...expected.denied.map((mailbox) => ({ mailbox, mustOpen: false })),
  ];
  for (const each of tried) {
    each.result = await probe(each.mailbox);
    // A wrong password that is tried again and again locks the account.
    if (each.result.isHopeless) break;
  }
  return { tried, ...judge(tried, account) };
}

function judge(tried: readonly Tried[], account: string): Pick<Proof, "holds" | "verdict"> {
  const those = (mustOpen: boolean, answer: ProbeResult["answer"]): string[] =>
    tried
      .filter((each) => each.mustOpen === mustOpen && each.result?.answer === answer)
      .map(({ mailbox }) => mailbox);
  const opened = those(true, "open");
  const trespassed = those(false, "open");
  const refused = those(true, "refused");
  const isUnclear = tried.some(({ result }) => result === undefined || result.answer === "unclear");
  if (trespassed.length > 0) {
    return fails(
      `Not confined: ${account} opens ${list(trespassed)}, which must not open. Some grant of ApplicationImpersonation ` +
        "that it has reaches further than is meant; pulumi preview names a grant that makes the scope of another one void.",
    );
  }
  if (opened.length === 0) {
    return fails(
      `Nothing is proven: ${account} opened none of the mailboxes that must open, so a refusal of others does not count.`,
    );
  }
  if (refused.length > 0) {
    return fails(
      `Not as wanted: ${account} opens ${list(opened)}, but is refused ${list(refused)}, which must open.`,
    );
  }
  if (isUnclear) {
    return fails(
      `Not proven: what ${account} may do is not clear for ${list(
        tried.filter(({ result }) => result?.answer !== "open" && result?.answer !== "refused").map(nameOf),
      )}.`,
    );
  }
  return {
    holds: true,
    verdict: `Proven: ${account} opens ${list(opened)}, and is refused ${list(those(false, "refused"))}.`,
  };
}

function fails(verdict: string): Pick<Proof, "holds" | "verdict"> {
  return { holds: false, verdict };
}

function nameOf({ mailbox }: Tried): string {
  return mailbox;
}

function list(mailboxes: readonly string[]): string {
  const [last = "", ...others] = [...mailboxes].reverse();
  return others.length === 0 ? last : `${others.reverse().join(", ")} and ${last}`;
}
