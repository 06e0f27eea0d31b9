import type * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import { ExchangeResource, type ArgsOf, type InputOf } from "../dynamic/resource";
import {
  grantScopeSchema,
  reference,
  type ApplicationScope,
  type RecipientScope,
} from "./grant-scope-schema";
import { objectName } from "./object-name";
import { wideningProperties } from "./widened";

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
   * application replaces the assignment. Give exactly one of app, user and securityGroup.
   */
  app: z.guid({ error: "must be the id, objectId or appId of a ServicePrincipal, a GUID" }).optional(),
  /** The user who gets the role: user principal name or Guid. Another user replaces the assignment. */
  user: reference("a user's principal name or Guid").optional(),
  /** The role group or mail-enabled security group that gets the role: its id or name. Another one replaces the assignment. */
  securityGroup: reference("a group's id or name").optional(),
  /**
   * Which recipients the grant reaches: exactly one kind. Changes in place within a kind; for an application another kind
   * replaces the assignment.
   */
  scope: grantScopeSchema,
  /**
   * Whether the role may be handed on, in place of used. Another value replaces the assignment.
   * @default false
   */
  delegating: z.boolean({ error: "must be true or false" }).default(false),
  /**
   * Whether the grant is in force. It can be switched off later, but not created switched off: Exchange has no such
   * parameter, and the grant would be in force for a moment.
   * @default true
   */
  enabled: z.boolean({ error: "must be true or false" }).default(true),
  ...wideningProperties,
  /**
   * Takes an existing assignment of the same name under control instead of creating one. It must be exactly as
   * declared: adopting writes nothing.
   * @default false
   */
  adopt: z.boolean({ error: "must be true or false" }).optional(),
});

type Assigned<Kind extends "app" | "user" | "securityGroup", Scope> = {
  [K in Kind]: pulumi.Input<string>;
} & {
  [K in Exclude<"app" | "user" | "securityGroup", Kind>]?: never;
} & { /** Which recipients the grant reaches: exactly one kind. */ scope: InputOf<Scope> };

/** The arguments of a role assignment: one assignee, and a scope of a kind that Exchange has for it. */
export type RoleAssignmentArgs = Omit<
  ArgsOf<typeof roleAssignmentSchema>,
  "app" | "user" | "securityGroup" | "scope" | "widenedBy"
> &
  (
    | Assigned<"app", ApplicationScope>
    | Assigned<"user", RecipientScope>
    | Assigned<"securityGroup", RecipientScope>
  );

/**
 * A grant: an application, a user or a group may do what a role allows, to the recipients of one scope. Grants add up,
 * with one another and, for an application, with consents in Entra.
 *
 * @see https://learn.microsoft.com/exchange/permissions-exo/application-rbac
 */
export class RoleAssignment extends ExchangeResource {
  declare readonly name: pulumi.Output<string>;
  declare readonly role: pulumi.Output<string>;
  declare readonly app: pulumi.Output<string | undefined>;
  declare readonly user: pulumi.Output<string | undefined>;
  declare readonly securityGroup: pulumi.Output<string | undefined>;
  declare readonly scope: pulumi.Output<ApplicationScope | RecipientScope>;
  declare readonly delegating: pulumi.Output<boolean>;
  declare readonly enabled: pulumi.Output<boolean>;
  declare readonly mayBeWidenedBy: pulumi.Output<string[] | undefined>;
  /** Grants that give the assignee the same role over more than the scope, and that mayBeWidenedBy does not accept. */
  declare readonly widenedBy: pulumi.Output<string[] | undefined>;
  /** The assignment's Guid, also its `id`. */
  declare readonly guid: pulumi.Output<string>;
  /** The Guid of the organisation that the assignment is in. */
  declare readonly organizationGuid: pulumi.Output<string>;
  /** Every id and name by which Exchange knows the assignee. */
  declare readonly assigneeIdentities: pulumi.Output<string[]>;
  /** Every id and name by which Exchange knows the scope. */
  declare readonly scopeIdentities: pulumi.Output<string[]>;

  constructor(name: string, args: RoleAssignmentArgs, options?: pulumi.CustomResourceOptions) {
    const outputs = ["name", "guid", "organizationGuid", "assigneeIdentities", "scopeIdentities"].concat(
      "widenedBy",
    );
    super("RoleAssignment", name, args, outputs, options);
  }
}
