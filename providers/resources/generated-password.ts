import { randomInt } from "node:crypto";

const length = 32;
/** Entra wants three of these kinds; without characters that look alike, or that shells and forms read as their own. */
const kinds = ["ABCDEFGHJKLMNPQRSTUVWXYZ", "abcdefghijkmnopqrstuvwxyz", "23456789", "-_.~+="];

/** A password that nobody has thought of: about 190 bits. */
export function generatePassword(): string {
  const all = kinds.join("");
  const characters = [...kinds, ...Array.from({ length: length - kinds.length }, () => all)].map(oneOf);
  return shuffled(characters).join("");
}

function oneOf(characters: string): string {
  return characters.charAt(randomInt(characters.length));
}

/** By Fisher and Yates, so that each order is as likely as any other. */
function shuffled(characters: string[]): string[] {
  for (let last = characters.length - 1; last > 0; last--) {
    const other = randomInt(last + 1);
    [characters[last], characters[other]] = [characters[other] ?? "", characters[last] ?? ""];
  }
  return characters;
}
