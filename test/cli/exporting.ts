import type { RunningTenant } from "../../emulator";
import { exportObjects, type Selection } from "../../cli/export/export";
import type { Exported } from "../../cli/export/objects";
import { programText } from "../../cli/export/program";
import { remarksOn } from "../../cli/export/remarks";
import { connectTo } from "../support/managed-resource";
import { roomBooking } from "../support/seed";
import { startTestTenant } from "../support/tenant";
import { make, type Cmdlet } from "./by-hand";

export const rooms: Cmdlet = [
  "New-ManagementScope",
  { Name: "Rooms", RecipientRestrictionFilter: 'recipienttypedetails -EQ "RoomMailbox"' },
];
export const app = roomBooking.servicePrincipalId;
export const principal: Cmdlet = [
  "New-ServicePrincipal",
  { AppId: roomBooking.appId, ObjectId: app, DisplayName: "Room Booking" },
];
/** Grants to people, and to a group of them. */
export const people: Cmdlet[] = [
  [
    "New-RoleGroup",
    {
      Name: "Room keepers",
      Members: ["adele.vance@contoso.example"],
      Roles: ["Mail Recipients"],
      ManagedBy: ["Organization Management"],
    },
  ],
  [
    "New-ManagementRoleAssignment",
    { User: "Megan Bowen", Role: "Mail Recipients", RecipientRelativeWriteScope: "Self" },
  ],
];
export const grantOn = (parameters: Record<string, unknown>): Cmdlet => [
  "New-ManagementRoleAssignment",
  { App: app, Role: "Application Calendars.ReadWrite", ...parameters },
];

export interface ExportResult {
  running: RunningTenant;
  exported: Exported;
  program: string;
  remarks: string[];
}

/** Exports a new tenant in which these were made by hand. */
export async function exportOf(
  cmdlets: readonly Cmdlet[],
  forgetting = false,
  selection?: Selection,
  mode: "online" | "onPremises" = "online",
): Promise<ExportResult> {
  const running = await startTestTenant({ mode });
  await make(running, cmdlets);
  if (forgetting) running.clearRequests();
  return exportFrom(running, selection);
}

export async function exportFrom(
  running: RunningTenant,
  selection: Selection = { kinds: [], names: [] },
): Promise<ExportResult> {
  const exported = await exportObjects(connectTo(running), selection);
  return { running, exported, program: programText(exported), remarks: remarksOn(exported) };
}
