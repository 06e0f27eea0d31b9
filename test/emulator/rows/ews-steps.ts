import type { Recipient } from "../../../emulator/entities";
import { distinguished, getFolder, postEws, smtp, soapEnvelope } from "../../support/ews";
import type { EwsAccount, EwsAnswer } from "../../support/ews";
import type { RowContext } from "./context";

export const adele: EwsAccount = { username: "adele.vance@contoso.com", password: "Passw0rd-adele.vance" };
export const megan = "megan.bowen@contoso.com";
export const boardroom = "boardroom@contoso.com";
export const rainier = "room-rainier@contoso.com";

type Started = Pick<RowContext, "running">;

/** The recipient of an address; its account has the same Guid. */
export function recipient({ tenant }: Pick<RowContext, "tenant">, address: string): Recipient {
  const found = tenant.store.recipients.by("primarySmtpAddress", address);
  if (!found) throw new Error(`The seed has no ${address}.`);
  return found;
}

/** Lets Adele impersonate by an assignment with these parameters, or whomever they name. */
export async function assign(
  context: RowContext,
  parameters: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  const { error } = await context.invoke("New-ManagementRoleAssignment", {
    Role: "ApplicationImpersonation",
    ...(parameters.SecurityGroup === undefined && { User: "adele.vance" }),
    ...parameters,
  });
  if (error) throw new Error(`${error.type}: ${error.text}`);
}

export async function addRooms(context: RowContext): Promise<void> {
  const { error } = await context.invoke("New-ManagementScope", {
    Name: "ResourceMailboxes",
    RecipientRestrictionFilter: "RecipientTypeDetails -eq 'RoomMailbox'",
  });
  if (error) throw new Error(`${error.type}: ${error.text}`);
}

export const rooms = { CustomRecipientWriteScope: "ResourceMailboxes" };

/** Adele asks, impersonating whom the identifier names. */
export function askAs(context: Started, identifier: string, operation = getFolder()): Promise<EwsAnswer> {
  return ask(context, operation, [identifier]);
}

export function ask(
  context: Started,
  operation: string,
  connecting: readonly string[] = [],
  headers: Readonly<Record<string, string>> = {},
): Promise<EwsAnswer> {
  return postEws(context.running, adele, soapEnvelope(operation, { connecting }), headers);
}

/** The response code of opening the calendar of a mailbox under impersonation. */
export async function impersonating(context: Started, address: string): Promise<string | undefined> {
  return (await askAs(context, smtp(address))).codes[0];
}

/** The response code of opening another's calendar without impersonation. */
export async function opening(context: Started, address: string): Promise<string | undefined> {
  return (await ask(context, getFolder(distinguished("calendar", address)))).codes[0];
}
