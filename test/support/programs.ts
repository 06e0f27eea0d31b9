import { accountProgram } from "./kinds";
import { roomBooking } from "./seed";

/** Programs in JavaScript, a line per resource: no compiler takes part in what is tested. */
export function programFile(lines: readonly string[]): Record<string, string> {
  return { "index.js": ['const x = require("pulumi-exchange-rbac");', ...lines, ""].join("\n") };
}

export const roomFilter = "RecipientTypeDetails -eq 'RoomMailbox'";

/** The scope of rooms; what `args` says comes in addition or instead. */
export function scope(args = "", options = "{}"): string {
  return `const rooms = new x.ManagementScope("rooms", { recipientRestrictionFilter: "${roomFilter}", ${args} }, ${options});`;
}

/** The pointer to the seed's room booking application. */
export function app(args = "", options = "{}"): string {
  const ids = `appId: "${roomBooking.appId}", objectId: "${roomBooking.servicePrincipalId}"`;
  return `const app = new x.ServicePrincipal("app", { ${ids}, ${args} }, ${options});`;
}

/** The grant of calendars to that application in that scope. */
export function grant(args = "", options = "{}"): string {
  const grantArgs =
    'role: "Application Calendars.ReadWrite", app: app.id, scope: { managementScope: rooms.id }';
  return `const grant = new x.RoleAssignment("grant", { ${grantArgs}, ${args} }, ${options});`;
}

/** A role group with a member and two roles, one of them in the scope of rooms. */
export function group(args = "", options = "{}"): string {
  const roles =
    '[{ role: "View-Only Configuration" }, { role: "Mail Recipients", scope: { managementScope: rooms.id } }]';
  return `const group = new x.RoleGroup("group", { members: ["adele.vance@contoso.example"], roles: ${roles}, ${args} }, ${options});`;
}

/** An account with the seed's licence for a mailbox. */
export function account(args = "", options = "{}"): string {
  const given = JSON.stringify(accountProgram).slice(1, -1);
  return `const account = new x.ServiceAccount("account", { ${given}, ${args} }, ${options});`;
}

/** One of each kind that an application needs. */
export const allKinds: readonly string[] = [scope(), app(), grant()];

/** Pulumi.yaml of such a program, with its `exchange:` configuration. */
export function projectFile(config: Record<string, string>): Record<string, string> {
  const lines = Object.entries(config).map(([key, value]) => `  exchange:${key}: "${value}"\n`);
  const options = "name: engine-test\nruntime: nodejs\nmain: index.js\noptions:\n  refresh: always\n";
  return { "Pulumi.yaml": options + (lines.length === 0 ? "" : `config:\n${lines.join("")}`) };
}
