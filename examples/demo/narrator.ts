const width = 100;

/** Heads a chapter of the story. */
export function chapter(title: string): void {
  console.log(`\n== ${title} ${"=".repeat(Math.max(3, width - title.length - 4))}`);
}

/** A paragraph, for somebody who administers Exchange and has not met Pulumi. */
export function say(text: string): void {
  console.log(`\n${wrap(text)}`);
}

/** A command as one would type it, at a POSIX shell's prompt or at PowerShell's. */
export function showCommand(command: string, prompt: "$" | "PS>" = "$"): void {
  console.log(`\n  ${prompt} ${command}`);
}

/** What a command has really printed. */
export function showOutput(output: string): void {
  for (const line of output.trimEnd().split("\n")) console.log(`    ${line}`.trimEnd());
}

function wrap(text: string): string {
  const lines = [""];
  for (const word of text.split(/\s+/)) {
    const line = lines.at(-1) ?? "";
    if (line === "") lines[lines.length - 1] = word;
    else if (line.length + 1 + word.length <= width) lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines.join("\n");
}
