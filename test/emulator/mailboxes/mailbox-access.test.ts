import { describe, expect, it } from "vitest";
import type { RunningTenant } from "../../../emulator";
import { roomBooking, tenantId } from "../../support/seed";
import { accessToken, consent, exchangeScope, graph, graphScope } from "../../support/sign-in";
import { startTestTenant } from "../../support/tenant";

const room = "room-adams@contoso.example";
const person = "megan.bowen@contoso.example";

async function invoke(running: RunningTenant, cmdlet: string, parameters: Record<string, unknown>) {
  const { status, body } = await graph(
    running,
    await accessToken(running, exchangeScope),
    `/adminapi/beta/${tenantId}/InvokeCommand`,
    { method: "POST", body: { CmdletInput: { CmdletName: cmdlet, Parameters: parameters } } },
  );
  if (status !== 200) throw new Error(JSON.stringify(body));
}

/** The vendor's application may use the calendars of rooms. */
async function grantRooms(running: RunningTenant): Promise<void> {
  await invoke(running, "New-ServicePrincipal", {
    AppId: roomBooking.appId,
    ObjectId: roomBooking.servicePrincipalId,
    DisplayName: "Contoso Room Booking",
  });
  await invoke(running, "New-ManagementScope", {
    Name: "Rooms",
    RecipientRestrictionFilter: "RecipientTypeDetails -eq 'RoomMailbox'",
  });
  await invoke(running, "New-ManagementRoleAssignment", {
    App: roomBooking.servicePrincipalId,
    Role: "Application Calendars.ReadWrite",
    CustomResourceScope: "Rooms",
  });
}

async function readCalendar(running: RunningTenant, mailbox: string, path = "calendar") {
  return graph(
    running,
    await accessToken(running, graphScope, roomBooking),
    `/v1.0/users/${mailbox}/${path}`,
  );
}

describe("a calendar read by an application", () => {
  it("is refused without any grant", async () => {
    const running = await startTestTenant();
    const { status, body } = await readCalendar(running, room);
    expect(status).toBe(403);
    expect(body.error).toMatchObject({
      code: "ErrorAccessDenied",
      message: "Access is denied. Check credentials and try again.",
    });
  });

  it("opens what a scoped grant holds, and nothing else", async () => {
    const running = await startTestTenant();
    await grantRooms(running);
    const view = "calendarView?startDateTime=2026-01-01&endDateTime=2026-01-02";
    for (const path of ["calendar", "calendar/events", "events", view, `calendar/${view}`]) {
      expect((await readCalendar(running, room, path)).status).toBe(200);
      expect((await readCalendar(running, person, path)).status).toBe(403);
    }
    expect((await readCalendar(running, room, "mailboxSettings")).status).toBe(403);
  });

  it("opens everything as soon as a tenant-wide consent stands beside the grant", async () => {
    const running = await startTestTenant();
    await grantRooms(running);
    consent(running, roomBooking.servicePrincipalId, "Calendars.Read");
    expect((await readCalendar(running, person)).status).toBe(200);
  });

  it("follows a change of grants as late as the permission cache says", async () => {
    const running = await startTestTenant();
    running.tenant.faults.set({ permissionCache: { milliseconds: 1_800_000 } });
    await grantRooms(running);
    expect((await readCalendar(running, room)).status).toBe(403);
    running.tenant.clock.advance(1_800_000);
    expect((await readCalendar(running, room)).status).toBe(200);
  });

  it("tells an address that nobody has from a user without a mailbox", async () => {
    const running = await startTestTenant();
    consent(running, roomBooking.servicePrincipalId, "Calendars.Read");
    const nobody = await readCalendar(running, "nobody@contoso.example");
    expect(nobody).toMatchObject({ status: 404, body: { error: { code: "ErrorInvalidUser" } } });
    const group = await readCalendar(running, "bookable-rooms@contoso.example");
    expect(group).toMatchObject({ status: 404, body: { error: { code: "ErrorInvalidUser" } } });
    const withoutMailbox = await readCalendar(running, "admin@contoso.example");
    expect(withoutMailbox).toMatchObject({
      status: 404,
      body: { error: { code: "MailboxNotEnabledForRESTAPI" } },
    });
  });

  it("finds a mailbox by id, UPN and address, in any case", async () => {
    const running = await startTestTenant();
    consent(running, roomBooking.servicePrincipalId, "Calendars.Read");
    const recipient = running.tenant.store.recipients.by("primarySmtpAddress", room);
    for (const key of [
      recipient?.externalDirectoryObjectId ?? "",
      recipient?.userPrincipalName ?? "",
      room.toUpperCase(),
    ]) {
      expect((await readCalendar(running, key)).body.owner).toMatchObject({
        address: recipient?.primarySmtpAddress,
      });
    }
  });

  it("wants a time window for a calendar view", async () => {
    const running = await startTestTenant();
    consent(running, roomBooking.servicePrincipalId, "Calendars.Read");
    const { status, body } = await readCalendar(running, room, "calendarView");
    expect({ status, code: body.error?.code }).toEqual({ status: 400, code: "ErrorInvalidParameter" });
  });
});

describe("mailbox settings", () => {
  it("need a permission of their own and tell what the mailbox is for", async () => {
    const running = await startTestTenant();
    consent(running, roomBooking.servicePrincipalId, "MailboxSettings.Read");
    const { status, body } = await readCalendar(running, room, "mailboxSettings");
    expect({ status, userPurpose: body.userPurpose }).toEqual({ status: 200, userPurpose: "room" });
    expect((await readCalendar(running, room)).status).toBe(403);
  });
});
