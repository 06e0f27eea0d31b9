import type { Leaf, Model } from "./model";

/** A source of arbitrary decisions: an integer from 0 up to, not including, the bound. */
export type Decide = (bound: number) => number;

/** Writes a model with as few parentheses as OPATH's precedence allows: -not, then -and, then -or. */
export function writeMinimal(node: Model): string {
  switch (node.kind) {
    case "leaf":
      return writeLeaf(node);
    case "not":
      return `-not ${node.of.kind === "and" || node.of.kind === "or" ? `(${writeMinimal(node.of)})` : writeMinimal(node.of)}`;
    case "and":
      return node.of
        .map((each) => (each.kind === "or" ? `(${writeMinimal(each)})` : writeMinimal(each)))
        .join(" -and ");
    case "or":
      return node.of.map(writeMinimal).join(" -or ");
  }
}

/** Writes a model as Exchange stores it; chains as pairs inside pairs, or flat. */
export function writeAsServer(node: Model, chains: "nested" | "flat"): string {
  const write = (each: Model): string => writeAsServer(each, chains);
  if (node.kind === "leaf") {
    if (node.operator === "-notlike") return `-not(${write({ ...node, operator: "-like" })})`;
    if (node.value === null && node.operator === "-eq") return `-not(${node.property} -ne $null)`;
    const value =
      node.value === null
        ? "$null"
        : quote(typeof node.value === "boolean" ? (node.value ? "True" : "False") : node.value);
    return `${node.property} ${node.operator} ${value}`;
  }
  if (node.kind === "not") return `-not(${write(node.of)})`;
  const parts = node.of.map(write);
  if (chains === "flat") return `(${parts.map((part) => `(${part})`).join(` -${node.kind} `)})`;
  return parts.reduce((left, right) => `((${left}) -${node.kind} (${right}))`);
}

/** Writes a model in any of the ways that mean the same. */
export function respell(node: Model, decide: Decide): string {
  return decide(6) === 0
    ? `${gap(decide)}{${gap(decide)}${spell(node, decide)}}${gap(decide)}`
    : spell(node, decide);
}

function spell(node: Model, decide: Decide): string {
  const written = spellNode(node, decide);
  switch (decide(6)) {
    case 0:
      return `-not (-not(${written}))`;
    case 1:
      return `((${gap(decide)}${written}${gap(decide)}))`;
    default:
      return `(${written})`;
  }
}

function spellNode(node: Model, decide: Decide): string {
  if (node.kind === "leaf") return spellLeaf(node, decide);
  if (node.kind === "not") return `${recase("-not", decide)}${gap(decide)}${spell(node.of, decide)}`;
  let parts = shuffle(node.of, decide);
  const repeated = parts[0];
  if (repeated !== undefined && decide(5) === 0) parts = [...parts, repeated];
  const separator = (): string => `${gap(decide)}${recase(`-${node.kind}`, decide)}${gap(decide)}`;
  const spelled = parts.map((part) => spell(part, decide));
  if (spelled.length > 2 && decide(2) === 0) {
    const [first = "", ...others] = spelled;
    return `${first}${separator()}(${others.reduce((left, right) => `${left}${separator()}${right}`)})`;
  }
  return spelled.reduce((left, right) => `${left}${separator()}${right}`);
}

function spellLeaf(leaf: Leaf, decide: Decide): string {
  const opposite = OPPOSITES[leaf.operator];
  const presence = leaf.value === null;
  if (presence && decide(3) === 0) {
    const like = leaf.operator === "-ne" ? "-like" : "-notlike";
    return `${recase(leaf.property, decide)} ${recase(like, decide)} '*'`;
  }
  if (opposite !== undefined && decide(3) === 0)
    return `-not(${spellPlain({ ...leaf, operator: opposite }, decide)})`;
  return spellPlain(leaf, decide);
}

const OPPOSITES: Record<string, string | undefined> = {
  "-eq": "-ne",
  "-ne": "-eq",
  "-like": "-notlike",
  "-notlike": "-like",
};

function spellPlain({ property, operator, value }: Leaf, decide: Decide): string {
  return `${recase(property, decide)}${space(decide)}${recase(operator, decide)}${space(decide)}${spellValue(value, decide)}`;
}

function spellValue(value: Leaf["value"], decide: Decide): string {
  if (value === null) return recase("$null", decide);
  if (typeof value === "boolean") {
    const word = value ? "True" : "False";
    return decide(2) === 0 ? recase(`$${word}`, decide) : `'${recase(word, decide)}'`;
  }
  const recased = recase(value, decide);
  if (decide(3) === 0 && /^[A-Za-z0-9]+$/.test(value)) return recased;
  if (decide(2) === 0 && !value.includes("`"))
    return `"${recased.replaceAll('"', '`"').replaceAll("'", decide(2) === 0 ? "`'" : "'")}"`;
  return quote(recased);
}

function recase(text: string, decide: Decide): string {
  const choice = decide(3);
  if (choice === 0) return text;
  return text.replace(/[A-Za-z]/g, (letter) => (choice === 1 ? letter.toUpperCase() : letter.toLowerCase()));
}

function shuffle<T>(items: readonly T[], decide: Decide): T[] {
  const rest = [...items];
  return items.flatMap(() => rest.splice(decide(rest.length), 1));
}

function space(decide: Decide): string {
  return [" ", "  ", "\t", "\n", "\r\n  "][decide(5)] ?? " ";
}

function gap(decide: Decide): string {
  return ["", " ", "   ", "\n"][decide(4)] ?? "";
}

export function writeLeaf({ property, operator, value }: Leaf): string {
  return `${property} ${operator} ${value === null ? "$null" : typeof value === "boolean" ? `$${value}` : quote(value)}`;
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
