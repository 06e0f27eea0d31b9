import type * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import { ExchangeResource, type ArgsOf } from "../dynamic/resource";

const guid = (what: string): z.ZodType<string, string> =>
  z.guid({ error: `must be ${what}, a GUID` }).transform((text) => text.toLowerCase());

export const servicePrincipalSchema = z.object({
  /** The application (client) id of the enterprise application. Another one replaces the pointer. */
  appId: guid("the application (client) id"),
  /**
   * The object id of the *enterprise application* (the service principal in Entra), not of the app registration. Another
   * one replaces the pointer. With @pulumi/azuread: `servicePrincipal.objectId`.
   */
  objectId: guid("the object id of the enterprise application"),
  /**
   * The name that Exchange shows for it. Changes in place.
   * @default the resource's Pulumi name with a short hash
   */
  displayName: z
    .string({ error: "must be a text" })
    .trim()
    .min(1, "must not be empty; leave it out for a generated name")
    .max(256, "is longer than 256 characters")
    .optional(),
  /**
   * Takes an existing pointer to the same application under control instead of creating one. It must be exactly as
   * declared: adopting writes nothing. An adopted pointer stays when the resource is deleted.
   * @default false
   */
  adopt: z.boolean({ error: "must be true or false" }).optional(),
});

export type ServicePrincipalArgs = ArgsOf<typeof servicePrincipalSchema>;

/**
 * Exchange's pointer to an enterprise application in Entra: what RBAC for Applications grants roles to.
 *
 * @see https://learn.microsoft.com/powershell/module/exchangepowershell/new-serviceprincipal
 */
export class ServicePrincipal extends ExchangeResource {
  declare readonly appId: pulumi.Output<string>;
  declare readonly objectId: pulumi.Output<string>;
  declare readonly displayName: pulumi.Output<string>;
  /** The pointer's Guid in Exchange, also its `id`. */
  declare readonly guid: pulumi.Output<string>;
  /** The Guid of the organisation that the pointer is in. */
  declare readonly organizationGuid: pulumi.Output<string>;

  constructor(name: string, args: ServicePrincipalArgs, options?: pulumi.CustomResourceOptions) {
    super("ServicePrincipal", name, args, ["displayName", "guid", "organizationGuid"], options);
  }
}
