import { splitDistinguishedName } from "./distinguished-name";
import { checkEnumeration } from "./enumeration-checks";
import type { Comparison } from "./filter";
import { shorten } from "./filter-error";
import type { Check, Findings } from "./findings";
import { nearestAmong } from "./nearest";
import type { PlacedComparison } from "./comparisons";
import { checkCharacters, checkVariable } from "./value-checks";
import { findProperty, PROPERTY_NAMES, propertyOfAttribute } from "./properties";

/** The first fault of a comparison and all that is doubtful about it. */
export function checkComparison(placed: PlacedComparison): Findings {
  const findings = CHECKS.map((check) => check(placed));
  return {
    fault: findings.find((each) => each?.fault !== undefined)?.fault,
    warnings: findings.flatMap((each) => each?.warnings ?? []),
  };
}

const CHECKS: readonly Check[] = [
  checkProperty,
  checkVariable,
  checkCharacters,
  checkEnumeration,
  checkWildcards,
  checkNamedObject,
];

const nearestProperty = nearestAmong(PROPERTY_NAMES);

/**
 * An unknown property is refused only if it looks like a slip. Exchange may well filter by more properties than are
 * documented, and it says so itself if it does not.
 */
function checkProperty({ comparison: { property }, propertyAt }: PlacedComparison): Findings | undefined {
  const known = findProperty(property);
  if (known?.name === "PrimarySmtpAddress")
    return {
      warnings: [
        "PrimarySmtpAddress also matches any other address of a recipient, and changes when it is renamed; the documentation advises against it.",
      ],
    };
  if (known !== undefined) return undefined;
  const meant = propertyOfAttribute(property) ?? nearestProperty(property);
  if (meant === undefined)
    return {
      warnings: [
        `${shorten(property)} is not among the documented filterable properties; Exchange may refuse it.`,
      ],
    };
  return {
    fault: {
      offset: propertyAt,
      found: shorten(property),
      expected: "a filterable recipient property",
      help: `Did you mean ${meant}?`,
    },
  };
}

/** Documented: wildcards belong to -like, and Exchange Online takes them at the end "in most parameters" only. */
function checkWildcards({ comparison, valueAt }: PlacedComparison): Findings | undefined {
  const { property, operator, value } = comparison;
  if (value.kind !== "text" || !value.text.includes("*")) return undefined;
  if (!isPattern(comparison)) {
    const instead = operator === "-eq" ? "-like" : operator === "-ne" ? "-notlike" : undefined;
    return {
      fault: {
        offset: valueAt,
        found: `a * with ${operator}`,
        expected: "a whole value",
        help:
          instead === undefined
            ? "Wildcards belong to -like and -notlike."
            : `Use ${instead}: ${shorten(property)} ${instead} '${shorten(value.text)}'`,
      },
    };
  }
  if (!/\*./s.test(value.text)) return undefined;
  return {
    warnings: [
      `'${shorten(value.text)}' has a * that is not at the end; Exchange Online documents it at the end only, and may refuse or slow down others.`,
    ],
  };
}

/** Exchange turns an object's name into its distinguished name, which then no longer equals what was written. */
function checkNamedObject({ comparison, valueAt }: PlacedComparison): Findings | undefined {
  const { property, value } = comparison;
  if (findProperty(property)?.kind !== "distinguishedName" || value.kind === "null") return undefined;
  const text = value.kind === "text" ? value.text : "";
  const wildcard = text.includes("*");
  if (text === "*" || (!wildcard && splitDistinguishedName(text) !== undefined)) return undefined;
  if (property.toLowerCase() === "memberofgroup") {
    return {
      fault: {
        offset: valueAt,
        found: text === "" ? "this value" : `'${shorten(text)}'`,
        expected: "the distinguished name of a group, as in 'CN=Rooms,OU=Groups,DC=contoso,DC=com'",
        help:
          !wildcard && /^[A-Za-z]+=/.test(text)
            ? "A comma that belongs to a name is written \\, in a distinguished name."
            : "Get-Group -Identity <group> | Format-List DistinguishedName shows it. Only direct members match.",
      },
    };
  }
  if (isPattern(comparison)) return undefined;
  return {
    warnings: [
      `${property} is compared with a name. Exchange stores the distinguished name, so that is what should be written.`,
    ],
  };
}

function isPattern({ operator }: Comparison): boolean {
  return operator === "-like" || operator === "-notlike";
}
