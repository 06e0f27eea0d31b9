/** What is in mailboxes. */
export interface CalendarItem {
  readonly id: string;
  /** The mailbox's ExchangeGuid: a mailbox that is connected again brings its calendar along. */
  readonly mailbox: string;
  readonly subject: string;
  /** ISO 8601, UTC. */
  readonly start: string;
  readonly end: string;
  readonly location: string | null;
  readonly organizer: { readonly name: string; readonly address: string };
  readonly isAllDay: boolean;
  readonly freeBusyStatus: "Free" | "Tentative" | "Busy" | "OOF" | "NoData";
  readonly body: string;
  readonly lastModified: string;
}

export interface MailboxEntities {
  calendarItems: CalendarItem;
}
