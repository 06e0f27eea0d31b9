import { describe, expect, it } from "vitest";
import { distinguished, getFolder } from "../../support/ews";
import { freshTenant } from "../cmdlets/fresh-tenant";
import { ask, assign, boardroom, impersonating, megan, recipient } from "../rows/ews-steps";

const context = freshTenant("onPremises");

function folderIds(text: string): string[] {
  return [...text.matchAll(/<t:FolderId Id="([^"]+)"/g)].map(([, id = ""]) => id);
}

describe("GetFolder", () => {
  it("answers for the caller's own mailbox, with the server's version in the header", async () => {
    const { status, headers, text, codes } = await ask(context, getFolder());
    expect([status, headers["content-type"], codes]).toEqual([200, "text/xml; charset=utf-8", ["NoError"]]);
    expect(text).toMatch(
      /<s:Header><h:ServerVersionInfo MajorVersion="15" MinorVersion="2" MajorBuildNumber="\d+" MinorBuildNumber="\d+" Version="V\d+_\d+_\d+" xmlns:h="http:\/\/schemas.microsoft.com\/exchange\/services\/2006\/types"\/><\/s:Header>/,
    );
    expect(text).toMatch(
      /<m:GetFolderResponseMessage ResponseClass="Success"><m:ResponseCode>NoError<\/m:ResponseCode><m:Folders><t:CalendarFolder><t:FolderId Id="AAMk[^"]+" ChangeKey="[^"]+"\/><\/t:CalendarFolder><\/m:Folders>/,
    );
  });

  it("shows as much of a folder as the shape asks for", async () => {
    const shown = async (shape: string, id = "calendar") => {
      const { text } = await ask(context, getFolder(distinguished(id), shape));
      const folder = /<m:Folders>(.*)<\/m:Folders>/.exec(text)?.[1] ?? "";
      return [...folder.matchAll(/<t:([A-Z]\w+)/g)].map(([, name]) => name);
    };
    const counts = ["DisplayName", "TotalCount", "ChildFolderCount"];
    expect(await shown("IdOnly")).toEqual(["CalendarFolder", "FolderId"]);
    expect(await shown("Default")).toEqual(["CalendarFolder", "FolderId", ...counts]);
    expect(await shown("Default", "inbox")).toEqual(["Folder", "FolderId", ...counts, "UnreadCount"]);
    expect((await shown("AllProperties")).slice(0, 4)).toEqual([
      "CalendarFolder",
      "FolderId",
      "ParentFolderId",
      "FolderClass",
    ]);
  });

  it("counts what is in a folder", async () => {
    const { text } = await ask(
      context,
      getFolder(distinguished("calendar") + distinguished("inbox"), "Default"),
    );
    expect([...text.matchAll(/<t:TotalCount>(\d+)</g)].map(([, count]) => count)).toEqual(["4", "0"]);
  });

  it("adds the properties that are asked for one by one", async () => {
    const shape =
      "<m:FolderShape><t:BaseShape>IdOnly</t:BaseShape><t:AdditionalProperties>" +
      '<t:FieldURI FieldURI="folder:DisplayName"/><t:FieldURI FieldURI="folder:FolderClass"/>' +
      '<t:ExtendedFieldURI PropertyTag="0x3613" PropertyType="String"/></t:AdditionalProperties></m:FolderShape>';
    const { text } = await ask(
      context,
      `<m:GetFolder>${shape}<m:FolderIds>${distinguished("calendar")}</m:FolderIds></m:GetFolder>`,
    );
    expect(text).toContain(
      "<t:FolderClass>IPF.Appointment</t:FolderClass><t:DisplayName>Calendar</t:DisplayName></t:CalendarFolder>",
    );
  });

  it("answers each folder on its own: one that fails does not hinder the others", async () => {
    const ids = [
      distinguished("inbox"),
      distinguished("calendar", megan),
      distinguished("calendar", "nobody@contoso.com"),
      '<t:FolderId Id="AAA="/>',
      '<t:FolderId Id=""/>',
      distinguished("archiveroot"),
      distinguished("calendar"),
    ];
    const { status, text, codes } = await ask(context, getFolder(ids.join("")));
    expect(status).toBe(200);
    expect(codes).toEqual([
      "NoError",
      "ErrorAccessDenied",
      "ErrorNonExistentMailbox",
      "ErrorInvalidIdMalformed",
      "ErrorInvalidIdEmpty",
      "ErrorFolderNotFound",
      "NoError",
    ]);
    expect(text).toContain('<t:Value Name="SmtpAddress">nobody@contoso.com</t:Value>');
    expect(text).toMatch(
      /ResponseClass="Error"><m:MessageText>[^<]+<\/m:MessageText><m:ResponseCode>ErrorAccessDenied<\/m:ResponseCode><m:DescriptiveLinkKey>0<\/m:DescriptiveLinkKey><m:Folders\/>/,
    );
  });

  it("finds a folder again by its FolderId, for whoever may open its mailbox", async () => {
    await assign(context);
    const room = `<t:PrimarySmtpAddress>${boardroom}</t:PrimarySmtpAddress>`;
    const [id = ""] = folderIds((await ask(context, getFolder(), [room])).text);
    const byId = getFolder(`<t:FolderId Id="${id}" ChangeKey="AQAAAA=="/>`, "Default");
    const again = await ask(context, byId, [room]);
    expect(again.codes).toEqual(["NoError"]);
    expect(again.text).toContain("<t:DisplayName>Calendar</t:DisplayName>");
    expect((await ask(context, byId)).codes).toEqual(["ErrorAccessDenied"]);
  });

  it("opens another's folder by FullAccess, a group's included, unless it is denied", async () => {
    const { recipients, groups } = context.tenant.store;
    const codes = async () => (await ask(context, getFolder(distinguished("calendar", megan)))).codes;
    const give = (User: string | undefined, Deny = false) =>
      context.invoke("Add-MailboxPermission", { Identity: megan, User, Deny, AccessRights: ["FullAccess"] });
    const group = recipients.find(
      ({ recipientTypeDetails }) => recipientTypeDetails === "MailUniversalSecurityGroup",
    );
    await give(group?.primarySmtpAddress);
    expect(await codes()).toEqual(["ErrorAccessDenied"]);
    const members = groups.get(group?.guid ?? "")?.members ?? [];
    const { guid } = recipient(context, "adele.vance@contoso.com");
    groups.update(group?.guid ?? "", { members: [...members, guid] });
    expect(await codes()).toEqual(["NoError"]);
    groups.update(group?.guid ?? "", { members });
    await give("adele.vance@contoso.com");
    expect(await codes()).toEqual(["NoError"]);
    await give("adele.vance@contoso.com", true);
    expect(await codes()).toEqual(["ErrorAccessDenied"]);
  });

  it("opens by FullAccess later than it is given, by the permission cache", async () => {
    context.tenant.faults.set({ permissionCache: { milliseconds: 1000 } });
    await context.invoke("Add-MailboxPermission", {
      Identity: megan,
      User: "adele.vance@contoso.com",
      AccessRights: ["FullAccess"],
    });
    const codes = async () => (await ask(context, getFolder(distinguished("calendar", megan)))).codes;
    expect(await codes()).toEqual(["ErrorAccessDenied"]);
    context.tenant.clock.advance(1000);
    expect(await codes()).toEqual(["NoError"]);
  });

  it("gives no impersonation by FullAccess, and no folder without impersonation by the role", async () => {
    await context.invoke("Add-MailboxPermission", {
      Identity: boardroom,
      User: "adele.vance@contoso.com",
      AccessRights: ["FullAccess"],
    });
    expect(await impersonating(context, boardroom)).toBe("ErrorImpersonateUserDenied");
    await assign(context);
    expect((await ask(context, getFolder(distinguished("calendar", megan)))).codes).toEqual([
      "ErrorAccessDenied",
    ]);
  });
});

