import type * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import { ExchangeResource, type ArgsOf } from "../dynamic/resource";
import { objectName } from "./object-name";

export const managementScopeSchema = z.object({
  /**
   * The scope's name, up to 64 characters. A change renames it in place; grants on it follow.
   * @default the resource's Pulumi name with a short hash
   */
  name: objectName.optional(),
  /**
   * Which recipients are in the scope: an OPATH filter, for example `RecipientTypeDetails -eq 'RoomMailbox'`. Compared
   * by meaning, so that Exchange's own spelling of it is no difference. Changes apply to every grant on the scope.
   * @see https://learn.microsoft.com/powershell/exchange/recipient-filters
   */
  recipientRestrictionFilter: z.string({ error: "must be an OPATH filter, a text" }),
  /** The organizational unit below which the filter looks: its canonical name, distinguished name or name. */
  recipientRoot: z
    .string({ error: "must be the name of an organizational unit, a text" })
    .trim()
    .min(1, "must not be empty; leave it out for the whole organisation")
    .refine(
      (root) => !z.guid().safeParse(root).success,
      "is a Guid; give the canonical or distinguished name, which is what Exchange answers with",
    )
    .optional(),
  /**
   * An exclusive scope takes everybody else's access to its recipients away, at the moment it is created. Applications
   * are not bound by it. Cannot be changed later.
   * @default false
   */
  exclusive: z.boolean({ error: "must be true or false" }).default(false),
  /**
   * Takes an existing scope of the same name under control instead of creating one. It must be exactly as declared:
   * adopting writes nothing.
   * @default false
   */
  adopt: z.boolean({ error: "must be true or false" }).optional(),
});

export type ManagementScopeArgs = ArgsOf<typeof managementScopeSchema>;

/**
 * A set of recipients, given by a filter, to which a role assignment can be restricted.
 *
 * @see https://learn.microsoft.com/powershell/module/exchangepowershell/new-managementscope
 */
export class ManagementScope extends ExchangeResource {
  declare readonly name: pulumi.Output<string>;
  declare readonly recipientRestrictionFilter: pulumi.Output<string>;
  declare readonly recipientRoot: pulumi.Output<string | undefined>;
  declare readonly exclusive: pulumi.Output<boolean>;
  /** The scope's Guid, also its `id`. */
  declare readonly guid: pulumi.Output<string>;
  /** The Guid of the organisation that the scope is in. */
  declare readonly organizationGuid: pulumi.Output<string>;
  /** The filter as Exchange writes it. */
  declare readonly recipientFilter: pulumi.Output<string>;

  constructor(name: string, args: ManagementScopeArgs, options?: pulumi.CustomResourceOptions) {
    super("ManagementScope", name, args, ["name", "guid", "organizationGuid", "recipientFilter"], options);
  }
}
