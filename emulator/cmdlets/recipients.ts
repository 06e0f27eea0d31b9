import { readFilter } from "../access/filters";
import { recipientProperties } from "../access/recipient-properties";
import type { Account, Recipient } from "../entities";
import { matches, OpathError } from "../opath";
import type { BoundFilter } from "../opath";
import type { Tenant } from "../tenant";
import type { Cmdlet, Invocation } from "./cmdlet";
import { text, texts } from "./cmdlet";
import { invalidFilter, notPlayed } from "./cmdlet-error";
import { select } from "./identity";
import { mailboxDatabase } from "./mailbox-databases";
import { limited } from "./result-size";
import { recipientRootName } from "./management-scope-filter";
import { mailboxOnTheWire, recipientKeys, recipientOnTheWire } from "./recipients-on-the-wire";
import type { WireObject } from "./wire";

const partial =
  "Identity, Anr, Filter, RecipientType, RecipientTypeDetails, OrganizationalUnit, SortBy and, on-premises, Database and ResultSize, which is the client's affair over REST.";

export const recipientCmdlets: readonly Cmdlet[] = [
  { name: "Get-Mailbox", run: getMailbox, partial },
  { name: "Get-Recipient", run: getRecipient, partial },
  { name: "Get-User", run: getUser, partial },
];

function getMailbox(invocation: Invocation): WireObject[] {
  const mailboxes = invocation
    .view("recipients", "reads")
    .filter(({ exchangeGuid }) => exchangeGuid !== null);
  refuse(invocation, [
    "Archive",
    "GroupMailbox",
    "InactiveMailboxOnly",
    "PublicFolder",
    "SoftDeletedMailbox",
    "MailboxPlan",
    "Server",
  ]);
  const accounts = accountsSeen(invocation);
  return chosen(invocation, mailboxes).map((mailbox) =>
    mailboxOnTheWire(invocation.tenant, mailbox, accounts.get(mailbox.guid)),
  );
}

function getRecipient(invocation: Invocation): WireObject[] {
  refuse(invocation, ["RecipientPreviewFilter", "BookmarkDisplayName", "Capabilities", "AuthenticationType"]);
  const recipients = invocation
    .view("recipients", "reads")
    .filter((each) => each.recipientType !== "User" && each.recipientType !== "Group");
  return chosen(invocation, recipients).map((recipient) => recipientOnTheWire(invocation.tenant, recipient));
}

/** Users with a mailbox and without one. */
function getUser(invocation: Invocation): WireObject[] {
  const users = invocation.view("recipients", "reads").filter((each) => each.userPrincipalName !== null);
  const { tenant } = invocation;
  const accounts = accountsSeen(invocation);
  return chosen(invocation, users).map((user) => ({
    ...recipientOnTheWire(tenant, user),
    ...accountOnTheWire(tenant, user, accounts.get(user.guid)),
  }));
}

/** On-premises the account lies on the same domain controller as the rest of the user. */
function accountsSeen(invocation: Invocation): ReadonlyMap<string, Account> {
  return new Map(invocation.view("accounts", "reads").map((account) => [account.guid, account]));
}

function accountOnTheWire(tenant: Tenant, user: Recipient, account: Account | undefined): WireObject {
  if (!account) {
    const { accountEnabled } = tenant.store.users.get(user.externalDirectoryObjectId ?? "") ?? {};
    return { AccountDisabled: accountEnabled === false };
  }
  return {
    AccountDisabled: !account.enabled,
    RemotePowerShellEnabled: account.remotePowerShellEnabled,
    ResetPasswordOnNextLogon: account.mustChangePassword,
    Sid: account.sid,
    UserAccountControl: account.enabled ? "NormalAccount" : "AccountDisabled, NormalAccount",
  };
}

/** The recipients that the parameters common to these cmdlets ask for. */
export function chosen(invocation: Invocation, recipients: readonly Recipient[]): readonly Recipient[] {
  const { tenant } = invocation;
  const filter = filterOf(invocation);
  const details = lowerCase(texts(invocation, "RecipientTypeDetails"));
  const types = lowerCase(texts(invocation, "RecipientType"));
  const unit = text(invocation, "OrganizationalUnit");
  const root = unit === undefined ? undefined : `,${recipientRootName(tenant, unit)}`.toLowerCase();
  const anr = text(invocation, "Anr")?.toLowerCase();
  const found = select(tenant, recipients, text(invocation, "Identity"), recipientKeys)
    .filter((recipient) => !details || details.has(recipient.recipientTypeDetails.toLowerCase()))
    .filter((recipient) => !types || types.has(recipient.recipientType.toLowerCase()))
    .filter((recipient) => !root || recipient.distinguishedName.toLowerCase().endsWith(root))
    .filter(
      (recipient) => !anr || ambiguousNames(recipient).some((name) => name.toLowerCase().startsWith(anr)),
    )
    .filter((recipient) => !filter || matches(filter, recipientProperties(tenant, recipient)));
  return limited(invocation, sorted(tenant, inDatabase(invocation, found), text(invocation, "SortBy")));
}

function inDatabase(invocation: Invocation, recipients: readonly Recipient[]): readonly Recipient[] {
  const name = text(invocation, "Database");
  if (name === undefined) return recipients;
  const wanted = mailboxDatabase(invocation.tenant, name);
  return recipients.filter(({ database }) => database === wanted);
}

function filterOf(invocation: Invocation): BoundFilter | undefined {
  const filter = text(invocation, "Filter");
  if (filter === undefined || filter.trim() === "") return undefined;
  try {
    return readFilter(invocation.tenant, filter);
  } catch (error) {
    if (error instanceof OpathError) throw invalidFilter(error.kind, error.message);
    throw error;
  }
}

/** Documented: ambiguous name resolution looks at the names, the alias and the start of the address. */
function ambiguousNames({ name, displayName, alias, primarySmtpAddress, attributes }: Recipient): string[] {
  const { firstName, lastName } = attributes;
  return [name, displayName, alias, primarySmtpAddress, firstName, lastName].filter(
    (one) => typeof one === "string",
  );
}

function sorted(
  tenant: Tenant,
  recipients: readonly Recipient[],
  property: string | undefined,
): readonly Recipient[] {
  if (property === undefined) return recipients;
  const value = (recipient: Recipient) => {
    const found = Object.entries(recipientProperties(tenant, recipient)).find(
      ([name]) => name.toLowerCase() === property.toLowerCase(),
    );
    return typeof found?.[1] === "string" ? found[1] : "";
  };
  return [...recipients].sort((one, other) => value(one).localeCompare(value(other), "en"));
}

function lowerCase(values: readonly string[] | undefined): Set<string> | undefined {
  return (
    values && new Set(values.flatMap((value) => value.split(",")).map((value) => value.trim().toLowerCase()))
  );
}

/** Better no answer than one that ignores what was asked. */
export function refuse({ values }: Invocation, parameters: readonly string[]): void {
  const asked = parameters.find(
    (parameter) => values[parameter] !== undefined && values[parameter] !== false,
  );
  if (asked !== undefined) throw notPlayed(`the parameter ${asked}`);
}
