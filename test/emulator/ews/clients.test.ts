import { request } from "undici";
import { beforeEach, describe, expect, it } from "vitest";
import { freshTenant } from "../cmdlets/fresh-tenant";
import { addRooms, assign, boardroom, megan, rooms } from "../rows/ews-steps";

const context = freshTenant("onPremises");
const types = "http://schemas.microsoft.com/exchange/services/2006/types";
const messages = "http://schemas.microsoft.com/exchange/services/2006/messages";
const soap = "http://schemas.xmlsoap.org/soap/envelope/";

interface Client {
  readonly name: string;
  readonly headers: Readonly<Record<string, string>>;
  /** A request for the calendar of the mailbox under impersonation, as this client writes it. */
  readonly body: (mailbox: string) => string;
}

/** The first three as recorded from the clients, with fewer properties asked for; the others as people write them. */
const clients: readonly Client[] = [
  {
    name: "exchangelib 5.6",
    headers: { "user-agent": "exchangelib/5.6.0 (python-requests/2.34.2)", accept: "*/*" },
    body: (mailbox) =>
      `<?xml version='1.0' encoding='utf-8'?>\n<s:Envelope xmlns:s="${soap}" xmlns:m="${messages}" xmlns:t="${types}"><s:Header><t:RequestServerVersion Version="Exchange2016"/><t:ExchangeImpersonation><t:ConnectingSID><t:PrimarySmtpAddress>${mailbox}</t:PrimarySmtpAddress></t:ConnectingSID></t:ExchangeImpersonation><t:TimeZoneContext><t:TimeZoneDefinition Id="UTC"/></t:TimeZoneContext></s:Header><s:Body><m:GetFolder><m:FolderShape><t:BaseShape>IdOnly</t:BaseShape><t:AdditionalProperties><t:FieldURI FieldURI="folder:ChildFolderCount"/><t:FieldURI FieldURI="folder:DisplayName"/><t:FieldURI FieldURI="folder:PermissionSet"/></t:AdditionalProperties></m:FolderShape><m:FolderIds><t:DistinguishedFolderId Id="calendar"><t:Mailbox><t:EmailAddress>${mailbox}</t:EmailAddress><t:RoutingType>SMTP</t:RoutingType><t:MailboxType>Mailbox</t:MailboxType></t:Mailbox></t:DistinguishedFolderId></m:FolderIds></m:GetFolder></s:Body></s:Envelope>`,
  },
  {
    name: "ews-javascript-api 0.15",
    headers: { accept: "text/xml", "user-agent": "axios/1.21.1" },
    body: (mailbox) =>
      `<soap:Envelope xmlns:soap="${soap}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:m="${messages}" xmlns:t="${types}"><soap:Header><t:RequestServerVersion Version="Exchange2013_SP1"></t:RequestServerVersion><t:ExchangeImpersonation><t:ConnectingSID><t:SmtpAddress>${mailbox}</t:SmtpAddress></t:ConnectingSID></t:ExchangeImpersonation></soap:Header><soap:Body><m:GetFolder><m:FolderShape><t:BaseShape>AllProperties</t:BaseShape></m:FolderShape><m:FolderIds><t:DistinguishedFolderId Id="calendar"></t:DistinguishedFolderId></m:FolderIds></m:GetFolder></soap:Body></soap:Envelope>`,
  },
  {
    name: "EWS Java API 2.0, and the EWS Managed API that it is made after",
    headers: { accept: "text/xml", "user-agent": "ExchangeServicesClient/0.0.0.0" },
    body: (mailbox) =>
      `<?xml version="1.0" encoding="utf-8"?><soap:Envelope xmlns:soap="${soap}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:m="${messages}" xmlns:t="${types}"><soap:Header><t:RequestServerVersion Version="Exchange2010_SP2"></t:RequestServerVersion><t:ExchangeImpersonation><t:ConnectingSID><t:PrincipalName>${mailbox}</t:PrincipalName></t:ConnectingSID></t:ExchangeImpersonation></soap:Header><soap:Body><m:FindItem Traversal="Shallow"><m:ItemShape><t:BaseShape>AllProperties</t:BaseShape></m:ItemShape><m:CalendarView StartDate="2026-11-23T14:55:58Z" EndDate="2026-11-28T14:55:58Z"></m:CalendarView><m:ParentFolderIds><t:DistinguishedFolderId Id="calendar"></t:DistinguishedFolderId></m:ParentFolderIds></m:FindItem></soap:Body></soap:Envelope>`,
  },
  {
    name: "curl with a file after the vendor's examples",
    headers: { "user-agent": "curl/8.14.1", accept: "*/*" },
    body: (mailbox) => `<?xml version="1.0" encoding="utf-8"?>
<soap:Envelope xmlns:soap="${soap}" xmlns:t="${types}">
<soap:Header><t:ExchangeImpersonation><t:ConnectingSID><t:PrimarySmtpAddress>${mailbox}</t:PrimarySmtpAddress></t:ConnectingSID></t:ExchangeImpersonation></soap:Header>
<soap:Body><GetFolder xmlns="${messages}"><FolderShape><t:BaseShape>IdOnly</t:BaseShape></FolderShape><FolderIds><t:DistinguishedFolderId Id="calendar"/></FolderIds></GetFolder></soap:Body></soap:Envelope>
`,
  },
  {
    name: "PowerShell's Invoke-WebRequest with a here-string",
    headers: { soapaction: `"${messages}/GetFolder"`, "user-agent": "Mozilla/5.0 WindowsPowerShell/5.1" },
    body: (mailbox) =>
      `\uFEFF<?xml version="1.0" encoding="utf-8"?>\r\n<Envelope xmlns="${soap}">\r\n  <Header>\r\n    <RequestServerVersion xmlns="${types}" Version="Exchange2013" />\r\n    <ExchangeImpersonation xmlns="${types}">\r\n      <ConnectingSID>\r\n        <PrimarySmtpAddress>\r\n          ${mailbox}\r\n        </PrimarySmtpAddress>\r\n      </ConnectingSID>\r\n    </ExchangeImpersonation>\r\n  </Header>\r\n  <Body>\r\n    <!-- a room -->\r\n    <GetFolder xmlns="${messages}" xmlns:t="${types}">\r\n      <FolderShape><t:BaseShape>Default</t:BaseShape></FolderShape>\r\n      <FolderIds><t:DistinguishedFolderId Id='calendar' /></FolderIds>\r\n    </GetFolder>\r\n  </Body>\r\n</Envelope>\r\n`,
  },
  {
    name: "PHP's SoapClient",
    headers: { soapaction: `"${messages}/GetFolder"`, "user-agent": "PHP-SOAP-CURL" },
    body: (mailbox) =>
      `<?xml version="1.0" encoding="UTF-8"?>\n<SOAP-ENV:Envelope xmlns:SOAP-ENV="${soap}" xmlns:ns1="${types}" xmlns:ns2="${messages}"><SOAP-ENV:Header><ns1:RequestServerVersion Version="Exchange2010_SP1"/><ns1:ExchangeImpersonation><ns1:ConnectingSID><ns1:PrimarySmtpAddress>${mailbox}</ns1:PrimarySmtpAddress></ns1:ConnectingSID></ns1:ExchangeImpersonation></SOAP-ENV:Header><SOAP-ENV:Body><ns2:GetFolder><ns2:FolderShape><ns1:BaseShape>Default</ns1:BaseShape></ns2:FolderShape><ns2:FolderIds><ns1:DistinguishedFolderId Id="calendar"/></ns2:FolderIds></ns2:GetFolder></SOAP-ENV:Body></SOAP-ENV:Envelope>\n`,
  },
];

