import { z } from "zod";

export const text = z.string({ error: "must be a text" });
export const yesOrNo = z.boolean({ error: "must be true or false" });

/** What a service account has on-premises alone. */
export const onPremisesProperties = {
  /**
   * The account's name before Windows 2000 (`CONTOSO\room-booking` without the domain). Changes in place; left out, it is
   * not managed, and Exchange makes one for a new account. On-premises alone.
   */
  samAccountName: text
    .max(20, "is longer than 20 characters, the most that Active Directory takes")
    .regex(/^[^"/\\[\]:;|=,+*?<>@\p{Cc}]*$/u, 'contains one of " / \\ [ ] : ; | = , + * ? < > @')
    .regex(/^(?! ).*[^ .]$/, "must not be empty, begin with a space, or end with a space or a dot")
    .optional(),
  /**
   * Where in Active Directory the account is: a canonical name (`contoso.com/Service Accounts`) or a distinguished name.
   * Cannot change, since no cmdlet of Exchange moves an account; left out, it is not managed, and a new account is made in
   * the domain's own container for users. On-premises alone.
   */
  organizationalUnit: text
    .trim()
    .regex(
      /^([^/=]+\.[^/=]+\/[^/].*|(OU|CN)=.+,\s*DC=.+)$/i,
      "must be a canonical name (contoso.com/Service Accounts) or a distinguished name (OU=Service Accounts,DC=contoso,DC=com): " +
        "a name alone can mean another unit",
    )
    .optional(),
  /**
   * Always true, and need not be given: it makes a mailbox that somebody disabled show as a difference, which an update
   * repairs with a new mailbox. On-premises alone.
   * @default true
   */
  mailboxEnabled: z
    .literal(true, { error: "can only be true: an account without a mailbox is not managed here" })
    .default(true),
  /**
   * Gives an existing user of this name a mailbox, instead of refusing to make another user beside it. The user is then
   * brought to what is declared, and keeps its password unless one is given. On-premises alone.
   */
  existingUser: z
    .literal("enableMailbox", { error: 'must be "enableMailbox"; leave it out to make a new user' })
    .optional(),
  /**
   * Whether the password must be changed at the next sign-in, which a service cannot do. Changes in place. On-premises
   * alone: online it never must.
   * @default false
   */
  resetPasswordOnNextLogon: yesOrNo.default(false),
  /**
   * Removes the user from Active Directory, with its mailbox, when the resource is deleted (`Remove-Mailbox`). Otherwise
   * only its mailbox is disabled (`Disable-Mailbox`), and the user stays. On-premises alone.
   * @default false
   */
  removeUserOnDelete: yesOrNo.optional(),
};
