import { z } from "zod";

/** What refers to an object in the tenant. An empty text must never pass: Exchange takes it for "all". */
export const reference = (what: string): z.ZodString =>
  z
    .string({ error: `must be ${what}, a text` })
    .trim()
    .min(1, `must be ${what}; an empty text would reach everything`);

/** The kinds of reach. What is not named is not possible by accident: there is no default. */
const kinds = {
  managementScope: reference("a management scope's id or name"),
  exclusiveScope: reference("an exclusive management scope's id or name"),
  group: reference("a group's id, name or distinguished name"),
  administrativeUnit: z.guid({ error: "must be the administrative unit's object id, a GUID" }),
  organizationalUnit: reference("an organizational unit's canonical or distinguished name").refine(
    (unit) => !z.guid().safeParse(unit).success,
    "is a Guid; give the canonical or distinguished name, which is what Exchange answers with",
  ),
  relative: reference("Self, MyGAL or MyDistributionGroups"),
  organizationWide: z.literal(true, { error: "can only be true; to bound the grant, name a scope instead" }),
};

/** The recipients of a management scope: its `id`, or its name. */
type ManagementScopeReach = { managementScope: string };
/** The direct members of a group: its id, name or distinguished name. */
type GroupReach = { group: string };
/** The members of an administrative unit in Entra: its object id. */
type AdministrativeUnitReach = { administrativeUnit: string };
/** Every recipient of the organisation. */
type OrganizationWideReach = { organizationWide: true };

/** The reach that a grant to an application can have. */
export type ApplicationScope =
  ManagementScopeReach | GroupReach | AdministrativeUnitReach | OrganizationWideReach;

/** The reach that a grant to a user or group can have. */
export type RecipientScope =
  | ApplicationScope
  /** An exclusive management scope, whose recipients then nobody without it reaches. */
  | { exclusiveScope: string }
  /** What lies below an organizational unit, by its canonical or distinguished name: RecipientOrganizationalUnitScope. */
  | { organizationalUnit: string }
  /** What lies within the assignee's own reach. */
  | { relative: "Self" | "MyGAL" | "MyDistributionGroups" };

/** Exactly one kind of reach. */
export const grantScopeSchema = z.union(
  [
    z.strictObject({ managementScope: kinds.managementScope }),
    z.strictObject({ exclusiveScope: kinds.exclusiveScope }),
    z.strictObject({ group: kinds.group }),
    z.strictObject({ administrativeUnit: kinds.administrativeUnit }),
    z.strictObject({ organizationalUnit: kinds.organizationalUnit }),
    z.strictObject({ relative: kinds.relative }),
    z.strictObject({ organizationWide: kinds.organizationWide }),
  ],
  { error: (issue) => explain(issue.input) },
);

function explain(input: unknown): string {
  const names = Object.keys(kinds);
  const exactlyOne = `give exactly one of ${names.map((kind) => `{ ${kind}: … }`).join(", ")}`;
  if (input === undefined || input === null) return `is missing: ${exactlyOne}`;
  if (typeof input !== "object" || Array.isArray(input)) return exactlyOne;
  const given = Object.keys(input);
  const strange = given.filter((key) => !names.includes(key));
  if (strange.length > 0) return `there is no scope of the kind "${strange.join('", "')}": ${exactlyOne}`;
  if (given.length !== 1)
    return `${given.length === 0 ? "is empty" : `names ${given.join(" and ")}`}: ${exactlyOne}`;
  const [kind] = given as [keyof typeof kinds];
  const result = kinds[kind].safeParse((input as Record<string, unknown>)[kind]);
  return `${kind} ${result.error?.issues[0]?.message ?? "is not valid"}`;
}
