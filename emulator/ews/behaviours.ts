import type { Behaviour } from "../behaviours";

const surface = "POST /EWS/Exchange.asmx";

/** What the service itself does: requests, folders, calendars and policy. */
const serviceBehaviours: readonly Behaviour[] = [
  {
    id: "organization-ews-enabled",
    surface: "Set-OrganizationConfig",
    what: "EwsEnabled false closes Exchange Web Services of the whole organisation: 403.",
    label: "documented",
  },
  {
    id: "mailbox-ews-enabled",
    surface,
    what: "A mailbox whose EwsEnabled is false does not open: 403.",
    label: "documented",
  },
  {
    id: "ews-policy-of-impersonated",
    surface,
    what: "Under impersonation the EwsEnabled of the impersonated mailbox counts.",
    label: "assumed",
    alternative: "The caller's own counts.",
  },
  {
    id: "ews-application-access-policy",
    surface: "Set-OrganizationConfig",
    what: "EwsApplicationAccessPolicy lets clients in, or keeps them out, by the start of their User-Agent.",
    label: "documented",
  },
  {
    id: "ews-faults-are-500",
    surface,
    what: "What fails before the operation, such as the impersonation, is a SOAP fault with HTTP 500.",
    label: "captured",
  },
  {
    id: "own-mailbox-opens",
    surface,
    what: "An account opens its own mailbox, whatever roles it has.",
    label: "documented",
  },
  {
    id: "ews-content-type",
    surface,
    what: "A body that is not text/xml is answered 415.",
    label: "assumed",
    alternative: "Whatever the Content-Type says, the body is read.",
  },
  {
    id: "ews-server-version",
    surface,
    what: "A RequestServerVersion that is no version is ErrorInvalidServerVersion.",
    label: "documented",
  },
  {
    id: "busy-server-says-how-long",
    surface,
    what: "ErrorServerBusy carries BackOffMilliseconds.",
    label: "captured",
  },
  {
    id: "folder-names-need-mailbox",
    surface,
    what: "A folder by its name alone, asked for by an account without a mailbox, is ErrorMissingEmailAddress.",
    label: "documented",
  },
  {
    id: "primary-address-demanded",
    surface,
    what: "An address that is not the mailbox's primary one is ErrorNonPrimarySmtpAddress, and the answer names that.",
    label: "documented",
  },
  {
    id: "others-folders-access-denied",
    surface,
    what: "Another's folder is ErrorAccessDenied without impersonation and without FullAccess.",
    label: "assumed",
    alternative: "It is ErrorFolderNotFound.",
  },
  {
    id: "calendar-view-needs-calendar",
    surface,
    what: "CalendarView on another kind of folder is ErrorCalendarFolderIsInvalidForCalendarView.",
    label: "documented",
  },
  {
    id: "calendar-view-two-years",
    surface,
    what: "A CalendarView of more than two years is ErrorCalendarViewRangeTooBig.",
    label: "documented",
  },
  {
    id: "calendar-view-end-code",
    surface,
    what: "A CalendarView that ends before it starts is ErrorCalendarEndDateIsEarlierThanStartDate.",
    label: "assumed",
    alternative: "It is ErrorInvalidTimeInterval.",
  },
];

/** Whom an account may impersonate, and what is answered about the others. */
const impersonationBehaviours: readonly Behaviour[] = [
  {
    id: "impersonation-scopes-add-up",
    surface,
    what: "What any of the caller's assignments of ApplicationImpersonation reaches opens: a scoped one takes nothing from an unscoped one.",
    label: "documented",
  },
  {
    id: "impersonation-through-groups",
    surface,
    what: "Assignments to role groups and security groups count for their members, nested ones included.",
    label: "documented",
  },
  {
    id: "impersonation-by-derived-role",
    surface,
    what: "A role derived from ApplicationImpersonation lets its holders impersonate as the role itself does.",
    label: "assumed",
    alternative: "Only the built-in role does.",
  },
  {
    id: "delegating-impersonates-nobody",
    surface,
    what: "A delegating assignment gives the right to assign the role, and none to impersonate.",
    label: "documented",
  },
  {
    id: "exclusive-scopes-limit-impersonation",
    surface,
    what: "Mailboxes in an exclusive scope open only to those who are assigned an exclusive scope that holds them.",
    label: "documented",
  },
  {
    id: "my-gal-holds-listed-mailboxes",
    surface,
    what: "The relative scope MyGAL holds the mailboxes that address lists show.",
    label: "assumed",
    alternative: "It holds no mailbox.",
  },
  {
    id: "disabled-users-impersonated",
    surface,
    what: "Mailboxes whose accounts are disabled, such as rooms, can be impersonated.",
    label: "documented",
  },
  {
    id: "impersonated-user-looked-up-first",
    surface,
    what: "Nobody of that name is said before it is asked whether the caller may impersonate anybody.",
    label: "assumed",
    alternative: "A caller without the role gets ErrorImpersonateUserDenied, whoever is named.",
  },
  {
    id: "impersonated-user-needs-mailbox",
    surface,
    what: "A user without a mailbox cannot be impersonated: ErrorNonExistentMailbox.",
    label: "assumed",
    alternative: "It can, and its folders by name alone are ErrorMissingEmailAddress.",
  },
  {
    id: "own-identity-needs-no-role",
    surface,
    what: "An account may name itself in ExchangeImpersonation without having the role.",
    label: "assumed",
    alternative: "It needs the role for that, too.",
  },
  {
    id: "impersonation-header-says-whom",
    surface,
    what: "An ExchangeImpersonation that names nobody is ErrorInvalidExchangeImpersonationHeaderData.",
    label: "documented",
  },
  {
    id: "unknown-upn-code",
    surface,
    what: "A PrincipalName that is nobody's is ErrorInvalidUserPrincipalName.",
    label: "documented",
  },
  {
    id: "unknown-sid-code",
    surface,
    what: "A SID that is nobody's is ErrorInvalidUserSid.",
    label: "assumed",
    alternative: "It is ErrorInvalidSid.",
  },
  {
    id: "one-impersonation-header",
    surface,
    what: "More than one ExchangeImpersonation is ErrorMoreThanOneAccessModeSpecified.",
    label: "documented",
  },
  {
    id: "one-identifier-to-impersonate",
    surface,
    what: "Two identifiers in one ConnectingSID are ErrorMoreThanOneAccessModeSpecified.",
    label: "assumed",
    alternative: "They are ErrorInvalidExchangeImpersonationHeaderData.",
  },
];

export const ewsBehaviours: readonly Behaviour[] = [...serviceBehaviours, ...impersonationBehaviours];
