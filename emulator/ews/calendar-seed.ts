import { timestamp } from "../clock";
import type { Clock } from "../clock";
import type { CalendarItem, Recipient } from "../entities";
import { derivedGuid } from "../guids";

const day = 24 * 60 * 60 * 1000;
const hour = day / 24;

/** What each mailbox of a seed has in its calendar, in days and hours from the seed's midnight, UTC. */
const meetings = [
  { subject: "Morning stand-up", days: 0, from: 9, hours: 0.5 },
  { subject: "Design review", days: 0, from: 13, hours: 1 },
  { subject: "Planning", days: 1, from: 10, hours: 1.5 },
  { subject: "Fire drill", days: 2, from: 0, hours: 24 },
];

/** The calendars of a seed's mailboxes: the same items for each, around the day of the seed. */
export function seedCalendarItems(recipients: readonly Recipient[], clock: Clock): CalendarItem[] {
  const midnight = Math.floor(clock.now() / day) * day;
  const moment = (days: number, hours: number) =>
    new Date(midnight + days * day + hours * hour).toISOString();
  return recipients.flatMap(({ exchangeGuid, displayName, primarySmtpAddress, recipientTypeDetails }) => {
    if (exchangeGuid === null) return [];
    return meetings.map(({ subject, days, from, hours }) => ({
      id: derivedGuid("calendar item", exchangeGuid, subject),
      mailbox: exchangeGuid,
      subject,
      start: moment(days, from),
      end: moment(days, from + hours),
      location: recipientTypeDetails === "RoomMailbox" ? displayName : null,
      organizer: { name: displayName, address: primarySmtpAddress },
      isAllDay: hours === 24,
      freeBusyStatus: hours === 24 ? ("Free" as const) : ("Busy" as const),
      body: "",
      lastModified: timestamp(clock),
    }));
  });
}
