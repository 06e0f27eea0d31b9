/**
 * The name that somebody most likely meant, or undefined if none is near: one slip (a letter more, less, other or
 * swapped) for up to seven letters, two for longer words.
 */
export function nearestName(word: string, names: readonly string[]): string | undefined {
  if (word.length < 3) return undefined;
  const lower = word.toLowerCase();
  let limit = lower.length < 8 ? 1 : 2;
  let nearest: string | undefined;
  for (const name of names) {
    const distance = slipsBetween(lower, name.toLowerCase(), limit);
    if (distance > limit) continue;
    nearest = name;
    if (distance === 0) break;
    limit = distance - 1;
    if (limit === 0) break;
  }
  return nearest;
}

/** How many slips turn one word into the other; more than the limit is only known to be more. */
function slipsBetween(from: string, to: string, limit: number): number {
  if (Math.abs(from.length - to.length) > limit) return limit + 1;
  let beforeLast: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let row = 1; row <= from.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= to.length; column += 1) {
      const same = from[row - 1] === to[column - 1];
      let slips = Math.min(
        at(last, column) + 1,
        at(current, column - 1) + 1,
        at(last, column - 1) + (same ? 0 : 1),
      );
      const swapped =
        row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      if (swapped) slips = Math.min(slips, at(beforeLast, column - 2) + 1);
      current.push(slips);
    }
    if (Math.min(...current) > limit) return limit + 1;
    beforeLast = last;
    last = current;
  }
  return at(last, to.length);
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Number.POSITIVE_INFINITY;
}
