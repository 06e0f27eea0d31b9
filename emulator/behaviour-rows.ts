import { activeDirectoryBehaviours } from "./active-directory/behaviours";
import type { Behaviour } from "./behaviours";
import { binderBehaviours } from "./binder";
import { cmdletBehaviours } from "./cmdlets/behaviours";
import { mailboxPermissionBehaviours } from "./cmdlets/mailbox-permission-behaviours";
import { customRoleBehaviours } from "./cmdlets/custom-role-behaviours";
import { onPremisesRoleBehaviours } from "./cmdlets/on-premises-role-behaviours";
import { onPremisesMailboxBehaviours } from "./cmdlets/on-premises-mailbox-behaviours";
import { roleAssignmentBehaviours } from "./cmdlets/role-assignment-behaviours";
import { roleGroupBehaviours } from "./cmdlets/role-group-behaviours";
import { directoryBehaviours } from "./directory/behaviours";
import { userBehaviours } from "./directory/user-behaviours";
import { ewsBehaviours } from "./ews/behaviours";
import { exchangeBehaviours } from "./exchange/behaviours";
import { mailboxBehaviours } from "./mailboxes/behaviours";
import { opathBehaviours } from "./opath";

/** Every behaviour that the tenant declares, each beside the code that shows it. */
export const behaviourRows: readonly Behaviour[] = [
  ...exchangeBehaviours,
  ...cmdletBehaviours,
  ...roleAssignmentBehaviours,
  ...roleGroupBehaviours,
  ...customRoleBehaviours,
  ...onPremisesRoleBehaviours,
  ...mailboxPermissionBehaviours,
  ...opathBehaviours,
  ...binderBehaviours,
  ...directoryBehaviours,
  ...userBehaviours,
  ...mailboxBehaviours,
  ...activeDirectoryBehaviours,
  ...onPremisesMailboxBehaviours,
  ...ewsBehaviours,
];
