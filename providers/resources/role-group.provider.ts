import type { Clients } from "../clients";
import { OperationError } from "../connection/errors";
import { deadlineIn, poll } from "../connection/retry";
import {
  PartialError,
  type Desired,
  type Lifecycle,
  type Observed,
  type Properties,
} from "../dynamic/lifecycle";
import { toNewRoleGroup, toSetRoleGroup, type RoleGroup } from "../exchange/role-groups";
import { confirmationMs, operationMs } from "./deadlines";
import { ensure } from "./ensure";
import { resolveManagers, resolveMembers } from "./group-people";
import {
  namesRoles,
  refuseRetiredRoles,
  resolveRoles,
  rolesOf,
  syncRoles,
  type DeclaredRole,
  type RoleIdentity,
} from "./group-roles";
import { identityGroupsIn, namesExactly, namesSome } from "./identity-groups";
import { isExchangesOwn, refuseRoleGroup } from "./role-group-refusals";
import { differences, observe, type DeclaredGroup, type GroupParts } from "./declared-group";
import { roleGroupSchema } from "./role-group";
import { whoHas, withWidening } from "./widened";

/** Manages a group that nobody is named to manage; under an application's identity Exchange finds nobody itself. */
const defaultManagers = ["Organization Management"];

export const roleGroupProvider: Lifecycle<DeclaredGroup, Clients> = {
  kind: "RoleGroup",
  noun: "role group",
  schema: roleGroupSchema,
  naming: { property: "name", identity: () => [] },
  replaceOn: {},
  fixed: {},
  same: {
    managedBy: (_, after, outputs) =>
      namesExactly(after as string[], identityGroupsIn(outputs["managerIdentities"])),
    members: (_, after, outputs) => {
      const known = identityGroupsIn(outputs["memberIdentities"]);
      return outputs["membersMode"] === "additive"
        ? namesSome(after as string[], known)
        : namesExactly(after as string[], known);
    },
    roles: (_, after, outputs) => namesRoles(after as DeclaredRole[], roleIdentitiesIn(outputs)),
  },
  refuse: refuseRoleGroup,
  reconcile,
  async list(clients) {
    const groups = (await clients.exchange.roleGroups.list()).filter((group) => !isExchangesOwn(group));
    return Promise.all(groups.map((group) => observe(clients, group, declaredIn(group), {}, true)));
  },
  async read(clients, { guid, outputs }) {
    const group = await clients.exchange.roleGroups.find(guid);
    return group && withGrantsBeside(clients, group, outputs, outputs, false);
  },
  async delete({ exchange, clock }, { guid }) {
    await exchange.roleGroups.remove(guid, { BypassSecurityGroupManagerCheck: true });
    const gone = await exchange.roleGroups.waitUntilGone(guid, deadlineIn(clock, confirmationMs));
    if (!gone) throw new OperationError("Exchange accepted the removal, but still lists the group.");
  },
};

async function reconcile(
  clients: Clients,
  desired: Desired<DeclaredGroup>,
): Promise<Observed<DeclaredGroup>> {
  const { exchange, clock } = clients;
  const { inputs } = desired;
  const groups = exchange.roleGroups;
  const parts = await resolveParts(clients, inputs);

  // Observe, ensure
  const isNamed = (group: RoleGroup): boolean => group.name.toLowerCase() === inputs.name.toLowerCase();
  const found = (await groups.list()).find((each) =>
    desired.known ? each.guid === desired.known.guid : isNamed(each),
  );
  if (found?.isBuiltIn === true) {
    throw new OperationError(
      `"${found.name}" is one of Exchange's own role groups, which are not managed here.`,
    );
  }
  if (parts.roles) await refuseRetiredRoles(clients, parts.roles, found);
  const adopting = inputs.adopt === true && found ? await differences(clients, found, inputs, parts) : [];
  const { object: group } = await ensure({
    objects: groups,
    desired,
    title: `role group "${inputs.name}"`,
    isNamed,
    differences: () => adopting,
    create: async () => {
      const managedBy = (await resolveManagers(clients, inputs.managedBy ?? defaultManagers)).map(
        ([guid]) => guid ?? "",
      );
      const members = parts.members?.map(([guid]) => guid ?? "") ?? [];
      const { name, description } = inputs;
      return (await groups.create(toNewRoleGroup({ name, description, managedBy, members }))).object;
    },
    deadline: deadlineIn(clock, operationMs),
  });

  // Sync, confirm: from here on the group exists, whatever else fails.
  await groups.waitFor(({ guid }) => guid === group.guid, deadlineIn(clock, confirmationMs));
  const known = {
    memberIdentities: parts.members ?? [],
    managerIdentities: parts.managers ?? [],
  };
  try {
    await sync(clients, group, desired, parts);
    const shown = await poll(deadlineIn(clock, confirmationMs), async () => {
      const now = (await groups.list()).find(({ guid }) => guid === group.guid);
      return now && (await differences(clients, now, inputs, parts)).length === 0 ? now : undefined;
    });
    if (shown) return await withGrantsBeside(clients, shown, inputs, known, true);
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    throw new PartialError(text, await observe(clients, group, inputs, known, true), error);
  }
  const now = (await groups.find(group.guid)) ?? group;
  throw new PartialError(
    `Exchange accepted the change, but after ${confirmationMs / 60_000} minutes its lists do not show it: ` +
      `${(await differences(clients, now, inputs, parts)).join("; ")}. Run "pulumi up" again.`,
    await observe(clients, now, inputs, known, true),
  );
}

