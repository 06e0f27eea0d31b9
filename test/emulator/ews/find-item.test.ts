import { describe, expect, it } from "vitest";
import { calendarView, distinguished, smtp } from "../../support/ews";
import { freshTenant } from "../cmdlets/fresh-tenant";
import { ask, assign, boardroom, recipient } from "../rows/ews-steps";

const context = freshTenant("onPremises");
const day = 24 * 60 * 60 * 1000;

function midnight(days = 0): string {
  return new Date((Math.floor(context.tenant.clock.now() / day) + days) * day).toISOString();
}

function subjects(text: string): (string | undefined)[] {
  return [...text.matchAll(/<t:Subject>([^<]*)</g)].map(([, subject]) => subject);
}

describe("FindItem with a CalendarView", () => {
  it("shows the items of a span in their order, of the impersonated mailbox", async () => {
    await assign(context);
    const view = calendarView({ start: midnight(), end: midnight(1) });
    const { codes, text } = await ask(context, view, [smtp(boardroom)]);
    expect(codes).toEqual(["NoError"]);
    expect(text).toContain('<m:RootFolder TotalItemsInView="2" IncludesLastItemInRange="true">');
    expect(subjects(text)).toEqual(["Morning stand-up", "Design review"]);
    expect(text).toContain(`<t:Start>${midnight().slice(0, 10)}T09:00:00Z</t:Start>`);
    expect(text).toContain("<t:Location>Board Room</t:Location>");
  });

  it("holds what overlaps the span: not what ends at its start or starts at its end", async () => {
    const [item] = context.tenant.store.calendarItems.filter(
      ({ mailbox, subject }) =>
        subject === "Design review" && mailbox === recipient(context, "adele.vance@contoso.com").exchangeGuid,
    );
    const found = async (start: string, end: string) =>
      subjects((await ask(context, calendarView({ start, end }))).text);
    const { start = "", end = "" } = item ?? {};
    const later = (time: string, milliseconds: number) =>
      new Date(Date.parse(time) + milliseconds).toISOString();
    expect(await found(end, later(end, 1000))).toEqual([]);
    expect(await found(later(start, -1000), start)).toEqual([]);
    expect(await found(later(end, -1000), end)).toEqual(["Design review"]);
    expect(await found(start, later(start, 1000))).toEqual(["Design review"]);
  });

  it("reads offsets from UTC, and a span of no length", async () => {
    const start = midnight().replace("T00:00:00.000Z", "T10:30:00+02:00");
    const end = midnight().replace("T00:00:00.000Z", "T11:00:00+02:00");
    expect(subjects((await ask(context, calendarView({ start, end }))).text)).toEqual([]);
    const earlier = midnight().replace("T00:00:00.000Z", "T11:10:00+02:00");
    expect(subjects((await ask(context, calendarView({ start, end: earlier }))).text)).toEqual([
      "Morning stand-up",
    ]);
    expect((await ask(context, calendarView({ start, end: start }))).codes).toEqual(["NoError"]);
  });

  it("gives no more items than MaxEntriesReturned, and says so", async () => {
    const { text } = await ask(context, calendarView({ start: midnight(), end: midnight(7), most: 3 }));
    expect(subjects(text)).toHaveLength(3);
    expect(text).toContain('<m:RootFolder TotalItemsInView="4" IncludesLastItemInRange="false">');
    const none = await ask(context, calendarView({ start: midnight(), end: midnight(7), most: 0 }));
    expect(none.codes).toEqual(["ErrorInvalidPagingMaxRows"]);
  });

  it("names the organizer without an address, which GetItem shows", async () => {
    const { text } = await ask(context, calendarView({ start: midnight(), end: midnight(1) }));
    expect(text).toContain("<t:Organizer><t:Mailbox><t:Name>Adele Vance</t:Name></t:Mailbox></t:Organizer>");
    const id = /<t:ItemId Id="([^"]+)"/.exec(text)?.[1] ?? "";
    const item = await ask(context, getItem(`<t:ItemId Id="${id}"/>`));
    expect(item.text).toContain("<t:EmailAddress>adele.vance@contoso.com</t:EmailAddress>");
    expect(item.text).toContain("<t:Subject>Morning stand-up</t:Subject>");
  });

  it("shows ids alone, and what is asked for besides", async () => {
    const ids = await ask(context, calendarView({ start: midnight(), end: midnight(1), shape: "IdOnly" }));
    expect(ids.text).toMatch(
      /<t:CalendarItem><t:ItemId Id="AAMk[^"]+" ChangeKey="[^"]+"\/><\/t:CalendarItem>/,
    );
  });
});

