import { describe, expect, it } from "vitest";
import type { ProbeResult } from "../../providers/access/ews-probe";
import { prove, type Proof } from "../../providers/access/proof";

const open: ProbeResult = { answer: "open", code: "NoError", meaning: "", isHopeless: false };
const refused: ProbeResult = { ...open, answer: "refused", code: "ErrorImpersonateUserDenied" };
const unclear: ProbeResult = { ...open, answer: "unclear", code: "ErrorNonExistentMailbox" };
const hopeless: ProbeResult = { ...unclear, code: "HTTP 401", isHopeless: true };

type Answers = Record<string, ProbeResult>;

async function proofOf(allowed: Answers, denied: Answers): Promise<Proof & { asked: string[] }> {
  const asked: string[] = [];
  const answers = { ...allowed, ...denied };
  const probe = (mailbox: string): Promise<ProbeResult> => {
    asked.push(mailbox);
    return Promise.resolve(answers[mailbox] ?? unclear);
  };
  const expected = { allowed: Object.keys(allowed), denied: Object.keys(denied) };
  return { ...(await prove(probe, "svc", expected)), asked };
}

describe("a proof", () => {
  it("holds when all open that must, and all others are refused", async () => {
    const proof = await proofOf({ r1: open, r2: open, r3: open }, { p1: refused, p2: refused });
    expect(proof).toMatchObject({
      holds: true,
      verdict: "Proven: svc opens r1, r2 and r3, and is refused p1 and p2.",
    });
  });

  it("tries what must open first", async () => {
    const { asked } = await proofOf({ r1: open, r2: open }, { p1: refused });
    expect(asked).toEqual(["r1", "r2", "p1"]);
  });

  it.each<[string, Answers, Answers, RegExp]>([
    [
      "somebody opens who must not",
      { r: open },
      { p: open, q: refused },
      /^Not confined: svc opens p, which/,
    ],
    ["somebody opens who must not, and what must does not", { r: refused }, { p: open }, /^Not confined/],
    ["nothing opens, so that refusals do not count", { r: refused }, { p: refused }, /^Nothing is proven/],
    ["what must open has no clear answer", { r: unclear }, { p: refused }, /^Nothing is proven/],
    [
      "one that must open is refused",
      { r: open, s: refused },
      { p: refused },
      /^Not as wanted.*is refused s,/,
    ],
    ["one that must open is not clear", { r: open, s: unclear }, { p: refused }, /^Not proven:.*for s\.$/],
    [
      "an unknown address counts as no refusal",
      { r: open },
      { p: unclear, q: refused },
      /^Not proven:.*for p\.$/,
    ],
  ])("does not hold when %s", async (_, allowed, denied, verdict) => {
    const proof = await proofOf(allowed, denied);
    expect(proof.holds).toBe(false);
    expect(proof.verdict).toMatch(verdict);
  });

  it("ends where going on is in vain, and says what was not tried", async () => {
    const proof = await proofOf({ r: open }, { p: hopeless, q: refused });
    expect(proof.asked).toEqual(["r", "p"]);
    expect(proof.tried.map(({ result }) => result?.code)).toEqual(["NoError", "HTTP 401", undefined]);
    expect(proof).toMatchObject({ holds: false });
    expect(proof.verdict).toMatch(/for p and q\.$/);
  });
});
