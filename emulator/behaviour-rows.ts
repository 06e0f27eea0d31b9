import type { Behaviour } from "./behaviours";
import { cmdletBehaviours } from "./cmdlets/behaviours";
import { exchangeBehaviours } from "./exchange/behaviours";

/** Every behaviour that the tenant declares, each beside the code that shows it. */
export const behaviourRows: readonly Behaviour[] = [...exchangeBehaviours, ...cmdletBehaviours];