describe("FindItem without a view", () => {
  const findItem = (folder: string, more = "") =>
    '<m:FindItem Traversal="Shallow"><m:ItemShape><t:BaseShape>Default</t:BaseShape></m:ItemShape>' +
    `${more}<m:ParentFolderIds>${distinguished(folder)}</m:ParentFolderIds></m:FindItem>`;

  it("lists a calendar, in pages if it is asked to, and nothing in other folders", async () => {
    expect(subjects((await ask(context, findItem("calendar"))).text)).toHaveLength(4);
    expect(subjects((await ask(context, findItem("inbox"))).text)).toHaveLength(0);
    const page = '<m:IndexedPageItemView MaxEntriesReturned="1" Offset="1" BasePoint="End"/>';
    const { text } = await ask(context, findItem("calendar", page));
    expect(subjects(text)).toEqual(["Planning"]);
    expect(text).toContain('IncludesLastItemInRange="false"');
  });

  it("refuses a filter rather than ignoring it", async () => {
    const { status, codes } = await ask(
      context,
      findItem(
        "calendar",
        '<m:Restriction><t:Exists><t:FieldURI FieldURI="item:Subject"/></t:Exists></m:Restriction>',
      ),
    );
    expect([status, codes]).toEqual([500, ["ErrorInvalidOperation"]]);
  });
});

describe("GetItem", () => {
  it("tells malformed, foreign and unknown ids apart", async () => {
    const { text } = await ask(context, calendarView({ start: midnight(), end: midnight(1) }));
    const own = /<t:ItemId Id="([^"]+)"/.exec(text)?.[1] ?? "";
    await assign(context);
    const view = await ask(context, calendarView({ start: midnight(), end: midnight(1) }), [smtp(boardroom)]);
    const foreign = /<t:ItemId Id="([^"]+)"/.exec(view.text)?.[1] ?? "";
    const [kind = "", mailbox = "", item = ""] = parts(own);
    const ids = [
      own,
      foreign,
      fromParts(kind, mailbox, "00000000-0000-4000-8000-000000000000"),
      // The own mailbox with an item of another's.
      fromParts(kind, mailbox, parts(foreign)[2] ?? ""),
      fromParts(kind.replace("item", "folder"), mailbox, item),
      "AAA=",
      `${own}=`,
    ];
    const named = ids.map((id) => `<t:ItemId Id="${id}"/>`).join("");
    expect((await ask(context, getItem(named))).codes).toEqual([
      "NoError",
      "ErrorAccessDenied",
      "ErrorItemNotFound",
      "ErrorItemNotFound",
      "ErrorCannotUseFolderIdForItemId",
      "ErrorInvalidIdMalformed",
      "ErrorInvalidIdMalformed",
    ]);
  });
});

/** What an id of the tenant's is made of. */
function parts(id: string): string[] {
  return Buffer.from(id, "base64").toString("latin1").split(":");
}

function fromParts(...each: readonly string[]): string {
  return Buffer.from(each.join(":"), "latin1").toString("base64");
}

describe("a calendar", () => {
  it("is in the store, the same for the same mailbox, and gone from the view when it is removed there", async () => {
    const { calendarItems } = context.tenant.store;
    const before = calendarItems.all().map(({ id }) => id);
    context.running.reset();
    expect(calendarItems.all().map(({ id }) => id)).toEqual(before);
    for (const { id } of calendarItems.all()) calendarItems.remove(id);
    expect(
      subjects((await ask(context, calendarView({ start: midnight(), end: midnight(7) }))).text),
    ).toEqual([]);
  });
});

function getItem(ids: string): string {
  return `<m:GetItem><m:ItemShape><t:BaseShape>Default</t:BaseShape></m:ItemShape><m:ItemIds>${ids}</m:ItemIds></m:GetItem>`;
}
