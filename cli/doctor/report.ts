import type { Diagnosis, Section, Verdict } from "./findings";

const marks: Record<Verdict, string> = {
  fine: "ok     ",
  missing: "MISSING",
  optional: "note   ",
  unknown: "unknown",
};

const conclusions: Record<Diagnosis["result"], string> = {
  fine: "All is there.",
  missing: "Something is missing. Do the steps above, wait some minutes, and run doctor again.",
  notConnected: "Could not connect. Do the steps above, and run doctor again.",
};

const width = 100;
const indent = " ".repeat(10);

/** The diagnosis as an administrator reads it. Steps stand right below what they are for, each sort of steps once. */
export function reportOf({ result, sections }: Diagnosis): string {
  const shown = new Set<string>();
  const blocks = sections.filter(({ findings }) => findings.length > 0).map((each) => blockOf(each, shown));
  return [...blocks, conclusions[result]].join("\n\n");
}

function blockOf({ title, findings }: Section, shown: Set<string>): string {
  const lines = findings.flatMap(({ verdict, says, steps = [] }) => {
    const [first = "", ...others] = wrapped(says);
    const key = steps.join("\n");
    const isNew = !shown.has(key);
    shown.add(key);
    const written = isNew ? steps.flatMap((step, index) => stepLines(step, index)) : [];
    const again = steps.length > 0 && !isNew ? [`${indent}The steps are the same as above.`] : [];
    return [
      `  ${marks[verdict]} ${first}`,
      ...others.map((line) => indent + line),
      ...(written.length > 0 ? ["", ...written, ""] : again),
    ];
  });
  return [title, ...lines].join("\n").trimEnd();
}

/** The first line is a sentence; the others are commands, which are never broken. */
function stepLines(step: string, index: number): string[] {
  const [sentence = "", ...commands] = step.split("\n");
  const lead = `${index + 1}. `;
  const text = wrapped(sentence, width - indent.length - lead.length).map(
    (line, number) => indent + (number === 0 ? lead : " ".repeat(lead.length)) + line,
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
