/** The tenant's time. Every timestamp, expiry and delay in the tenant goes through it. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Real: waits. Virtual: moves the time forward and returns at once. */
  sleep(milliseconds: number): Promise<void>;
  /** Moves virtual time forward; a real clock throws. */
  advance(milliseconds: number): void;
  /** Told whenever virtual time has moved; a real clock tells nobody. */
  onAdvance(listener: () => void): void;
  /** Back to the present; virtual time forgets what was added to it. */
  reset(): void;
}

export function createClock(kind: "real" | "virtual"): Clock {
  return kind === "real" ? realClock() : virtualClock();
}

/** The clock's time as Exchange and Graph print it. */
export function timestamp(clock: Clock): string {
  return new Date(clock.now()).toISOString();
}

function realClock(): Clock {
  return {
    now: () => Date.now(),
    sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
    advance: () => {
      throw new Error("The tenant runs on a real clock; start it with a virtual one to move the time.");
    },
    onAdvance: () => undefined,
    reset: () => undefined,
  };
}

/** Starts at the present, because clients compare token lifetimes with their own clock. */
function virtualClock(): Clock {
  let time = Date.now();
  const listeners: (() => void)[] = [];
  const advance = (milliseconds: number) => {
    if (milliseconds < 0) throw new RangeError("Time only moves forward.");
    time += milliseconds;
    for (const listener of listeners) listener();
  };
  return {
    now: () => time,
    sleep: (milliseconds) => {
      advance(milliseconds);
      return Promise.resolve();
    },
    advance,
    onAdvance: (listener) => void listeners.push(listener),
    reset: () => {
      time = Date.now();
    },
  };
}
