import { z } from "zod";

const milliseconds = z.number().int().min(0);
const count = z.number().int().min(0);

/** How long something stays as it was: for so many calls, for so much time, or until both have passed. */
const delay = z.strictObject({ calls: count.default(0), milliseconds: milliseconds.default(0) });
const noDelay = { calls: 0, milliseconds: 0 };

const surface = z.enum(["signIn", "graph", "exchange", "ews"]);

/** Every kind of forced failure. What each looks like on the wire is the surface's own affair. */
export const faultKinds = [
  "notFound",
  "alreadyExists",
  "dehydrated",
  "notDelegated",
  "scopeInUse",
  "badFilter",
  "parameterTransformation",
  "unauthorized",
  "forbidden",
  "throttled",
  "serverError",
  "unavailable",
  "cmdletProxyNotAvailable",
  "serverBusy",
  "transient",
  "backendCommunication",
  "connectionDropped",
] as const;

const forcedError = z.strictObject({
  /** A cmdlet name or "METHOD /route"; `*` stands for any text. */
  target: z.string().min(1).default("*"),
  kind: z.enum(faultKinds),
  /** How many calls fail. */
  times: z.number().int().min(1).default(1),
  /** How many matching calls go through first. */
  skip: count.default(0),
  /** "after": the call has done its work and its answer is lost. */
  when: z.enum(["before", "after"]).default("before"),
});

/** An answer of Exchange Web Services with a response code of the vendor's: ErrorMailboxMoveInProgress … */
const ewsError = z.strictObject({
  code: z.string().regex(/^Error[A-Za-z0-9]+$/),
  /** GetFolder, FindItem …; `*` stands for any text. */
  operation: z.string().min(1).default("*"),
  /** Primary SMTP address of the mailbox that is asked for; `*` stands for any text. */
  mailbox: z.string().min(1).default("*"),
  times: z.number().int().min(1).default(1),
  skip: count.default(0),
  /** Of ErrorServerBusy: how long a client is to wait. */
  backOffMilliseconds: milliseconds.default(1000),
});

export const faultSettingsSchema = z.strictObject({
  /** Before each request is answered. */
  latency: z
    .strictObject({
      milliseconds: milliseconds.default(0),
      surfaces: z.array(surface).default(surface.options),
    })
    .prefault({}),
  /** Who sees a write late. */
  lag: z
    .strictObject({
      /** Get-* answers and directory reads. */
      reads: delay.default(noDelay),
      /** Objects that a write refers to: the scope, role assignee or application of a new assignment. */
      dependencies: delay.default(noDelay),
      /** The object that Set-* and Remove-* are to change. */
      targets: delay.default(noDelay),
    })
    .prefault({}),
  /** On-premises: how late the other domain controllers see what was written through one of them. */
  replication: delay.default(noDelay),
  throttling: z
    .strictObject({
      /** So many requests from now on are refused. */
      requests: count.default(0),
      /** Every nth request is refused; 0 for none. */
      every: count.default(0),
      retryAfterSeconds: count.default(1),
      surfaces: z.array(surface).default(surface.options),
    })
    .prefault({}),
  errors: z.array(forcedError).default([]),
  ews: z.strictObject({ errors: z.array(ewsError).default([]) }).prefault({}),
  paging: z
    .strictObject({
      /** Smaller than what the client asked for; 0 leaves the client's size. */
      pageSize: count.default(0),
      /** What happens to pages after the first. */
      laterPages: z.enum(["complete", "failed", "truncated"]).default("complete"),
      /** How long a nextLink lives. Documented: 5 to 10 minutes. */
      linkLifetimeMilliseconds: milliseconds.default(300_000),
    })
    .prefault({}),
  /** So many new or changed assignments lose their scope, with no more than a warning. */
  droppedScopes: count.default(0),
  /** How late mailbox access follows a change of permission. */
  permissionCache: z.strictObject({ milliseconds: milliseconds.default(0) }).prefault({}),
  /** How late Exchange's directory knows of a user that Graph has written. */
  dualWrite: z.strictObject({ milliseconds: milliseconds.default(0) }).prefault({}),
  /** How long after the licence a mailbox is there. Documented: usually less than 30 minutes, at most a day. */
  mailboxProvisioning: z.strictObject({ milliseconds: milliseconds.default(0) }).prefault({}),
  /** What still fails after Enable-OrganizationCustomization: first every change, then new assignments. */
  hydration: z
    .strictObject({ dehydrated: delay.default(noDelay), notDelegated: delay.default(noDelay) })
    .prefault({}),
});

export type FaultSettings = z.output<typeof faultSettingsSchema>;
export type FaultKind = FaultSettings["errors"][number]["kind"];
export type EwsFault = FaultSettings["ews"]["errors"][number];
export type FaultSurface = z.output<typeof surface>;
export type Delay = z.output<typeof delay>;

/** What may be given to `faults.set`: any part, at any depth; lists are replaced. */
export type FaultPatch = z.input<typeof faultSettingsSchema>;
