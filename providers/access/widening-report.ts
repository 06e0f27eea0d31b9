import { referenceOf } from "../exchange/role-assignments";
import type { Unseen } from "./look";
import { describeReach, isBounded, nameReach } from "./reach";
import type { Widening } from "./widening";

/** The widening as it stands in a state: the grant that opens more, and how far. */
export function nameWidening({ wide, group, member }: Widening): string {
  const holder = group === undefined ? "" : `role group "${group}", `;
  const whom = member === undefined ? "" : `, for ${member}`;
  return `${holder}role assignment "${wide.name}": ${nameReach(wide.scope)}${whom}`;
}

/** What could not be looked at, as it stands in a state. */
export function nameUnseen({ what }: Unseen): string {
  return `not known: ${what} could not be read`;
}

/** Tells who is not confined by what, by which object, and what to do. */
export function explainWidening(widening: Widening, assignee: string): string {
  const { narrow, wide, group, member } = widening;
  const who = member ?? assignee;
  const role =
    wide.role.toLowerCase() === narrow.role.toLowerCase()
      ? `the same role (${wide.role})`
      : `the role ${wide.role}, which is of the same type as ${narrow.role},`;
  const source =
    group === undefined
      ? `role assignment "${wide.name}" (${wide.guid})`
      : `role group "${group}" (by its role assignment "${wide.name}", ${wide.guid})`;
  const remedy =
    group === undefined
      ? `Remove the role assignment "${wide.name}"`
      : `Take ${who} out of the role group "${group}", or the role from the group`;
  const other = isBounded(wide.scope) ? "" : `, or remove "${narrow.name}", which bounds nothing`;
  return (
    `The ${describeNarrow(widening)} of role assignment "${narrow.name}" does not confine ${who}: ${source} gives it ${role} ` +
    `over ${describeReach(wide.scope)}. Grants add up. ${remedy}${other}; ` +
    `if both are meant, give "${narrow.name}" mayBeWidenedBy: ["${reachWord(widening)}"].`
  );
}

export function explainUnseen({ what, why }: Unseen, title: string): string {
  return (
    `Whether another grant reaches beyond the scope of ${title} is not known: ${what} could not be read. ${why} ` +
    "Until it can be, take the scope for unproven."
  );
}

/** The words by which a program can accept a widening: as it stands in the state, or by its reach alone. */
export function wordsFor(widening: Widening): string[] {
  const { scope } = widening.wide;
  const reach = "organizationWide" in scope ? [] : [referenceOf(scope)];
  return [nameWidening(widening), nameReach(scope), ...reach].map((word) => word.toLowerCase());
}

function describeNarrow({ narrow: { scope } }: Widening): string {
  return "managementScope" in scope ? `scope ${scope.managementScope}` : `scope (${describeReach(scope)})`;
}

function reachWord({ wide: { scope } }: Widening): string {
  return "organizationWide" in scope ? "organizationWide" : String(Object.values(scope)[0]);
}
