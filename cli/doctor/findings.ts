/**
 * missing: what the identity is for will fail. optional: it lacks something that only some stacks need. unknown: nobody
 * would tell us.
 */
export type Verdict = "fine" | "missing" | "optional" | "unknown";

export interface Finding {
  verdict: Verdict;
  /** A sentence or two for an Exchange administrator. */
  says: string;
  /** What to do, in order; a step can have several lines. */
  steps?: string[];
}

export interface Section {
  title: string;
  findings: Finding[];
}

export type Result = "fine" | "missing" | "notConnected";

export interface Diagnosis {
  result: Result;
  purpose: Purpose;
  sections: Section[];
}

/** What the identity is to do: change the tenant, or only show what would be changed. */
export type Purpose = "up" | "preview";

export function diagnosisOf(purpose: Purpose, sections: Section[]): Diagnosis {
  const isMissing = sections.some(({ findings }) => findings.some(({ verdict }) => verdict === "missing"));
  return { result: isMissing ? "missing" : "fine", purpose, sections };
}
