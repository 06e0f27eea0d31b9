/**
 * The least that opens a mailbox: the id of its calendar, under impersonation. Free/busy answers without any right, and
 * nothing of what is in the mailbox is read.
 * https://learn.microsoft.com/exchange/client-developer/exchange-web-services/how-to-identify-the-account-to-impersonate
 */
export function calendarRequest(mailbox: string): string {
  return (
    '<?xml version="1.0" encoding="utf-8"?>' +
    '<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"' +
    ' xmlns:t="http://schemas.microsoft.com/exchange/services/2006/types"' +
    ' xmlns:m="http://schemas.microsoft.com/exchange/services/2006/messages">' +
    '<soap:Header><t:RequestServerVersion Version="Exchange2013_SP1"/><t:ExchangeImpersonation><t:ConnectingSID>' +
    `<t:PrimarySmtpAddress>${escaped(mailbox)}</t:PrimarySmtpAddress>` +
    "</t:ConnectingSID></t:ExchangeImpersonation></soap:Header><soap:Body><m:GetFolder>" +
    "<m:FolderShape><t:BaseShape>IdOnly</t:BaseShape></m:FolderShape>" +
    '<m:FolderIds><t:DistinguishedFolderId Id="calendar"/></m:FolderIds>' +
    "</m:GetFolder></soap:Body></soap:Envelope>"
  );
}

/** Whether a text can be a mailbox's address, and can be said in XML. */
export function isMailboxAddress(text: string): boolean {
  return /^[^\s@]+@[^\s@]+$/.test(text) && !/[\p{Control}\p{Surrogate}\uFFFE\uFFFF]/u.test(text);
}

/** What a header can hold. It only leads to the right server, so that it may be left out. */
export function anchorOf(mailbox: string): string | undefined {
  return /^[\x21-\x7e]+$/.test(mailbox) ? mailbox : undefined;
}

const entities: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
