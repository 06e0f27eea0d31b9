/** Path segments whose case the vendor's services do not mind, as the routes spell them. */
const segments = [
  "v1.0",
  "beta",
  "adminapi",
  "InvokeCommand",
  "PowerShell",
  "EWS",
  "Exchange.asmx",
  "Services.wsdl",
  "$batch",
  "$count",
  "$ref",
  "organization",
  "domains",
  "servicePrincipals",
  "applications",
  "users",
  "groups",
  "directory",
  "administrativeUnits",
  "appRoleAssignments",
  "appRoleAssignedTo",
  "members",
  "transitiveMembers",
  "memberOf",
  "owners",
  "manager",
  "assignLicense",
  "licenseDetails",
  "subscribedSkus",
  "deletedItems",
  "microsoft.graph.user",
  "restore",
  "directoryRoles",
  "directoryRoleTemplates",
  "roleManagement",
  "roleDefinitions",
  "roleAssignments",
  "directoryObjects",
  "getByIds",
  "calendar",
  "calendarView",
  "events",
  "mailboxSettings",
];

const spellings = new Map(segments.map((segment) => [segment.toLowerCase(), segment]));

/**
 * The one spelling of a path that routes are written for: known segments in their usual case, Graph's optional
 * `myorganization` left out, and an OData key in parentheses as a segment of its own.
 */
export function canonicalPath(path: string): string {
  const parts = path.split("/").flatMap((part) => separateKey(decode(part)));
  const spelt = parts.map((part) => spellings.get(part.toLowerCase()) ?? part);
  const isGraph = spelt[1] === "v1.0" || spelt[1] === "beta";
  if (isGraph && spelt[2]?.toLowerCase() === "myorganization") spelt.splice(2, 1);
  if (isGraph && spelt.length > 2 && spelt.at(-1) === "") spelt.pop();
  return spelt
    .map((part) => encodeURIComponent(part).replaceAll("%24", "$").replaceAll("%40", "@"))
    .join("/");
}

/** `users('ann@contoso.com')` names the key alone; an alternate key such as `(appId='…')` stays as it is. */
function separateKey(part: string): string[] {
  const match = /^(\w+)(\(.+\))$/.exec(part);
  if (!match) return [part];
  const [, name = "", key = ""] = match;
  return [name, /^\('(.*)'\)$/.exec(key)?.[1] ?? key];
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