/** The group as a program would declare it, with what other grants make of the scopes of its roles. */
async function withGrantsBeside(
  clients: Clients,
  group: RoleGroup,
  declared: Partial<DeclaredGroup>,
  known: Properties,
  isAfterChange: boolean,
): Promise<Observed<DeclaredGroup>> {
  const observed = await observe(clients, group, declared, known, isAfterChange);
  const roles = await rolesOf(clients, group, false);
  if (roles.length === 0) return observed;
  const beside = await withWidening(clients, observed, {
    grants: new Set(roles.map(({ assignment }) => assignment.guid)),
    who: whoHas("securityGroup", group.name),
    assignee: group.guid,
    title: `role group "${group.name}"`,
    accepted: declared.mayBeWidenedBy,
    isOneDeclaration: true,
    isAfterChange,
  });
  if (declared.roles !== undefined) return beside;
  // Grants that are declared elsewhere tell there what widens them; after a change here it is said here, too.
  return { ...observed, ...(isAfterChange && beside.notices ? { notices: beside.notices } : {}) };
}

/** What an existing group would be declared with. Its roles are role assignments of their own, and listed as such. */
function declaredIn({ description }: RoleGroup): Partial<DeclaredGroup> {
  return { members: [], ...(description === undefined ? {} : { description }) };
}

async function resolveParts(clients: Clients, inputs: DeclaredGroup): Promise<GroupParts> {
  const { members, managedBy, roles } = inputs;
  return {
    ...(members === undefined ? {} : { members: await resolveMembers(clients, members) }),
    ...(managedBy === undefined ? {} : { managers: await resolveManagers(clients, managedBy) }),
    ...(roles === undefined ? {} : { roles: await resolveRoles(clients, roles) }),
  };
}

async function sync(
  clients: Clients,
  group: RoleGroup,
  { inputs, takenGuids }: Desired<DeclaredGroup>,
  parts: GroupParts,
): Promise<void> {
  const { roleGroups } = clients.exchange;
  const wrong = await differences(clients, group, inputs, parts);
  const isWrong = (property: string): boolean => wrong.some((each) => each.startsWith(`${property}:`));
  const changes = toSetRoleGroup({
    ...(isWrong("name") ? { name: inputs.name } : {}),
    ...(isWrong("description") && inputs.description !== undefined
      ? { description: inputs.description }
      : {}),
    ...(isWrong("managedBy") && parts.managers
      ? { managedBy: parts.managers.map(([guid]) => guid ?? "") }
      : {}),
  });
  if (Object.keys(changes).length > 0) await roleGroups.change(group.guid, changes);
  if (isWrong("members") && parts.members) {
    const wanted = parts.members.map(([guid]) => guid ?? "");
    const members = new Set((await roleGroups.membersOf(group.guid)).map(({ guid }) => guid));
    if (inputs.membersMode === "exact") await roleGroups.replaceMembers(group.guid, wanted);
    else
      await roleGroups.addMembers(
        group.guid,
        wanted.filter((guid) => !members.has(guid)),
      );
  }
  if (isWrong("roles") && parts.roles) await syncRoles(clients, group, parts.roles, takenGuids);
}

function roleIdentitiesIn(outputs: Properties): RoleIdentity[] {
  const value = outputs["roleIdentities"];
  return Array.isArray(value) ? (value as RoleIdentity[]) : [];
}