async function post({ headers, body }: Client, mailbox: string, authorization?: string) {
  const answer = await request(String(context.running.ewsUrl), {
    method: "POST",
    headers: {
      "content-type": "text/xml; charset=utf-8",
      "x-anchormailbox": mailbox,
      ...headers,
      ...(authorization !== undefined && { authorization }),
    },
    body: body(mailbox),
  });
  return { status: answer.statusCode, headers: answer.headers, text: await answer.body.text() };
}

describe.each(clients)("$name", (client) => {
  const basic = `Basic ${Buffer.from("CONTOSO\\adele.vance:Passw0rd-adele.vance").toString("base64")}`;

  beforeEach(async () => {
    await addRooms(context);
    await assign(context, rooms);
  });

  it("is challenged when it sends no credentials, and may then send the same again with them", async () => {
    const challenged = await post(client, boardroom);
    expect([challenged.status, challenged.headers["www-authenticate"]]).toEqual([
      401,
      expect.stringMatching(/^Basic realm="/) as unknown,
    ]);
    expect((await post(client, boardroom, basic)).status).toBe(200);
  });

  it("opens a room, and is told that a person is not for it", async () => {
    const room = await post(client, boardroom, basic);
    expect([room.status, room.text]).toEqual([
      200,
      expect.stringContaining("<m:ResponseCode>NoError</m:ResponseCode>") as unknown,
    ]);
    const person = await post(client, megan, basic);
    expect([person.status, person.text]).toEqual([
      500,
      expect.stringContaining(">a:ErrorImpersonateUserDenied</faultcode>") as unknown,
    ]);
  });
});
