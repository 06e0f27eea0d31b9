import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { behaviourRows } from "../../emulator/behaviour-rows";
import type { Behaviour } from "../../emulator/behaviours";
import { coverage } from "../../emulator/coverage";

/** The page on what the embedded tenant can, whose tables are made from its own matrix. */
export const pagePath = join(__dirname, "..", "..", "docs", "embedded-tenant.md");

const marker = "<!-- What follows is written by `npm run docs`. -->";

/** The page with its tables as the matrix has them now. */
export function renderPage(page: string): string {
  const [words] = page.split(marker);
  return [`${words ?? ""}${marker}`, behaviours(), cmdlets(), routes()].join("\n\n") + "\n";
}

function behaviours(): string {
  const sections = (["documented", "captured", "assumed"] as const).map((label) => {
    const rows = behaviourRows.filter((row) => row.label === label);
    const alternative = label === "assumed";
    return [
      `### ${label[0]?.toUpperCase()}${label.slice(1)} (${rows.length})`,
      "",
      alternative ? "| Where | What | The other answer |" : "| Where | What |",
      alternative ? "| --- | --- | --- |" : "| --- | --- |",
      ...rows.map((row) => line(row, alternative)),
    ].join("\n");
  });
  return `## Behaviours\n\n${sections.join("\n\n")}`;
}

function line({ surface, what, alternative }: Behaviour, withAlternative: boolean): string {
  const cells = withAlternative ? [surface, what, alternative ?? ""] : [surface, what];
  return `| ${cells.map(cell).join(" | ")} |`;
}

function cmdlets(): string {
  const rows = coverage.filter(({ kind }) => kind === "cmdlet");
  return ["## Cmdlets", "", "| Cmdlet | Missing |", "| --- | --- |", ...rows.map(row)].join("\n");
}

function routes(): string {
  const rows = coverage.filter(({ kind }) => kind === "route");
  return ["## Routes", "", "| Route | Missing |", "| --- | --- |", ...rows.map(row)].join("\n");
}

function row({ surface, partial }: { surface: string; partial?: string }): string {
  return `| ${cell(`\`${surface}\``)} | ${cell(partial ?? "")} |`;
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll("<", "&lt;").replaceAll("\n", " ");
}

if (require.main === module) writeFileSync(pagePath, renderPage(readFileSync(pagePath, "utf8")));
