/** A name that may be meant, and which letters it is made of. */
interface Candidate {
  name: string;
  lower: string;
  letters: number;
}

/**
 * Finds the name that somebody most likely meant, or undefined if none is near: one slip (a letter more, less, other
 * or swapped) for up to seven letters, two for longer words.
 */
export function nearestAmong(names: readonly string[]): (word: string) => string | undefined {
  const candidates = names.map((name): Candidate => {
    const lower = name.toLowerCase();
    return { name, lower, letters: lettersOf(lower) };
  });
  return (word) => (word.length < 3 ? undefined : findNearest(word.toLowerCase(), candidates));
}

function findNearest(word: string, candidates: readonly Candidate[]): string | undefined {
  const letters = lettersOf(word);
  let limit = word.length < 8 ? 1 : 2;
  let nearest: string | undefined;
  for (const candidate of candidates) {
    if (Math.abs(word.length - candidate.lower.length) > limit) continue;
    // One slip changes the set of letters by two at most. This saves nearly all of the work below.
    if (countBits(letters ^ candidate.letters) > 2 * limit) continue;
    const slips = slipsBetween(word, candidate.lower, limit);
    if (slips > limit) continue;
    nearest = candidate.name;
    limit = slips - 1;
    if (limit < 1) break;
  }
  return nearest;
}

function lettersOf(word: string): number {
  let letters = 0;
  for (let index = 0; index < word.length; index += 1) letters |= 1 << (word.charCodeAt(index) % 32);
  return letters;
}

function countBits(bits: number): number {
  let count = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}

/** How many slips turn one word into the other; more than the limit is only known to be more. */
function slipsBetween(from: string, to: string, limit: number): number {
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
