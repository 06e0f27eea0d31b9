import { interruptionTests } from "../support/interruption-suite";

interruptionTests("engine", "rest");
// The kinds differ above the transport alone: an object, and what refers to it, are enough.
interruptionTests("engine", "powershell", ["ManagementScope", "RoleAssignment"]);
