import type { Behaviour } from "./behaviours";
import { cmdletBehaviours } from "./cmdlets/behaviours";
import { directoryBehaviours } from "./directory/behaviours";
import { exchangeBehaviours } from "./exchange/behaviours";
import { mailboxBehaviours } from "./mailboxes/behaviours";

/** Every behaviour that the tenant declares, each beside the code that shows it. */
export const behaviourRows: readonly Behaviour[] = [
  ...exchangeBehaviours,
  ...cmdletBehaviours,
  ...directoryBehaviours,
  ...mailboxBehaviours,
];
