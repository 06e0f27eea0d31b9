import type { RunningTenant } from "../../emulator";
import type { Transport } from "../../providers/exchange/transport";
import { roomBooking } from "../support/seed";

const quotes = "' \" ` ‘ ’ ‚ ‛ “ ” „ « »";

/** Texts that are code, ends of texts or ends of lines to somebody on the way. */
export const hostileTexts: [string, string][] = [
  ["quotes of all kinds", quotes],
  ["a subexpression", "$(Remove-RoleGroup -Identity *) ${env:PATH} $null @{a=1} `$x"],
  ["the end of a quoted text and a command", "'; Remove-RoleGroup *; #"],
  ["the same in typographic quotes", "’; Remove-RoleGroup *; #”"],
  ["line ends", "a\r\nb\nc\rd\u2028e\u2029f\u0085g"],
  ["NUL and control characters", "a\u0000b\u0007c\u001b[31md\u007f"],
  ["characters of two units, and right to left", "📅🏢👩‍💻 שלום ‮abc"],
  ["a date, that is only a text", "2024-01-01T00:00:00Z"],
  ["what the answer is marked with", "#BRIDGE#1#AAAA#\n#BRIDGE-READY#7#"],
  ["leading and trailing space, and a byte order mark", "\ufeff  =x\t "],
  ["64 kB", `${quotes}\n`.repeat(3000).slice(0, 65_536)],
];

export const newScope = {
  Name: "Rooms",
  RecipientRestrictionFilter: "RecipientTypeDetails -eq 'RoomMailbox'",
};

/** Somebody with a mailbox. */
export function personIn(running: RunningTenant) {
  const person = running.tenant.store.recipients.find((each) => each.recipientTypeDetails === "UserMailbox");
  if (person === undefined) throw new Error("The seed has nobody with a mailbox.");
  return person;
}

export async function makeOneOfEach(transport: Transport, member: string): Promise<void> {
  await transport.invoke("New-ManagementScope", newScope);
  await transport.invoke("Set-ManagementScope", {
    Identity: "Rooms",
    RecipientRestrictionFilter: "RecipientTypeDetails -eq 'EquipmentMailbox'",
    Confirm: false,
  });
  await transport.invoke("New-ServicePrincipal", {
    AppId: roomBooking.appId,
    ObjectId: roomBooking.servicePrincipalId,
    DisplayName: "Room Booking",
  });
  await transport.invoke("Set-ServicePrincipal", {
    Identity: roomBooking.appId,
    DisplayName: "Booking of rooms",
    Confirm: false,
  });
  await transport.invoke("New-ManagementRoleAssignment", {
    Name: "Calendars of rooms",
    Role: "Application Calendars.ReadWrite",
    App: roomBooking.servicePrincipalId,
    CustomResourceScope: "Rooms",
  });
  await transport.invoke("Set-ManagementRoleAssignment", {
    Identity: "Calendars of rooms",
    Enabled: false,
    Confirm: false,
  });
  await transport.invoke("New-RoleGroup", {
    Name: "Room keepers",
    Description: "Keep the rooms",
    ManagedBy: ["Organization Management"],
  });
  const bypass = { BypassSecurityGroupManagerCheck: true, Confirm: false };
  await transport.invoke("Set-RoleGroup", {
    Identity: "Room keepers",
    Description: "Keep rooms",
    ...bypass,
  });
  await transport.invoke("Update-RoleGroupMember", {
    Identity: "Room keepers",
    Members: [member],
    ...bypass,
  });
}

export async function removeOneOfEach(transport: Transport): Promise<void> {
  for (const [noun, Identity] of [
    ["RoleGroup", "Room keepers"],
    ["ManagementRoleAssignment", "Calendars of rooms"],
    ["ServicePrincipal", roomBooking.appId],
    ["ManagementScope", "Rooms"],
  ] as const) {
    const parameters = noun === "RoleGroup" ? { BypassSecurityGroupManagerCheck: true } : {};
    await transport.invoke(`Remove-${noun}`, { Identity, ...parameters, Confirm: false });
  }
}
