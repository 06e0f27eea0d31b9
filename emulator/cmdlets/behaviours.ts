import type { Behaviour } from "../behaviours";

/** The cmdlets. */
export const cmdletBehaviours: readonly Behaviour[] = [];
