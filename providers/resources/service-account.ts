import * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import { ExchangeResource, type ArgsOf } from "../dynamic/resource";
import { onPremisesProperties, text, yesOrNo } from "./on-premises-account";

export const serviceAccountSchema = z.object({
  /**
   * The sign-in name, in a domain of the organisation (on-premises: with a suffix of the forest). Changes in place; the
   * mailbox keeps its addresses.
   */
  userPrincipalName: text
    .trim()
    .max(113, "is longer than 113 characters, the most that Entra takes")
    .regex(
      /^[A-Za-z0-9'._!#^~-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$/,
      "must be a sign-in name like room-booking@contoso.com: letters, digits and ' . - _ ! # ^ ~ before the @, 64 at most",
    )
    .refine((name) => !/^\.|\.@|\.\./.test(name), "has a dot where Entra takes none"),
  /** The name that people see. Changes in place. */
  displayName: text.trim().min(1, "must not be empty").max(256, "is longer than 256 characters"),
  /**
   * The mail alias. Changes in place; left out, it is not managed, and a new account gets the part of the sign-in name
   * before the @.
   */
  mailNickname: text
    .max(64, "is longer than 64 characters")
    .regex(
      /^[\x21-\x7e]+$/,
      "must be of plain characters without spaces; leave it out for the part before the @",
    )
    .refine((name) => !/[@()\\[\]";:<>,]/.test(name), 'contains one of @ ( ) \\ [ ] " ; : < > ,')
    .optional(),
  /**
   * The country in which the account is used, two letters: licences depend on it. Changes in place; left out, it is not
   * managed. Online alone, as are all properties about licences.
   */
  usageLocation: text
    .trim()
    .regex(/^[A-Za-z]{2}$/, "must be a country's two letters (ISO 3166), for example US")
    .transform((country) => country.toUpperCase())
    .optional(),
  /**
   * Licences, each by its part number (`EXCHANGESTANDARD`) or SKU id. Changes in place: one that is taken out of the list
   * is taken from the account. Left out, licences are not managed.
   */
  licenses: z
    .array(text.trim().min(1, "must not be empty"), { error: "must be a list of part numbers or SKU ids" })
    .refine(
      (names) => new Set(names.map((name) => name.toLowerCase())).size === names.length,
      "names a licence twice",
    )
    .optional(),
  /**
   * `additive`: other licences of the account are left alone. `exact`: they are taken away, unless they come from a group.
   * @default additive
   */
  licensesMode: z.enum(["additive", "exact"], { error: "must be additive or exact" }).default("additive"),
  /**
   * Lets an update take the licence away that carries the mailbox. Exchange then disconnects the mailbox, and deletes it
   * after 30 days.
   * @default false
   */
  allowMailboxRemoval: yesOrNo.optional(),
  /**
   * Whether the account can sign in. Changes in place online, and not at all on-premises, where only Active Directory's own
   * cmdlets do it; left out, it is not managed, and a new account can.
   */
  accountEnabled: yesOrNo.optional(),
  /**
   * The password, a secret whatever is given. Changes in place, and is not to be changed at the next sign-in. Left out, a
   * new account gets a generated one, and later it is left as it is.
   */
  password: text
    .min(8, "is shorter than the 8 characters that a password needs")
    .max(256, "is longer than 256 characters")
    .optional(),
  /**
   * Keeps the password from expiring. Changes in place. Online alone.
   * @default true
   */
  disablePasswordExpiration: yesOrNo.default(true),
  /**
   * Waits up to so many minutes until Exchange shows the account's mailbox, usually less than 30 after a licence was
   * assigned, at times a day. Left out, nothing is waited for. Online alone: on-premises the mailbox is there at once.
   */
  waitForMailboxMinutes: z
    .number({ error: "must be a number of minutes" })
    .int("must be a whole number of minutes")
    .min(1, "must be at least a minute; leave it out to wait for nothing")
    .max(1440, "is longer than a day")
    .optional(),
  /**
   * Takes an existing account of the same name under control instead of creating one. It must be exactly as declared:
   * adopting writes nothing. An adopted account stays when the resource is deleted.
   * @default false
   */
  adopt: yesOrNo.optional(),
  /**
   * Restores a deleted account of the same name, with its mailbox, instead of refusing to create another beside it. It is
   * then brought to what is declared, with a new password. Online alone.
   * @default false
   */
  restoreDeleted: yesOrNo.optional(),
  /**
   * Deletes the account for good, and its mailbox with it, when the resource is deleted. Otherwise both can be restored for
   * 30 days. Online alone.
   * @default false
   */
  purgeOnDelete: yesOrNo.optional(),
  ...onPremisesProperties,
});

export type ServiceAccountArgs = ArgsOf<typeof serviceAccountSchema>;

/**
 * An account with a mailbox for a service. Online it is a user in Entra, with the licences that give it a mailbox;
 * on-premises a user in Active Directory with a mailbox. Nothing replaces it: what can change changes in place.
 *
 * @see https://learn.microsoft.com/graph/api/resources/user
 * @see https://learn.microsoft.com/powershell/module/exchangepowershell/new-mailbox
 */
export class ServiceAccount extends ExchangeResource {
  declare readonly userPrincipalName: pulumi.Output<string>;
  declare readonly displayName: pulumi.Output<string>;
  /** The password that was given or generated, as a secret; `undefined` for an adopted account. */
  declare readonly password: pulumi.Output<string | undefined>;
  /** The primary mail address, once there is a mailbox. */
  declare readonly mail: pulumi.Output<string | undefined>;
  /** The account's object id in Entra, on-premises its Guid in Active Directory; also its `id`. */
  declare readonly guid: pulumi.Output<string>;
  /** The Guid of the organisation that the account is in. */
  declare readonly organizationGuid: pulumi.Output<string>;

  constructor(name: string, args: ServiceAccountArgs, options?: pulumi.CustomResourceOptions) {
    const password = args.password === undefined ? {} : { password: pulumi.secret(args.password) };
    super(
      "ServiceAccount",
      name,
      { ...args, ...password },
      ["password", "mail", "guid", "organizationGuid"],
      pulumi.mergeOptions(options, { additionalSecretOutputs: ["password"] }),
    );
  }
}
