import { interruptionTests } from "../support/interruption-suite";

interruptionTests("provider", "rest");
// The kinds differ above the transport alone: an object, and what refers to it, are enough.
interruptionTests("provider", "powershell", ["ManagementScope", "RoleAssignment"]);
