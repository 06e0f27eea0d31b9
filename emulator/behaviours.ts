/** Something that the embedded tenant promises to do as the real service does. */
export interface Behaviour {
  readonly id: string;
  /** The cmdlet or route where it shows. */
  readonly surface: string;
  readonly what: string;
  /** documented: by the vendor. captured: from recorded traffic. assumed: neither, and so switchable. */
  readonly label: "documented" | "captured" | "assumed";
  /** What the other answer does. Without one for "off" alone, off and alternative are the same. */
  readonly alternative?: string;
}

export type BehaviourState = "on" | "off" | "alternative";

/** Which behaviours are switched on; all are, until told otherwise. */
export interface Behaviours {
  on(id: string): boolean;
  state(id: string): BehaviourState;
  set(id: string, state: BehaviourState): void;
  all(): Readonly<Record<string, BehaviourState>>;
  reset(): void;
}

export function createBehaviours(declared: readonly Behaviour[]): Behaviours {
  const rows = new Map(declared.map((row) => [row.id, row]));
  if (rows.size !== declared.length) throw new Error("Two behaviours have the same id.");
  const states = new Map<string, BehaviourState>();
  const row = (id: string): Behaviour => {
    const found = rows.get(id);
    if (!found) throw new Error(`There is no behaviour ${id}.`);
    return found;
  };
  const state = (id: string) => states.get(row(id).id) ?? "on";
  return {
    on: (id) => state(id) === "on",
    state,
    set: (id, wanted) => {
      if (wanted === "alternative" && row(id).alternative === undefined) {
        throw new Error(`The behaviour ${id} has no alternative.`);
      }
      states.set(row(id).id, wanted);
    },
    all: () => Object.fromEntries([...rows.keys()].map((id) => [id, state(id)])),
    reset: () => states.clear(),
  };
}
