/** Lines of the engine's that say nothing new: progress, what has not changed, and ids. */
const noise = [
  /^@ /,
  /^\s*\[(id|urn)=/,
  / (refreshing|creating|updating|deleting|replacing|running)( \([\d.]+s\))?( \[diff: .*\])?\s*$/,
  / refresh( \([\d.]+s\))?( \[diff: .*\])?\s*$/,
  /^ {4}pulumi\S+ .* {2}$/,
  /^\W*pulumi:pulumi:Stack: \((refresh|same)\)$/,
  // What a provider says is under "Diagnostics" again.
  /^\W*pulumi:pulumi:Stack \S+ (refreshing|running|deleting)( \([\d.]+s\))? \S/,
  /^Duration: /,
  /^The resources in the stack have been deleted/,
  /^If you want to remove the stack completely/,
];

/** The engine's output without its noise. No line is changed or added. */
export function readable(output: string): string {
  const kept: string[] = [];
  for (const line of output.split("\n")) {
    if (line.trim() === "" || noise.some((pattern) => pattern.test(line))) continue;
    // A row is printed again when its resource is done.
    if (/^ [-+~]/.test(line) && kept.includes(line)) continue;
    kept.push(line);
  }
  return kept.join("\n");
}
