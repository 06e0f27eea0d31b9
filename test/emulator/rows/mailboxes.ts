import { expect } from "vitest";
import { roomBooking } from "../../support/seed";
import { accessToken, consent, graph, graphScope } from "../../support/sign-in";
import type { RowCheck, RowContext } from "./context";

/** What an application meets at a mailbox, by the id of the behaviour. */
export const rows: Readonly<Record<string, RowCheck>> = {
  "consents-open-every-mailbox": async (context) => {
    await grantRooms(context);
    consent(context.running, roomBooking.servicePrincipalId, "Calendars.Read");
    expect(await calendarStatus(context, "megan.bowen@contoso.example")).toBe(200);
  },

  "grants-open-mailboxes": async (context) => {
    await grantRooms(context);
    expect(await calendarStatus(context, "room-adams@contoso.example")).toBe(200);
    expect(await calendarStatus(context, "megan.bowen@contoso.example")).toBe(403);
  },

  "missing-mailbox-before-access": async (context) => {
    expect(await calendarStatus(context, "nobody@contoso.example")).toBe(404);
  },
};

/** The vendor's application may use the calendars of rooms. */
async function grantRooms({ invoke }: RowContext): Promise<void> {
  const { appId, servicePrincipalId } = roomBooking;
  await invoke("New-ServicePrincipal", {
    AppId: appId,
    ObjectId: servicePrincipalId,
    DisplayName: "Room booking",
  });
  const RecipientRestrictionFilter = "RecipientTypeDetails -eq 'RoomMailbox'";
  await invoke("New-ManagementScope", { Name: "Rooms", RecipientRestrictionFilter });
  const Role = "Application Calendars.ReadWrite";
  await invoke("New-ManagementRoleAssignment", {
    App: servicePrincipalId,
    Role,
    CustomResourceScope: "Rooms",
  });
}

async function calendarStatus({ running }: RowContext, mailbox: string): Promise<number> {
  const token = await accessToken(running, graphScope, roomBooking);
  return (await graph(running, token, `/v1.0/users/${mailbox}/calendar`)).status;
}
