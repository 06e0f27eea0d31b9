import { denied } from "./graph-error";
import type { GraphContext } from "./graph-env";

/** What a route does, in terms of which Graph grants permission. */
export type Operation = keyof typeof permissions;

const readers = ["Directory.Read.All", "Directory.ReadWrite.All"];

/** Application permissions, any of which suffices. */
const permissions = {
  readOrganization: ["Organization.Read.All", "Organization.ReadWrite.All", ...readers],
  readDomains: ["Domain.Read.All", "Domain.ReadWrite.All", ...readers],
  readApplications: [
    "Application.Read.All",
    "Application.ReadWrite.All",
    "Application.ReadWrite.OwnedBy",
    ...readers,
  ],
  // Application.ReadWrite.OwnedBy is not here: ownership is not checked, and more than it gives would be wrong.
  writeApplications: ["Application.ReadWrite.All", "Directory.ReadWrite.All"],
  readAppRoleAssignments: [
    "Application.Read.All",
    "Application.ReadWrite.All",
    "Application.ReadWrite.OwnedBy",
    "AppRoleAssignment.ReadWrite.All",
    ...readers,
  ],
  writeAppRoleAssignments: ["AppRoleAssignment.ReadWrite.All"],
  readUsers: ["User.ReadBasic.All", "User.Read.All", "User.ReadWrite.All", ...readers],
  writeUsers: ["User.ReadWrite.All", "Directory.ReadWrite.All"],
  deleteUsers: ["User.DeleteRestore.All", "User.ReadWrite.All"],
  readLicenses: [
    "LicenseAssignment.Read.All",
    "LicenseAssignment.ReadWrite.All",
    "User.Read.All",
    "User.ReadWrite.All",
    ...readers,
  ],
  writeLicenses: ["LicenseAssignment.ReadWrite.All", "User.ReadWrite.All", "Directory.ReadWrite.All"],
  readSubscriptions: [
    "LicenseAssignment.Read.All",
    "LicenseAssignment.ReadWrite.All",
    "Organization.Read.All",
    "Organization.ReadWrite.All",
    ...readers,
  ],
  readRoles: ["RoleManagement.Read.Directory", "RoleManagement.ReadWrite.Directory", ...readers],
  writeRoles: ["RoleManagement.ReadWrite.Directory"],
  readDirectoryObjects: readers,
  readGroups: ["Group.Read.All", "Group.ReadWrite.All", ...readers],
  readMembers: [
    "GroupMember.Read.All",
    "GroupMember.ReadWrite.All",
    "Group.Read.All",
    "Group.ReadWrite.All",
    ...readers,
  ],
  writeMembers: ["GroupMember.ReadWrite.All", "Group.ReadWrite.All", "Directory.ReadWrite.All"],
  readAdministrativeUnits: ["AdministrativeUnit.Read.All", "AdministrativeUnit.ReadWrite.All", ...readers],
} as const satisfies Record<string, readonly string[]>;

const globalAdministrator = "62e90394-69f5-4237-9190-012177145e10";

/** Directory roles whose holders read the whole directory. */
const readingRoles = [
  globalAdministrator,
  "f2ef992c-3afb-46b9-b7cf-a126ee74c451", // Global Reader
  "88d8e3e3-8f55-4a1e-953a-9b9898b8876b", // Directory Readers
  "9360feb5-f418-4baa-8175-e2a00bac4301", // Directory Writers
  "fe930be7-5e62-47db-91af-98c3a49a38b1", // User Administrator
];

/** Directory roles whose holders may do more than read. */
const writingRoles: Readonly<Record<string, readonly Operation[] | undefined>> = {
  "9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3": ["readApplications", "writeApplications"], // Application Administrator
  "fe930be7-5e62-47db-91af-98c3a49a38b1": ["writeUsers", "deleteUsers", "writeLicenses"], // User Administrator
  "9360feb5-f418-4baa-8175-e2a00bac4301": ["writeUsers"], // Directory Writers
  "4d6ac14f-3453-41d0-bef9-a3e0c569773a": ["readSubscriptions", "writeLicenses"], // License Administrator
  "e8611ab8-c189-46e8-94e1-60213ab1f814": ["writeRoles"], // Privileged Role Administrator
};

/** Throws unless the caller's token permits the operation, by an app role or by a directory role. */
export function demand(context: GraphContext, operation: Operation): void {
  const { behaviours } = context.get("tenant");
  const caller = context.get("caller");
  if (!behaviours.on("graph-permission-required")) return;
  const byPermission = permissions[operation].some((permission) => caller.roles.includes(permission));
  if (byPermission) return;
  const byDirectoryRole = caller.directoryRoles.some((role) => permits(role, operation));
  if (!byDirectoryRole || !behaviours.on("directory-roles-open-graph")) throw denied();
}

function permits(role: string, operation: Operation): boolean {
  if (role === globalAdministrator) return true;
  if (writingRoles[role]?.includes(operation)) return true;
  return operation.startsWith("read") && readingRoles.includes(role);
}
