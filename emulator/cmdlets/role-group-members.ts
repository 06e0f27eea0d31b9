import { timestamp } from "../clock";
import type { RoleGroup } from "../entities";
import type { Cmdlet, Invocation } from "./cmdlet";
import { text } from "./cmdlet";
import { alreadyMember, invalidOperation, notMember } from "./cmdlet-error";
import { one, resolve } from "./identity";
import { changedList } from "./multi-valued";
import { limited } from "./result-size";
import { refuseUnknownBypass, requireManager } from "./role-group-managers";
import { roleGroupKeys, roleGroupMemberOnTheWire } from "./role-groups-on-the-wire";
import { securityPrincipal } from "./security-principals";
import type { WireObject } from "./wire";

export const roleGroupMemberCmdlets: readonly Cmdlet[] = [
  { name: "Get-RoleGroupMember", run: list },
  { name: "Add-RoleGroupMember", run: add },
  { name: "Remove-RoleGroupMember", run: remove },
  { name: "Update-RoleGroupMember", run: update },
];

/** The Guids of the members that New-RoleGroup and Update-RoleGroupMember are given. */
export function requestedMembers(invocation: Invocation, current: readonly string[]): readonly string[] {
  return changedList(invocation.values.Members, current, (identity) => member(invocation, identity));
}

function list(invocation: Invocation): WireObject[] {
  const { tenant } = invocation;
  const groups = invocation.view("roleGroups", "reads");
  const group = one(groups, text(invocation, "Identity") ?? "", roleGroupKeys);
  if (isLinked(group) && !tenant.behaviours.on("linked-group-members-unlisted")) {
    throw invalidOperation(`The members of the role group '${group.name}' are managed in Entra.`);
  }
  const members = group.members
    .map((guid) => roleGroupMemberOnTheWire(tenant, guid))
    .filter((member) => member !== undefined);
  return [...limited(invocation, members)];
}

function add(invocation: Invocation): undefined {
  refuseUnknownBypass(invocation);
  const group = target(invocation);
  const guid = member(invocation, text(invocation, "Member") ?? "");
  if (group.members.includes(guid) && invocation.tenant.behaviours.on("member-already-exists")) {
    throw alreadyMember(text(invocation, "Member") ?? "", group.name);
  }
  save(invocation, group, [...group.members.filter((each) => each !== guid), guid]);
}

function remove(invocation: Invocation): undefined {
  refuseUnknownBypass(invocation);
  const group = target(invocation);
  const { guid } = securityPrincipal(invocation, text(invocation, "Member") ?? "");
  if (!group.members.includes(guid) && invocation.tenant.behaviours.on("member-not-found")) {
    throw notMember(text(invocation, "Member") ?? "", group.name);
  }
  save(
    invocation,
    group,
    group.members.filter((each) => each !== guid),
  );
}

/** Documented: a list replaces all members; a hashtable of Add and Remove leaves the others alone. */
function update(invocation: Invocation): undefined {
  const group = target(invocation);
  const { given, tenant } = invocation;
  if (!given.has("Members")) return;
  const members = requestedMembers(invocation, group.members);
  const isIgnored = members.length === 0 && !tenant.behaviours.on("empty-members-clear");
  if (!isIgnored) save(invocation, group, members);
}

/** Documented: the members of some groups are kept in Entra and cannot be changed in Exchange. */
function target(invocation: Invocation): RoleGroup {
  const group = resolve(invocation, "roleGroups", "targets", text(invocation, "Identity"), roleGroupKeys);
  if (isLinked(group) && invocation.tenant.behaviours.on("linked-group-members-from-entra")) {
    throw invalidOperation(`The members of the role group '${group.name}' are managed in Entra.`);
  }
  requireManager(invocation, group);
  return group;
}

function save({ tenant }: Invocation, { guid }: RoleGroup, members: readonly string[]): void {
  tenant.store.roleGroups.update(guid, { members, whenChanged: timestamp(tenant.clock) });
}

/** Documented: users with a mailbox or an address, mail-enabled security groups, role groups, applications. */
function member(invocation: Invocation, identity: string): string {
  const { guid, kind, name } = securityPrincipal(invocation, identity);
  if (kind === "other" && invocation.tenant.behaviours.on("role-group-member-kinds")) {
    throw invalidOperation(`'${name}' can't be a member of a role group, because it can't hold permissions.`);
  }
  return guid;
}

function isLinked({ roleGroupType }: RoleGroup): boolean {
  return roleGroupType !== "Standard";
}
