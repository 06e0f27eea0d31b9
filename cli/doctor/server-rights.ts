import { ServiceError } from "../../providers/connection/errors";
import type { OnPremisesSettings } from "../../providers/connection/settings-on-premises";
import type { Exchange } from "../../providers/exchange/exchange";
import type { RoleAssignment } from "../../providers/exchange/role-assignments";
import type { Transport } from "../../providers/exchange/transport";
import type { Finding, Purpose } from "./findings";
import { commonLists, failureOf, type Lists } from "./reading";

/** An Exchange server as the provider reaches it, open enough to look into. */
export interface Server {
  settings: OnPremisesSettings;
  exchange: Exchange;
  transport: Transport;
}

/**
 * What each resource reads, and the management roles that have the cmdlets with which it changes something.
 * https://learn.microsoft.com/exchange/permissions/permissions
 */
const resources: readonly { resource: string; reads: readonly string[]; roles: readonly string[] }[] = [
  { resource: "ManagementScope", reads: ["Get-ManagementScope"], roles: ["Role Management"] },
  {
    resource: "RoleGroup",
    reads: ["Get-RoleGroup", "Get-ManagementRoleAssignment", "Get-ManagementRole"],
    roles: ["Role Management"],
  },
  {
    resource: "RoleAssignment",
    reads: ["Get-ManagementRoleAssignment", "Get-ManagementRole", "Get-RoleGroup"],
    roles: ["Role Management"],
  },
  {
    resource: "ServiceAccount",
    reads: ["Get-User", "Get-Mailbox"],
    roles: ["Mail Recipient Creation", "Mail Recipients"],
  },
];

const impersonation = "ApplicationImpersonation";

/** A finding for each resource: reading is tried, changing is found out from the roles that the account holds. */
export async function serverRights(server: Server, purpose: Purpose): Promise<Finding[]> {
  const lists = listsOf(server);
  const tried = new Map<string, Promise<ServiceError | undefined>>();
  const attempt = (cmdlet: string): Promise<ServiceError | undefined> => {
    const asked = tried.get(cmdlet) ?? failureOf(lists, cmdlet);
    tried.set(cmdlet, asked);
    return asked;
  };
  const held = await rolesHeld(server);
  const findings: Finding[] = [];
  for (const { resource, reads, roles } of resources) {
    const failures = await Promise.all(reads.map(attempt));
    const failure = failures.find((each) => each !== undefined);
    findings.push(
      failure === undefined
        ? changing(resource, roles, held, server, purpose)
        : unreadable(resource, failure, server, purpose),
    );
  }
  return [...findings, ...granting(held, server, purpose)];
}

function unreadable(resource: string, failure: ServiceError, server: Server, purpose: Purpose): Finding {
  if (failure.kind !== "accessDenied") {
    const says = `${resource}: whether it can be read could not be found out. ${failure.message}`;
    return { verdict: "unknown", says };
  }
  const says = `${resource}: cannot be read, for ${failure.operation} is refused.`;
  return { verdict: "missing", says, steps: membership(server, purpose) };
}

function changing(
  resource: string,
  roles: readonly string[],
  held: Held | undefined,
  server: Server,
  purpose: Purpose,
): Finding {
  if (purpose === "preview") return { verdict: "fine", says: `${resource}: read. A preview needs no more.` };
  if (held === undefined) {
    const says = `${resource}: read. Whether also create, change and delete could not be found out.`;
    return { verdict: "unknown", says };
  }
  const missing = roles.filter((role) => !held.regular.has(role));
  if (missing.length === 0) return { verdict: "fine", says: `${resource}: read, create, change and delete.` };
  const names = missing.map((role) => `"${role}"`).join(" and ");
  const says = `${resource}: read, but not create, change or delete: the account does not hold ${names}.`;
  return { verdict: "missing", says, steps: membership(server, purpose) };
}

/** Exchange lets nobody give a role who does not hold it to give away, for everybody. */
function granting(held: Held | undefined, server: Server, purpose: Purpose): Finding[] {
  if (held === undefined || purpose === "preview") return [];
  if (held.grantable.has(impersonation)) {
    return [{ verdict: "fine", says: `It may grant ${impersonation} to others.` }];
  }
  const says = `It may not grant ${impersonation}: it has no delegating assignment of it without a scope.`;
  const steps = [
    `In Exchange: New-ManagementRoleAssignment -Role ${impersonation} -User ${nameOf(server)} -Delegating`,
    ...membership(server, purpose),
  ];
  return [{ verdict: "missing", says, steps }];
}

interface Held {
  regular: ReadonlySet<string>;
  grantable: ReadonlySet<string>;
}

/** The roles of the account, its own and those of its groups; `undefined` where that cannot be told. */
async function rolesHeld({ exchange, settings }: Server): Promise<Held | undefined> {
  if (settings.account.kind !== "password") return undefined;
  try {
    const guids = await exchange.roleAssignments.reaching(settings.account.username, false);
    const all = await exchange.roleAssignments.snapshot();
    const held = all.filter(({ guid, enabled }) => enabled && guids.has(guid));
    const names = (grants: readonly RoleAssignment[]): ReadonlySet<string> =>
      new Set(grants.map(({ role }) => role));
    return {
      regular: names(held.filter(({ delegating }) => !delegating)),
      grantable: names(held.filter(({ delegating, scope }) => delegating && "organizationWide" in scope)),
    };
  } catch (error) {
    if (error instanceof ServiceError) return undefined;
    throw error;
  }
}

function listsOf({ exchange, transport }: Server): Lists {
  const one = { ResultSize: 1 };
  return {
    ...commonLists(exchange),
    "Get-User": () => transport.invoke("Get-User", one),
    "Get-Mailbox": () => transport.invoke("Get-Mailbox", one),
  };
}

function membership(server: Server, purpose: Purpose): string[] {
  const group = purpose === "up" ? "Organization Management" : "View-Only Organization Management";
  return [
    `In Exchange, as a member of Organization Management: Add-RoleGroupMember "${group}" -Member ${nameOf(server)}`,
    "A session that is open keeps the rights that it began with: run the command again.",
  ];
}

function nameOf({ settings: { account } }: Server): string {
  return account.kind === "password" ? account.username : "<the account that runs Pulumi>";
}
