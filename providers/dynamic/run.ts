/**
 * What this provider process has learnt from the engine, for as long as it lives: one operation of one stack. The engine
 * tells `create` nothing of the rest of the stack, but it shows the state to `diff`, `read` and `delete`.
 */
export interface Run {
  /** Guids that stand in the stack's state. */
  guids: Set<string>;
  /** Guids that `create` has answered with: made, adopted, or taken for the unfinished work of an earlier run. */
  created: Set<string>;
  /** Names in the state, with the Guid of the object that bears them. */
  names: Map<string, string>;
  /** Who of the stack was checked as something that exists, by seed, with the name that its object bears. */
  checked: Map<string, unknown>;
  /** The names of replacements, each with the name of what it replaces. */
  replacements: Map<unknown, unknown>;
  /** What the user was told, beside errors. */
  said: Set<string>;
  /** On-premises, the domain controller through which the stack was changed last. */
  domainController: string | undefined;
  /** Organisations that the stack's resources belong to. */
  organizations: Set<string>;
}

export function newRun(): Run {
  return {
    guids: new Set(),
    created: new Set(),
    names: new Map(),
    checked: new Map(),
    replacements: new Map(),
    said: new Set(),
    domainController: undefined,
    organizations: new Set(),
  };
}
