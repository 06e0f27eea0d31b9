import { request } from "undici";
import type { RunningTenant } from "../../emulator";

/** An account of the on-premises seed, by name and password. */
export interface EwsAccount {
  readonly username: string;
  readonly password: string;
}

export interface EwsAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
  /** Of the fault, or of each response message. */
  readonly codes: readonly string[];
}

/** Sends a body to Exchange Web Services as a plain client would. */
export async function postEws(
  running: RunningTenant,
  as: EwsAccount,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<EwsAnswer> {
  const answer = await request(`${running.url}/EWS/Exchange.asmx`, {
    method: "POST",
    headers: {
      authorization: `Basic ${Buffer.from(`${as.username}:${as.password}`).toString("base64")}`,
      "content-type": "text/xml; charset=utf-8",
      ...headers,
    },
    body,
  });
  const text = await answer.body.text();
  const codes = [...text.matchAll(/<[a-z]:ResponseCode[^>]*>([^<]*)</g)].map(([, code = ""]) => code);
  return { status: answer.statusCode, headers: answer.headers, text, codes };
}

export interface SoapOptions {
  /** What is in ConnectingSID; several make several headers. */
  readonly connecting?: readonly string[];
  readonly version?: string;
}

/** A SOAP request with the prefixes of the vendor's own examples. */
export function soapEnvelope(operation: string, { connecting = [], version }: SoapOptions = {}): string {
  const impersonations = connecting.map(
    (identifier) =>
      `<t:ExchangeImpersonation><t:ConnectingSID>${identifier}</t:ConnectingSID></t:ExchangeImpersonation>`,
  );
  return `<?xml version="1.0" encoding="utf-8"?>
<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"
  xmlns:t="http://schemas.microsoft.com/exchange/services/2006/types"
  xmlns:m="http://schemas.microsoft.com/exchange/services/2006/messages">
 <soap:Header><t:RequestServerVersion Version="${version ?? "Exchange2013_SP1"}"/>${impersonations.join("")}</soap:Header>
 <soap:Body>${operation}</soap:Body>
</soap:Envelope>`;
}

export function smtp(address: string): string {
  return `<t:PrimarySmtpAddress>${address}</t:PrimarySmtpAddress>`;
}

/** A folder by its name, in the caller's mailbox or in another's. */
export function distinguished(id: string, mailbox?: string): string {
  const inner =
    mailbox === undefined ? "" : `<t:Mailbox><t:EmailAddress>${mailbox}</t:EmailAddress></t:Mailbox>`;
  return `<t:DistinguishedFolderId Id="${id}">${inner}</t:DistinguishedFolderId>`;
}

export function getFolder(ids: string = distinguished("calendar"), shape = "IdOnly"): string {
  return `<m:GetFolder><m:FolderShape><t:BaseShape>${shape}</t:BaseShape></m:FolderShape><m:FolderIds>${ids}</m:FolderIds></m:GetFolder>`;
}

export interface FindOptions {
  readonly start: string;
  readonly end: string;
  readonly most?: number;
  readonly shape?: string;
  readonly folder?: string;
}

export function calendarView({ start, end, most, shape = "Default", folder }: FindOptions): string {
  const max = most === undefined ? "" : ` MaxEntriesReturned="${most}"`;
  return (
    `<m:FindItem Traversal="Shallow"><m:ItemShape><t:BaseShape>${shape}</t:BaseShape></m:ItemShape>` +
    `<m:CalendarView${max} StartDate="${start}" EndDate="${end}"/>` +
    `<m:ParentFolderIds>${folder ?? distinguished("calendar")}</m:ParentFolderIds></m:FindItem>`
  );
}
