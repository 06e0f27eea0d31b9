import { expect } from "vitest";
import { calendarView, distinguished, getFolder, postEws, smtp, soapEnvelope } from "../../support/ews";
import { adele, ask, askAs, assign, boardroom, impersonating, megan, opening, recipient } from "./ews-steps";
import type { RowCheck } from "./context";

const legacy = { username: "CONTOSO\\svc-legacy", password: "Svc-Legacy-2026!" };

/** What Exchange Web Services of an on-premises organisation do. */
export const onPremisesRows: Readonly<Record<string, RowCheck>> = {
  "organization-ews-enabled": async (context) => {
    expect((await ask(context, getFolder())).status).toBe(200);
    await context.invoke("Set-OrganizationConfig", { EwsEnabled: false });
    expect((await ask(context, getFolder())).status).toBe(403);
    await context.invoke("Set-OrganizationConfig", { EwsEnabled: true });
    expect((await ask(context, getFolder())).status).toBe(200);
  },
  "mailbox-ews-enabled": async (context) => {
    const { guid, attributes } = recipient(context, "adele.vance@contoso.com");
    context.tenant.store.recipients.update(guid, { attributes: { ...attributes, ewsEnabled: false } });
    expect((await ask(context, getFolder())).status).toBe(403);
  },
  "ews-policy-of-impersonated": async (context) => {
    await assign(context);
    const { guid, attributes } = recipient(context, boardroom);
    context.tenant.store.recipients.update(guid, { attributes: { ...attributes, ewsEnabled: false } });
    expect(await impersonating(context, boardroom)).toBeUndefined();
    expect(await impersonating(context, megan)).toBe("NoError");
  },
  "ews-application-access-policy": async (context) => {
    const status = async (agent: string) =>
      (await ask(context, getFolder(), [], { "user-agent": agent })).status;
    await context.invoke("Set-OrganizationConfig", {
      EwsApplicationAccessPolicy: "EnforceBlockList",
      EwsBlockList: ["Booking/*"],
    });
    expect([await status("Booking/1.0"), await status("Other/1.0")]).toEqual([403, 200]);
    await context.invoke("Set-OrganizationConfig", {
      EwsApplicationAccessPolicy: "EnforceAllowList",
      EwsAllowList: ["Booking/*"],
    });
    expect([await status("Booking/1.0"), await status("Other/1.0")]).toEqual([200, 403]);
  },
  "ews-faults-are-500": async (context) => {
    const { status, text } = await askAs(context, smtp(megan));
    expect([status, text]).toEqual([
      500,
      expect.stringContaining(">a:ErrorImpersonateUserDenied</faultcode>") as unknown,
    ]);
  },
  "own-mailbox-opens": async (context) => {
    expect((await ask(context, getFolder())).codes).toEqual(["NoError"]);
    expect(await opening(context, "adele.vance@contoso.com")).toBe("NoError");
  },
  "ews-content-type": async (context) => {
    const form = { "content-type": "application/x-www-form-urlencoded" };
    expect((await ask(context, getFolder(), [], form)).status).toBe(415);
    expect((await ask(context, getFolder(), [], { "content-type": "Text/XML" })).status).toBe(200);
  },
  "ews-server-version": async ({ running }) => {
    const answer = async (version: string) =>
      (await postEws(running, adele, soapEnvelope(getFolder(), { version }))).codes;
    expect(await answer("Exchange2016")).toEqual(["NoError"]);
    expect(await answer("Exchange2099")).toEqual(["ErrorInvalidServerVersion"]);
  },
  "busy-server-says-how-long": async (context) => {
    context.tenant.faults.set({ ews: { errors: [{ code: "ErrorServerBusy", backOffMilliseconds: 4321 }] } });
    const { status, codes, text } = await ask(context, getFolder());
    expect([status, codes]).toEqual([500, ["ErrorServerBusy"]]);
    expect(text).toMatch(/<t:Value Name="BackOffMilliseconds">4321<\/t:Value>/);
  },
  "folder-names-need-mailbox": async ({ running }) => {
    const { status, codes } = await postEws(running, legacy, soapEnvelope(getFolder()));
    expect([status, codes]).toEqual([200, ["ErrorMissingEmailAddress"]]);
  },
  "primary-address-demanded": async (context) => {
    await assign(context);
    const { guid, emailAddresses } = recipient(context, boardroom);
    context.tenant.store.recipients.update(guid, {
      emailAddresses: [...emailAddresses, "smtp:board@contoso.com"],
    });
    expect(await impersonating(context, "board@contoso.com")).toBe("ErrorNonPrimarySmtpAddress");
    const { codes, text } = await ask(context, getFolder(distinguished("calendar", "board@contoso.com")));
    expect(codes).toEqual(["ErrorNonPrimarySmtpAddress"]);
    expect(text).toContain(`<t:Value Name="Primary">${boardroom}</t:Value>`);
  },
  "others-folders-access-denied": async (context) => {
    expect(await opening(context, megan)).toBe("ErrorAccessDenied");
  },
  "calendar-view-needs-calendar": async (context) => {
    const view = { ...span, folder: distinguished("inbox") };
    const { codes } = await ask(context, calendarView(view));
    expect(codes).toEqual(["ErrorCalendarFolderIsInvalidForCalendarView"]);
  },
  "calendar-view-two-years": async (context) => {
    const codes = async (end: string) => (await ask(context, calendarView({ ...span, end }))).codes;
    expect(await codes("2028-01-01T00:00:00Z")).toEqual(["NoError"]);
    expect(await codes("2028-01-01T00:00:01Z")).toEqual(["ErrorCalendarViewRangeTooBig"]);
  },
  "calendar-view-end-code": async (context) => {
    const { codes } = await ask(context, calendarView({ ...span, end: "2025-12-31T00:00:00Z" }));
    expect(codes).toEqual(["ErrorCalendarEndDateIsEarlierThanStartDate"]);
  },
};

const span = { start: "2026-01-01T00:00:00Z", end: "2026-01-08T00:00:00Z" };
