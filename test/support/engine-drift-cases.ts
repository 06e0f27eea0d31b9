import type { RunningTenant, Store } from "../../emulator";
import type { Kind } from "../../providers/dynamic/provider-text";
import { accountDriftCases, accountWithOtherPassword } from "./engine-account-drift-cases";
import { grantDriftCases } from "./engine-grant-drift-cases";
import { groupDriftCases } from "./engine-group-drift-cases";
import { deskBooking, roomBooking } from "./seed";

/** What somebody changed in Exchange behind the program's back, and what Pulumi has to make of it. */
export interface DriftCase {
  kind: Kind;
  property: string;
  what: string;
  /** The resource's arguments in the program, as JavaScript. */
  declared: string;
  /** What the object becomes; what it owns beside itself is edited in the world's store. */
  edit(world: World, guid: string): object;
  /** How the value that is there, and the value that is wanted, show in the preview. */
  live: string | RegExp;
  wanted: string | RegExp;
  /** Other properties that the edit moves with it. */
  along?: string[];
  outcome: "repaired in place" | "replaced";
}

export interface World {
  store: Store;
  /** Guids by Pulumi name. */
  guids: ReadonlyMap<string, string>;
}

/** Enterprise applications beside the seed's, since Exchange keeps one pointer for each. */
export const applications = {
  renamed: application("1"),
  redirected: application("2"),
  reconsented: application("3"),
  stranger: application("4"),
  again: application("5"),
};

export const driftCases: DriftCase[] = [
  {
    kind: "ManagementScope",
    property: "name",
    what: "renamed, with a grant on it",
    declared: `{ recipientRestrictionFilter: "City -eq 'Oslo'" }`,
    edit: () => ({ name: "renamed by hand" }),
    live: '"renamed by hand"',
    wanted: /"ManagementScope name 0-[0-9a-f]{10}"/,
    outcome: "repaired in place",
  },
  {
    kind: "ManagementScope",
    property: "recipientRestrictionFilter",
    what: "with another filter",
    declared: `{ recipientRestrictionFilter: "City -eq 'Bergen' -and ResourceType -eq 'Room'" }`,
    edit: () => ({ recipientFilter: "City -eq 'Bergen'" }),
    live: `"City -eq 'Bergen'"`,
    wanted: `"City -eq 'Bergen' -and ResourceType -eq 'Room'"`,
    outcome: "repaired in place",
  },
  {
    kind: "ManagementScope",
    property: "recipientRestrictionFilter",
    what: "whose filter was taken away",
    declared: `{ recipientRestrictionFilter: "City -eq 'Narvik'" }`,
    edit: () => ({ recipientFilter: null }),
    live: /\+ recipientRestrictionFilter/,
    wanted: `"City -eq 'Narvik'"`,
    outcome: "repaired in place",
  },
  {
    kind: "ManagementScope",
    property: "recipientRoot",
    what: "that was given a root",
    declared: `{ recipientRestrictionFilter: "City -eq 'Bodo'" }`,
    edit: ({ store }) => ({ recipientRoot: store.organization.get().recipientRoot }),
    live: '"OU=contoso.onmicrosoft.com,OU=',
    wanted: /- recipientRoot/,
    outcome: "repaired in place",
  },
  {
    kind: "ManagementScope",
    property: "recipientRoot",
    what: "whose root was taken away",
    declared: `{ recipientRestrictionFilter: "City -eq 'Hamar'", recipientRoot: "contoso.onmicrosoft.com" }`,
    edit: () => ({ recipientRoot: null }),
    live: /\+ recipientRoot/,
    wanted: '"contoso.onmicrosoft.com"',
    outcome: "repaired in place",
  },
  {
    kind: "ServicePrincipal",
    property: "displayName",
    what: "with another display name",
    declared: argsOf(applications.renamed),
    edit: () => ({ displayName: "renamed by hand" }),
    live: '"renamed by hand"',
    wanted: /"ServicePrincipal displayName 5-[0-9a-f]{10}"/,
    outcome: "repaired in place",
  },
  {
    kind: "ServicePrincipal",
    property: "appId",
    what: "that leads to another application",
    declared: argsOf(applications.redirected),
    edit: () => ({ ...applications.stranger, name: applications.stranger.objectId }),
    live: `"${applications.stranger.appId}"`,
    wanted: `"${applications.redirected.appId}"`,
    along: ["objectId"],
    outcome: "replaced",
  },
  {
    kind: "ServicePrincipal",
    property: "objectId",
    what: "that leads to another enterprise application of the same app",
    declared: argsOf(applications.reconsented),
    edit: () => ({ objectId: applications.again.objectId }),
    live: `"${applications.again.objectId}"`,
    wanted: `"${applications.reconsented.objectId}"`,
    outcome: "replaced",
  },
  ...grantDriftCases,
  ...groupDriftCases,
  ...accountDriftCases,
];

export function nameOf(each: DriftCase): string {
  return `${each.kind} ${each.property} ${driftCases.indexOf(each)}`;
}

export const driftProgram = [
  ...foundation(),
  ...driftCases.map(
    (each, index) => `const drift${index} = new ${each.kind}("${nameOf(each)}", ${each.declared});`,
  ),
  `new ServiceAccount("${accountWithOtherPassword.name}", ${accountWithOtherPassword.declared});`,
  `new RoleAssignment("to the renamed group", { securityGroup: drift${driftCases.findIndex(({ kind }) => kind === "RoleGroup").toString()}.id, role: "Mail Recipients", scope: { managementScope: rooms.id } });`,
  `new RoleAssignment("on the renamed scope", { app: app.id, role: "Application Mail.ReadWrite", scope: { managementScope: drift0.id } });`,
];

export function addApplications({ tenant }: RunningTenant): void {
  const { servicePrincipals } = tenant.store;
  const model = servicePrincipals.get(roomBooking.servicePrincipalId);
  if (!model) throw new Error("The seed has no room booking application.");
  for (const { appId, objectId } of Object.values(applications)) {
    servicePrincipals.insert({ ...model, id: objectId, appId, displayName: appId });
  }
}

/** What the cases rest on; nobody's edits touch these. */
function foundation(): string[] {
  const scope = (filter: string): string =>
    `new ManagementScope("${filter}", { recipientRestrictionFilter: "RecipientTypeDetails -eq '${filter}'" });`;
  return [
    `const app = new ServicePrincipal("app", ${argsOf(enterprise(roomBooking))});`,
    `new ServicePrincipal("other app", ${argsOf(enterprise(deskBooking))});`,
    `const rooms = ${scope("RoomMailbox")}`,
    scope("EquipmentMailbox"),
  ];
}

function application(digit: string): { appId: string; objectId: string } {
  const guid = (last: string): string => `c0ffee00-0000-4000-8000-00000000000${last}`;
  return { appId: guid(digit), objectId: guid(digit).replace("c0ffee00", "0b1ec700") };
}

function enterprise(seeded: { appId: string; servicePrincipalId: string }): Parameters<typeof argsOf>[0] {
  return { appId: seeded.appId, objectId: seeded.servicePrincipalId };
}

function argsOf({ appId, objectId }: { appId: string; objectId: string }): string {
  return `{ appId: "${appId}", objectId: "${objectId}" }`;
}
