import { Hono } from "hono";
import type { Caller } from "../directory/access-token";
import { GraphError } from "../directory/graph/graph-error";
import type { GraphContext, GraphEnv } from "../directory/graph/graph-env";
import { respondWithEntity, respondWithList } from "../directory/graph/query";
import type { Recipient } from "../entities";
import type { Tenant } from "../tenant";
import { holdsAnything, mayOpen } from "./mailbox-access";

const readsCalendar = ["Calendars.Read", "Calendars.ReadWrite", "Calendars.ReadBasic"];
const readsSettings = ["MailboxSettings.Read", "MailboxSettings.ReadWrite"];

/** Other people's and rooms' mailboxes, as an application reads them through Graph. They hold no events. */
export function mailboxRoutes(tenant: Tenant): Hono<GraphEnv> {
  const routes = new Hono<GraphEnv>();
  const open = (context: GraphContext, id: string, anyOf: readonly string[]) =>
    openMailbox(tenant, context.get("caller"), id, anyOf);

  routes.get("/users/:id/calendar", (context) => {
    const mailbox = open(context, context.req.param("id"), readsCalendar);
    return respondWithEntity(context, { name: `users('${mailbox.guid}')/calendar` }, calendar(mailbox));
  });

  for (const path of ["/users/:id/events", "/users/:id/calendar/events"] as const) {
    routes.get(path, (context) => {
      const mailbox = open(context, context.req.param("id"), readsCalendar);
      return respondWithList(context, { name: `users('${mailbox.guid}')/events`, pageSize: 10 }, []);
    });
  }

  for (const path of ["/users/:id/calendarView", "/users/:id/calendar/calendarView"] as const) {
    routes.get(path, (context) => {
      const mailbox = open(context, context.req.param("id"), readsCalendar);
      const { startDateTime, endDateTime } = context.req.query();
      if (!startDateTime || !endDateTime) {
        const text =
          "This request requires a time window specified by the query string parameters StartDateTime and EndDateTime.";
        throw new GraphError(400, "ErrorInvalidParameter", text);
      }
      return respondWithList(context, { name: `users('${mailbox.guid}')/calendarView`, pageSize: 10 }, []);
    });
  }

  routes.get("/users/:id/mailboxSettings", (context) => {
    const mailbox = open(context, context.req.param("id"), readsSettings);
    return respondWithEntity(
      context,
      { name: `users('${mailbox.guid}')/mailboxSettings` },
      settings(mailbox),
    );
  });

  return routes;
}

/** Throws what Graph answers where the mailbox does not open. */
function openMailbox(tenant: Tenant, caller: Caller, id: string, anyOf: readonly string[]): Recipient {
  const looksUpFirst = tenant.behaviours.on("missing-mailbox-before-access");
  if (!looksUpFirst && !holdsAnything(tenant, caller, anyOf)) throw accessDenied();
  const mailbox = findMailbox(tenant, id);
  if (!mayOpen(tenant, caller, mailbox, anyOf)) throw accessDenied();
  return mailbox;
}

/** By the user's id or UPN, or by any of the mailbox's addresses. */
function findMailbox(tenant: Tenant, key: string): Recipient {
  const wanted = key.toLowerCase();
  const recipient = tenant.store.recipients.find(
    ({ externalDirectoryObjectId, userPrincipalName, emailAddresses }) =>
      externalDirectoryObjectId?.toLowerCase() === wanted ||
      userPrincipalName?.toLowerCase() === wanted ||
      emailAddresses.some((address) => address.toLowerCase() === `smtp:${wanted}`),
  );
  if (recipient?.recipientType === "UserMailbox") return recipient;
  const isUser = tenant.store.users.get(key) ?? tenant.store.users.by("userPrincipalName", key);
  if (!isUser) throw new GraphError(404, "ErrorInvalidUser", `The requested user '${key}' is invalid.`);
  const text = "The mailbox is either inactive, soft-deleted, or is hosted on-premise.";
  throw new GraphError(404, "MailboxNotEnabledForRESTAPI", text);
}

function accessDenied(): GraphError {
  return new GraphError(403, "ErrorAccessDenied", "Access is denied. Check credentials and try again.");
}

function calendar({ guid, displayName, primarySmtpAddress }: Recipient): Record<string, unknown> {
  return {
    id: Buffer.from(`calendar:${guid}`).toString("base64url"),
    name: "Calendar",
    color: "auto",
    isDefaultCalendar: true,
    canEdit: true,
    owner: { name: displayName, address: primarySmtpAddress },
  };
}

function settings({ recipientTypeDetails }: Recipient): Record<string, unknown> {
  return {
    timeZone: "UTC",
    language: { locale: "en-US", displayName: "English (United States)" },
    userPurpose: userPurposes[recipientTypeDetails] ?? "user",
  };
}

const userPurposes: Readonly<Record<string, string | undefined>> = {
  RoomMailbox: "room",
  EquipmentMailbox: "equipment",
  SharedMailbox: "shared",
};
