import type { Behaviour } from "../behaviours";

/** What role assignments to people and groups do. */
export const roleAssignmentBehaviours: readonly Behaviour[] = [
  {
    id: "user-assignee-is-canonical-name",
    surface: "Get-ManagementRoleAssignment",
    what: "User and RoleAssignee show a person's canonical name (switched off: the DN).",
    label: "assumed",
    alternative: "They show the person's name.",
  },
  {
    id: "user-assignee-name-is-name",
    surface: "Get-ManagementRoleAssignment",
    what: "RoleAssigneeName and EffectiveUserName show a person's name (switched off: the canonical name).",
    label: "assumed",
    alternative: "They show the person's UPN.",
  },
  {
    id: "role-assignee-indirect",
    surface: "Get-ManagementRoleAssignment",
    what: "RoleAssignee finds what comes through role groups and security groups, nested ones included, as well.",
    label: "documented",
  },
  {
    id: "group-scope-is-management-scope",
    surface: "New-ManagementRoleAssignment, Set-ManagementRoleAssignment",
    what: "For a group as scope a management scope <Group>_<Guid> is made, and its name is what reads back.",
    label: "assumed",
    alternative: "No scope is made, and the group's own name reads back.",
  },
  {
    id: "delegating-assignment-scopes",
    surface: "New-ManagementRoleAssignment",
    what: "A delegating assignment may have a scope, and then gives no right to assign the role.",
    label: "assumed",
    alternative: "Delegating with a scope is refused.",
  },
];
