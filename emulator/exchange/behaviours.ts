import type { Behaviour } from "../behaviours";

/** The InvokeCommand route. */
export const exchangeBehaviours: readonly Behaviour[] = [];
