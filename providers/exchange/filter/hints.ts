import { COMPARISON_OPERATORS } from "./filter";

export const TYPOGRAPHIC_QUOTE = /[\u2018-\u201f\u00ab\u00bb\u00b4\u2032\u2033\u0060]/;
export const TYPOGRAPHIC_DASH = /[\u2010-\u2015\u2212]/;
const OTHER_SPACE = /[\u00a0\u1680\u2000-\u200d\u2028\u2029\u202f\u205f\u2060\u3000\ufeff]/;

const KNOWN_OPERATORS = `OPATH's comparison operators are ${COMPARISON_OPERATORS.join(", ")}`;

const OTHER_OPERATORS: readonly string[] = ["-and", "-or", "-not"];

/** Operators of PowerShell and other languages, and what to write instead. */
const INSTEAD_OF_OPERATOR: Readonly<Record<string, string>> = {
  "-match": "Use -like with a * at the end for text that starts with something.",
  "-notmatch": "Use -notlike with a * at the end.",
  "-contains": "Use -eq: on a property with several values it matches any of them.",
  "-notcontains": "Use -ne, or -not before a comparison with -eq.",
  "-in": "Write one comparison with -eq per value, joined by -or.",
  "-notin": "Write one comparison with -ne per value, joined by -and.",
  "-startswith": "Use -like with a * at the end.",
  "-endswith": "Use -like; Exchange Online documents * at the end of a value only.",
  "-equals": "Use -eq.",
  "-is": "Use -eq.",
  "-isnot": "Use -ne.",
  "-and": "A comparison comes before -and: property, operator, value.",
  "-or": "A comparison comes before -or: property, operator, value.",
  "-not": "-not stands before a whole comparison: -not (Property -eq 'value').",
};

/** Spellings of other languages that people write where OPATH has an operator. */
const INSTEAD_OF_SYMBOL: readonly (readonly [RegExp, string])[] = [
  [/^!=|^<>/, "Write -ne instead."],
  [/^!/, "OPATH does not know !. Write -not (…) instead."],
  [/^={1,3}/, "Write -eq instead."],
  [/^<=/, "Write -le instead."],
  [/^>=/, "Write -ge instead."],
  [/^</, "Write -lt instead."],
  [/^>/, "Write -gt instead."],
  [/^&&?/, "Write -and instead."],
  [/^\|\|?/, "Write -or instead."],
  [
    /^,/,
    "A comparison has one value. Repeat the property for every value and join the comparisons with -or.",
  ],
  [
    /^(and|or|not|eq|ne|gt|ge|lt|le|like|notlike)\b/i,
    "An operator starts with a hyphen: -and, -or, -not, -eq and so on.",
  ],
  [
    /^[{}]/,
    "Braces are PowerShell's quoting: one pair may stand around the whole filter. Group with ( and ).",
  ],
  [/^;/, "A filter is one expression. Join its parts with -and or -or."],
];

/** What to do about an operator that OPATH does not have. */
export function helpForOperator(operator: string): string {
  const lower = operator.toLowerCase();
  const plain = lower.replace(/^-[ci](?=eq$|ne$|gt$|ge$|lt$|le$|like$|notlike$)/, "-");
  const instead =
    INSTEAD_OF_OPERATOR[lower] ?? (plain === lower ? undefined : `Use ${plain}; OPATH ignores case anyway.`);
  const known = OTHER_OPERATORS.includes(lower) || COMPARISON_OPERATORS.some((each) => each === lower);
  const complaint = known ? "cannot stand here" : "is not an OPATH operator";
  return `${operator} ${complaint}. ${KNOWN_OPERATORS}.${instead === undefined ? "" : ` ${instead}`}`;
}

/** What to do about the characters that stand where they cannot, if they are a known slip. */
export function helpForSlip(rest: string): string | undefined {
  if (TYPOGRAPHIC_QUOTE.test(rest.charAt(0)))
    return "This is a typographic quotation mark, as word processors and web pages put it. Write ' instead.";
  if (TYPOGRAPHIC_DASH.test(rest.charAt(0)))
    return "This is a typographic dash, as word processors and web pages put it. Write an ordinary hyphen (-) instead.";
  if (OTHER_SPACE.test(rest.charAt(0))) return "This is not an ordinary space. Delete it and type a space.";
  return INSTEAD_OF_SYMBOL.find(([pattern]) => pattern.test(rest))?.[1];
}
