import type { Proof, Tried } from "../../providers/access/proof";

const titles = ["mailbox", "must be", "answer", "response code", "what that means"] as const;

/** A table of what was tried, and one sentence. */
export function reportOf(
  { tried, verdict }: Proof,
  { account, url }: { account: string; url: string },
): string {
  const rows = [titles, ...tried.map(rowOf)];
  const widths = titles.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? "").length)));
  const lines = rows.map((row) =>
    row
      .map((text, column) => text.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
  return [`As ${account}, by impersonation, at ${url}`, "", ...lines, "", verdict].join("\n");
}

function rowOf({ mailbox, mustOpen, result }: Tried): string[] {
  const wanted = mustOpen ? "open" : "refused";
  if (result === undefined)
    return [mailbox, wanted, "not tried", "", "the next would have had the same answer"];
  const meaning = result.meaning.replaceAll("\n", " ");
  return [mailbox, wanted, result.answer, result.code ?? "none", meaning];
}
