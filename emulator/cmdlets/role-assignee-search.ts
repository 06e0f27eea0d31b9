import type { Tenant } from "../tenant";
import type { Invocation } from "./cmdlet";
import { text } from "./cmdlet";
import { notFound } from "./cmdlet-error";
import { recipientKeys } from "./recipients-on-the-wire";
import type { AssignmentView } from "./role-assignments-on-the-wire";
import { roleGroupKeys } from "./role-groups-on-the-wire";
import { servicePrincipalKeys } from "./service-principals";

/** An assignee, and the way by which its assignments come to the one who was asked for. */
interface FoundAssignee {
  readonly guid: string;
  readonly method: string;
}

/** Who is meant by -RoleAssignee, and the groups through which roles reach it. */
export function assigneesOf(invocation: Invocation, identity: string): FoundAssignee[] {
  const { store } = invocation.tenant;
  const wanted = identity.toLowerCase();
  const isMeant = (keys: readonly (string | null)[]) => keys.some((key) => key?.toLowerCase() === wanted);
  const direct = [
    ...store.roleGroups.filter((each) => isMeant(roleGroupKeys(each))),
    ...store.recipients.filter((each) => isMeant(recipientKeys(each))),
    ...store.exchangeServicePrincipals.filter((each) =>
      isMeant([...servicePrincipalKeys(each), each.displayName]),
    ),
  ].map(({ guid }) => guid);
  if (direct.length === 0) throw notFound(text(invocation, "RoleAssignee") ?? identity);
  const found = direct.map((guid) => ({ guid, method: "Direct" }));
  const isMember = (members: readonly string[]) => members.some((member) => direct.includes(member));
  const roleGroups = store.roleGroups.filter(({ members }) => isMember(members));
  const securityGroups = store.recipients.filter((each) => {
    const members = store.groups.get(each.externalDirectoryObjectId ?? "")?.members ?? [];
    const ids = direct.map((guid) => store.recipients.get(guid)?.externalDirectoryObjectId);
    return (
      each.recipientTypeDetails === "MailUniversalSecurityGroup" &&
      members.some((member) => ids.includes(member))
    );
  });
  return [
    ...found,
    ...roleGroups.map(({ guid }) => ({ guid, method: "RoleGroup" })),
    ...securityGroups.map(({ guid }) => ({ guid, method: "SecurityGroup" })),
  ];
}

/** One line for each user behind an assignment to a group. */
export function effectiveUsers({ store }: Tenant, view: AssignmentView): AssignmentView[] {
  const { roleAssignee, roleAssigneeType } = view.assignment;
  if (roleAssigneeType === "User" || roleAssigneeType === "ServicePrincipal") return [view];
  const members = store.roleGroups.get(roleAssignee)?.members ?? [];
  const names = members.flatMap((member) => store.recipients.get(member)?.name ?? []);
  return names.map((effectiveUser) => ({ ...view, effectiveUser }));
}
