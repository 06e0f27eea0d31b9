import { account } from "./account";
import { application } from "./application";
import { isOnPremises } from "./settings";

// One integration, by stack config alone; what is returned are the stack's outputs.
export = isOnPremises() ? account() : application();
