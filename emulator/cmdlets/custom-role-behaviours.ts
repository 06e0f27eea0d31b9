import type { Behaviour } from "../behaviours";

/** What roles do that are not as they come: those derived from others, and those that were taken away. */
export const customRoleBehaviours: readonly Behaviour[] = [
  {
    id: "custom-role-needs-delegation",
    surface: "New-ManagementRole, Remove-ManagementRole",
    what: "The caller needs an unscoped delegating assignment of the parent, as for assignments.",
    label: "assumed",
    alternative: "Whoever may run the cmdlet may derive a role from any other.",
  },
  {
    id: "application-roles-without-children",
    surface: "New-ManagementRole",
    what: "No role can be derived from an application role.",
    label: "documented",
  },
  {
    id: "built-in-roles-stay",
    surface: "Remove-ManagementRole",
    what: "A built-in role cannot be removed.",
    label: "documented",
  },
  {
    id: "assigned-roles-stay",
    surface: "Remove-ManagementRole",
    what: "A role, or with Recurse a child of it, that has an assignment cannot be removed.",
    label: "documented",
  },
  {
    id: "unscoped-top-level-needs-role",
    surface: "New-ManagementRole, Remove-ManagementRole, New-ManagementRoleAssignment",
    what: "UnScopedTopLevel is a parameter of UnScoped Role Management alone, a role that nobody holds by default.",
    label: "documented",
  },
  {
    id: "retired-role-gives-nothing",
    surface: "New-ManagementRoleAssignment",
    what: "Online, what is left of ApplicationImpersonation lets nobody impersonate.",
    label: "documented",
  },
];