describe("FindFolder", () => {
  const findFolder = (traversal: string, more = "") =>
    `<m:FindFolder Traversal="${traversal}"><m:FolderShape><t:BaseShape>Default</t:BaseShape></m:FolderShape>${more}` +
    `<m:ParentFolderIds>${distinguished("root")}</m:ParentFolderIds></m:FindFolder>`;
  const names = (text: string) => [...text.matchAll(/<t:DisplayName>([^<]+)</g)].map(([, name]) => name);

  it("lists the folders of a folder, and at any depth", async () => {
    const shallow = await ask(context, findFolder("Shallow"));
    expect(names(shallow.text)).toContain("Top of Information Store");
    expect(names(shallow.text)).not.toContain("Calendar");
    const deep = names((await ask(context, findFolder("Deep"))).text);
    expect(deep).toEqual(expect.arrayContaining(["Top of Information Store", "Calendar", "Inbox"]));
  });

  it("pages by index", async () => {
    const all = names((await ask(context, findFolder("Deep"))).text);
    const view = (offset: number) =>
      `<m:IndexedPageFolderView MaxEntriesReturned="7" Offset="${offset}" BasePoint="Beginning"/>`;
    const first = await ask(context, findFolder("Deep", view(0)));
    expect(first.text).toContain(
      `IndexedPagingOffset="7" TotalItemsInView="${all.length}" IncludesLastItemInRange="false"`,
    );
    const rest = await ask(context, findFolder("Deep", view(14)));
    expect(rest.text).toContain('IncludesLastItemInRange="true"');
    expect([...names(first.text), ...all.slice(7, 14), ...names(rest.text)]).toEqual(all);
  });
});
