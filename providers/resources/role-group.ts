import type * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import { ExchangeResource, type ArgsOf, type InputOf } from "../dynamic/resource";
import { grantScopeSchema, reference, type RecipientScope } from "./grant-scope-schema";
import { objectName } from "./object-name";
import { wideningProperties } from "./widened";

/** Display names are not accepted: they need not be unique, and change. */
const person = z
  .string({ error: "must be a text" })
  .trim()
  .refine(
    (text) => /^[^\s@]+@[^\s@]+$/.test(text) || isDomainName(text) || z.guid().safeParse(text).success,
    "must be a user principal name, an SMTP address or a Guid; a display name could be somebody else's",
  );

/** `DOMAIN\name`, which names one account or group of Active Directory. */
export function isDomainName(text: string): boolean {
  return /^[^\\\s@]+\\[^\\*]+$/.test(text);
}

export const roleGroupSchema = z.object({
  /**
   * The group's name, up to 64 characters. Changes in place.
   * @default the resource's Pulumi name with a short hash
   */
  name: objectName.optional(),
  /** What the group is for. Changes in place; left out, it is not managed. */
  description: z
    .string({ error: "must be a text" })
    .min(1, "must not be empty; leave it out instead")
    .optional(),
  /**
   * Who may change the members: role groups or users. Changes in place; left out, it is not managed, and a new group gets
   * Organization Management.
   */
  managedBy: z
    .array(reference("a role group's id or name, or a user's principal name"), {
      error: "must be a list of role groups and users",
    })
    .min(1, "must name somebody: Exchange does not let a group be without managers")
    .optional(),
  /**
   * The group's roles, each with its reach. Given, this resource is their only owner: other roles are taken away. Left
   * out, roles are not touched, so that RoleAssignments to the group can own them.
   */
  roles: z
    .array(
      z.strictObject(
        {
          /** The role's name. */
          role: reference("a role's name"),
          /** Which recipients the role reaches. Only a role that reaches no mailbox can do without. */
          scope: grantScopeSchema.optional(),
        },
        {
          error: ({ code }) =>
            code === "invalid_type" ? "must be a role, { role: …, scope: … }" : undefined,
        },
      ),
      { error: "must be a list of roles, { role: …, scope: … } each" },
    )
    .optional(),
  /** User principal names, addresses or Guids; on-premises also `DOMAIN\name`. Left out, members are not touched. */
  members: z
    .array(person, { error: "must be a list of user principal names, addresses or Guids" })
    .optional(),
  /**
   * `exact`: nobody else is a member. `additive`: other members are left alone.
   * @default exact
   */
  membersMode: z.enum(["exact", "additive"], { error: "must be exact or additive" }).default("exact"),
  ...wideningProperties,
  /**
   * Takes an existing group of the same name under control instead of creating one. It must be exactly as declared:
   * adopting writes nothing.
   * @default false
   */
  adopt: z.boolean({ error: "must be true or false" }).optional(),
});

/** A role of a group, with its reach. */
export interface RoleGroupRole {
  role: string;
  scope?: RecipientScope;
}

export type RoleGroupArgs = Omit<ArgsOf<typeof roleGroupSchema>, "roles" | "widenedBy"> & {
  roles?: InputOf<RoleGroupRole[]>;
};

/**
 * A role group: people who have the same roles. Members, roles and their reach change in place.
 *
 * @see https://learn.microsoft.com/powershell/module/exchangepowershell/new-rolegroup
 */
export class RoleGroup extends ExchangeResource {
  declare readonly name: pulumi.Output<string>;
  declare readonly description: pulumi.Output<string | undefined>;
  declare readonly managedBy: pulumi.Output<string[] | undefined>;
  declare readonly roles: pulumi.Output<RoleGroupRole[] | undefined>;
  declare readonly members: pulumi.Output<string[] | undefined>;
  declare readonly membersMode: pulumi.Output<"exact" | "additive">;
  declare readonly mayBeWidenedBy: pulumi.Output<string[] | undefined>;
  /** Grants that give members the same role over more than the group's scope, and that mayBeWidenedBy does not accept. */
  declare readonly widenedBy: pulumi.Output<string[] | undefined>;
  /** The group's Guid, also its `id`. */
  declare readonly guid: pulumi.Output<string>;
  /** The Guid of the organisation that the group is in. */
  declare readonly organizationGuid: pulumi.Output<string>;

  constructor(name: string, args: RoleGroupArgs = {}, options?: pulumi.CustomResourceOptions) {
    const outputs = [
      "name",
      "guid",
      "organizationGuid",
      "memberIdentities",
      "managerIdentities",
      "roleIdentities",
      "widenedBy",
    ];
    super("RoleGroup", name, args, outputs, options);
  }
}
