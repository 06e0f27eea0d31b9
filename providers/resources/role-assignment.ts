import type * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import { ExchangeResource, type ArgsOf } from "../dynamic/resource";
import { objectName } from "./object-name";

const reference = (what: string): z.ZodString =>
  z
    .string({ error: `must be ${what}, a text` })
    .trim()
    .min(1, `must be ${what}; an empty text would reach everything`);

/** Exactly one of these. What is not named is not possible by accident: there is no default reach. */
const scopeKinds = {
  managementScope: reference("a management scope's id or name"),
  group: reference("a group's id, name or distinguished name"),
  administrativeUnit: z.guid({ error: "must be the administrative unit's object id, a GUID" }),
  organizationWide: z.literal(true, { error: "can only be true; to bound the grant, name a scope instead" }),
};

const scopeSchema = z
  .union(
    [
      /** The recipients of a management scope: its `id`, or its name. */
      z.strictObject({ managementScope: scopeKinds.managementScope }),
      /** The direct members of a group. */
      z.strictObject({ group: scopeKinds.group }),
      /** The members of an administrative unit in Entra. */
      z.strictObject({ administrativeUnit: scopeKinds.administrativeUnit }),
      /** Every mailbox of the organisation. */
      z.strictObject({ organizationWide: scopeKinds.organizationWide }),
    ],
    { error: (issue) => explainScope(issue.input) },
  )
  .describe("The mailboxes that the grant reaches.");

export const roleAssignmentSchema = z.object({
  /**
   * The assignment's name, up to 64 characters. Another one replaces the assignment, and with a gap in access: the old
   * one must go first. Leave it out, and replacements exist before what they replace.
   * @default the resource's Pulumi name with a short hash
   */
  name: objectName.optional(),
  /** The role's name, for example `Application Calendars.ReadWrite`. Another one replaces the assignment. */
  role: z
    .string({ error: "must be a role's name, a text" })
    .trim()
    .min(1, "must be a role's name")
    .refine((role) => !/[*?[\]]/.test(role), "contains *, ?, [ or ], which Exchange reads as a pattern"),
  /**
   * The application that gets the role: the `id` or `objectId` of its ServicePrincipal, or its application id. Another
   * application replaces the assignment.
   */
  app: z.guid({ error: "must be the id, objectId or appId of a ServicePrincipal, a GUID" }),
  /**
   * Which mailboxes the grant reaches: exactly one of `{ managementScope }`, `{ group }`, `{ administrativeUnit }` or
   * `{ organizationWide: true }`. Changes in place within a kind; another kind replaces the assignment.
   */
  scope: scopeSchema,
  /**
   * Whether the grant is in force. It can be switched off later, but not created switched off: Exchange has no such
   * parameter, and the grant would be in force for a moment.
   * @default true
   */
  enabled: z.boolean({ error: "must be true or false" }).default(true),
  /**
   * Takes an existing assignment of the same name under control instead of creating one. It must be exactly as
   * declared: adopting writes nothing.
   * @default false
   */
  adopt: z.boolean({ error: "must be true or false" }).optional(),
});

export type RoleAssignmentArgs = ArgsOf<typeof roleAssignmentSchema>;

/**
 * A grant: an application may do what a role allows, in the mailboxes of one scope. Grants of one application add up,
 * with one another and with consents in Entra.
 *
 * @see https://learn.microsoft.com/exchange/permissions-exo/application-rbac
 */
export class RoleAssignment extends ExchangeResource {
  declare readonly name: pulumi.Output<string>;
  declare readonly role: pulumi.Output<string>;
  declare readonly app: pulumi.Output<string>;
  declare readonly scope: pulumi.Output<z.output<typeof scopeSchema>>;
  declare readonly enabled: pulumi.Output<boolean>;
  /** The assignment's Guid, also its `id`. */
  declare readonly guid: pulumi.Output<string>;
  /** The Guid of the organisation that the assignment is in. */
  declare readonly organizationGuid: pulumi.Output<string>;
  /** Every id by which Exchange knows the application. */
  declare readonly appIdentities: pulumi.Output<string[]>;
  /** Every id and name by which Exchange knows the scope. */
  declare readonly scopeIdentities: pulumi.Output<string[]>;

  constructor(name: string, args: RoleAssignmentArgs, options?: pulumi.CustomResourceOptions) {
    const outputs = ["name", "guid", "organizationGuid", "appIdentities", "scopeIdentities"];
    super("RoleAssignment", name, args, outputs, options);
  }
}

function explainScope(input: unknown): string {
  const kinds = Object.keys(scopeKinds);
  const exactlyOne = `give exactly one of ${kinds.map((kind) => `{ ${kind} }`).join(", ")}`;
  if (typeof input !== "object" || input === null || Array.isArray(input)) return exactlyOne;
  const given = Object.keys(input);
  const strange = given.filter((key) => !kinds.includes(key));
  if (strange.length > 0) return `there is no scope of the kind "${strange.join('", "')}": ${exactlyOne}`;
  if (given.length !== 1)
    return `${given.length === 0 ? "is empty" : `names ${given.join(" and ")}`}: ${exactlyOne}`;
  const [kind] = given as [keyof typeof scopeKinds];
  const result = scopeKinds[kind].safeParse((input as Record<string, unknown>)[kind]);
  return `${kind} ${result.error?.issues[0]?.message ?? "is not valid"}`;
}
