import type { Diagnosis, Section, Verdict } from "./findings";

const marks: Record<Verdict, string> = {
  fine: "ok     ",
  missing: "MISSING",
  optional: "note   ",
  unknown: "unknown",
};

const width = 100;
const indent = " ".repeat(10);

/** The diagnosis as an administrator reads it. Steps stand right below what they are for, each sort of steps once. */
export function reportOf(diagnosis: Diagnosis): string {
  const { sections } = diagnosis;
  const shown = new Set<string>();
  const blocks = sections.filter(({ findings }) => findings.length > 0).map((each) => blockOf(each, shown));
  return [...blocks, conclusionOf(diagnosis)].join("\n\n");
}

function conclusionOf({ result, purpose, sections }: Diagnosis): string {
  const command = `"pulumi ${purpose}"`;
  if (result === "notConnected") return "Could not connect. Do the steps above, and run doctor again.";
  if (result === "missing") {
    return `Something is missing for ${command}. Do the steps above, wait some minutes, and run doctor again.`;
  }
  return sections.some(({ findings }) => findings.some(({ verdict }) => verdict === "unknown"))
    ? `Nothing is known to be missing for ${command}, but not everything could be found out.`
    : `All that ${command} needs is there. Notes concern only some stacks.`;
}

function blockOf({ title, findings }: Section, shown: Set<string>): string {
  const lines = findings.flatMap(({ verdict, says, steps = [] }) => {
    const [first = "", ...others] = wrapped(says);
    const key = steps.join("\n");
    const isNew = !shown.has(key);
    shown.add(key);
    const written = isNew ? numbered(steps) : [];
    const again = steps.length > 0 && !isNew ? [`${indent}The steps are the same as above.`] : [];
    return [
      `  ${marks[verdict]} ${first}`,
      ...others.map((line) => indent + line),
      ...(written.length > 0 ? ["", ...written, ""] : again),
    ];
  });
  return [title, ...lines].join("\n").trimEnd();
}

/** An alternative ("Or in PowerShell") belongs to the step before it, and has no number of its own. */
function numbered(steps: string[]): string[] {
  let number = 0;
  return steps.flatMap((step) => stepLines(step, step.startsWith("Or ") ? "   " : `${++number}. `));
}

/** The first line is a sentence; the others are commands, which are never broken. */
function stepLines(step: string, lead: string): string[] {
  const [sentence = "", ...commands] = step.split("\n");
  const text = wrapped(sentence, width - indent.length - lead.length).map(
    (line, index) => indent + (index === 0 ? lead : " ".repeat(lead.length)) + line,
  );
  return [...text, ...commands.map((line) => `${indent}${" ".repeat(lead.length + 2)}${line}`)];
}

function wrapped(text: string, room = width - indent.length): string[] {
  return text.split("\n").flatMap((line) => {
    const lines: string[] = [];
    for (const word of line.split(" ")) {
      const last = lines.at(-1);
      if (last !== undefined && last.length + 1 + word.length <= room)
        lines[lines.length - 1] = `${last} ${word}`;
      else lines.push(word);
    }
    return lines;
  });
}
