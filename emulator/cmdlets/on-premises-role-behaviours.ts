import type { Behaviour } from "../behaviours";

/** What Exchange's roles do on-premises in another way than online. */
export const onPremisesRoleBehaviours: readonly Behaviour[] = [
  {
    id: "principals-by-canonical-name",
    surface: "Get-ManagementRoleAssignment, Get-RoleGroup on-premises",
    what: "User, RoleAssignee, ManagedBy and Members are canonical names; RoleAssigneeName is the name.",
    label: "captured",
  },
  {
    id: "organizational-units-by-canonical-name",
    surface: "Get-ManagementRoleAssignment, Get-ManagementScope on-premises",
    what: "An organisational unit as scope or as recipient root reads back as its canonical name.",
    label: "assumed",
    alternative: "It reads back as its DN.",
  },
  {
    id: "organizational-unit-in-custom-scope",
    surface: "Get-ManagementRoleAssignment",
    what: "The organisational unit of a scope reads back in CustomRecipientWriteScope.",
    label: "assumed",
    alternative: "It reads back in a property of its own, RecipientOrganizationalUnitScope.",
  },
  {
    id: "role-group-creator-manages",
    surface: "New-RoleGroup on-premises",
    what: "Without ManagedBy, Organization Management and the caller manage the group.",
    label: "captured",
  },
  {
    id: "role-group-without-display-name",
    surface: "New-RoleGroup on-premises",
    what: "A role group that was given no display name has none.",
    label: "captured",
  },
  {
    id: "plain-security-groups-hold-roles",
    surface: "New-ManagementRoleAssignment, New-RoleGroup; Add-, Update-RoleGroupMember on-premises",
    what: "A universal security group without an address can hold roles and be a member of a role group.",
    label: "documented",
  },
  {
    id: "scope-kind-fits-parameter",
    surface: "New-ManagementRoleAssignment, Set-ManagementRoleAssignment on-premises",
    what: "A scope of servers or databases is refused where one of recipients is asked for, and the reverse.",
    label: "assumed",
    alternative: "It is taken, and holds no recipient.",
  },
  {
    id: "result-size-limits",
    surface: "Get-Mailbox, Get-Recipient, Get-User, Get-RoleGroup, Get-RoleGroupMember on-premises",
    what: "At most ResultSize objects are answered, 1000 unless told otherwise, and a warning says if there are more.",
    label: "documented",
  },
];
