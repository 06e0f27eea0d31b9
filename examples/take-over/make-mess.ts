/** An administrator at work by hand, over the years. */
import { main, setting } from "../demo/sign-in";
import { administratorToken, invoke, type Parameters } from "./cmdlet";

main(async () => {
  const app = setting("VENDOR_OBJECT_ID");
  const steps: [cmdlet: string, parameters: Parameters][] = [
    // Typed as it came; Exchange keeps its own spelling of it.
    [
      "New-ManagementScope",
      { Name: "Rooms", RecipientRestrictionFilter: `recipienttypedetails -EQ "RoomMailbox"` },
    ],
    [
      "New-ManagementScope",
      { Name: "Rooms (test)", RecipientRestrictionFilter: `Office -like 'Building 1*'` },
    ],
    [
      "New-ServicePrincipal",
      { AppId: setting("VENDOR_CLIENT_ID"), ObjectId: app, DisplayName: setting("VENDOR_NAME") },
    ],
    [
      "New-ManagementRoleAssignment",
      { App: app, Role: "Application Calendars.ReadWrite", CustomResourceScope: "Rooms" },
    ],
    ["New-ManagementRoleAssignment", { App: app, Role: "Application MailboxSettings.Read" }],
    [
      "New-ManagementRoleAssignment",
      { App: app, Role: "Application Mail.Read", CustomResourceScope: "Rooms" },
    ],
    ["Set-ManagementRoleAssignment", { Identity: nameOf("Application Mail.Read", app), Enabled: false }],
    [
      "New-ManagementRoleAssignment",
      { User: "megan.bowen@contoso.example", Role: "Mail Recipients", CustomRecipientWriteScope: "Rooms" },
    ],
  ];
  const token = await administratorToken();
  for (const [cmdlet, parameters] of steps) await invoke(token, cmdlet, parameters);
});

/** Exchange's own name for an assignment that is given none: 64 characters at most. */
function nameOf(role: string, assignee: string): string {
  return `${role}-${assignee}`.slice(0, 64);
}
