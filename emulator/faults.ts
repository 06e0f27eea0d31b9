import { faultSettingsSchema } from "./fault-settings";
import type { EwsFault, FaultKind, FaultPatch, FaultSettings, FaultSurface } from "./fault-settings";

export type { FaultKind, FaultPatch, FaultSettings, FaultSurface } from "./fault-settings";

/** What goes wrong, as plain JSON settings, and the counters that they need. */
export interface Faults {
  readonly settings: FaultSettings;
  /** Changes the groups of settings that are given, property by property; throws a ZodError on a wrong one. */
  set(patch: FaultPatch): void;
  /** Replaces all settings; what is missing goes back to "nothing goes wrong". */
  replace(settings: unknown): void;
  /** The kind of failure that this call has to have, if any; each call uses up a part of the setting. */
  take(target: string, when: "before" | "after"): FaultKind | undefined;
  /** The same for an answer of Exchange Web Services, among the codes that are meant. */
  takeEws(
    target: Pick<EwsFault, "operation" | "mailbox">,
    isMeant: (code: string) => boolean,
  ): EwsFault | undefined;
  /** Seconds to put into Retry-After if this request is to be throttled; counts the request. */
  throttle(surface: FaultSurface): number | undefined;
  /** Milliseconds that a request has to wait. */
  latency(surface: FaultSurface): number;
  /** Whether this assignment is to lose its scope; uses up a part of the setting. */
  dropScope(): boolean;
  /** Told when settings change. */
  onChange(listener: () => void): void;
  reset(): void;
}

export function createFaults(): Faults {
  let settings = faultSettingsSchema.parse({});
  let requests = 0;
  const listeners: (() => void)[] = [];
  const replace = (wanted: unknown) => {
    settings = faultSettingsSchema.parse(wanted);
    requests = 0;
    for (const listener of listeners) listener();
  };
  return {
    get settings() {
      return settings;
    },
    set: (patch) => replace(merge(settings, patch)),
    replace,
    take: (target, when) => {
      const [due, errors] = takeOne(
        settings.errors,
        (error) => error.when === when && matches(error.target, target),
      );
      settings = { ...settings, errors };
      return due?.kind;
    },
    takeEws: ({ operation, mailbox }, isMeant) => {
      const [due, errors] = takeOne(
        settings.ews.errors,
        (error) =>
          isMeant(error.code) && matches(error.operation, operation) && matches(error.mailbox, mailbox),
      );
      settings = { ...settings, ews: { errors } };
      return due;
    },
    throttle: (surface) => {
      const { requests: remaining, every, retryAfterSeconds, surfaces } = settings.throttling;
      if (!surfaces.includes(surface)) return undefined;
      requests += 1;
      if (remaining > 0) {
        settings = { ...settings, throttling: { ...settings.throttling, requests: remaining - 1 } };
        return retryAfterSeconds;
      }
      return every > 0 && requests % every === 0 ? retryAfterSeconds : undefined;
    },
    latency: (surface) => (settings.latency.surfaces.includes(surface) ? settings.latency.milliseconds : 0),
    dropScope: () => {
      if (settings.droppedScopes === 0) return false;
      settings = { ...settings, droppedScopes: settings.droppedScopes - 1 };
      return true;
    },
    onChange: (listener) => void listeners.push(listener),
    reset: () => replace({}),
  };
}

/** Uses up a part of the first failure that is meant; the failure, if it is to happen now, and what remains. */
function takeOne<Failure extends { skip: number; times: number }>(
  failures: readonly Failure[],
  isMeant: (failure: Failure) => boolean,
): [due: Failure | undefined, remaining: Failure[]] {
  const remaining = failures.map((failure) => ({ ...failure }));
  const due = remaining.find(isMeant);
  if (!due) return [undefined, remaining];
  const fails = due.skip === 0;
  if (fails) due.times -= 1;
  else due.skip -= 1;
  return [fails ? due : undefined, remaining.filter(({ times }) => times > 0)];
}

function matches(pattern: string, target: string): boolean {
  const text = pattern.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${text.join(".*")}$`, "i").test(target);
}

function merge(base: unknown, patch: unknown): unknown {
  if (!isRecord(base) || !isRecord(patch)) return patch;
  const merged: Record<string, unknown> = { ...base };
  for (const [name, value] of Object.entries(patch)) {
    if (value !== undefined) merged[name] = merge(base[name], value);
  }
  return merged;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
