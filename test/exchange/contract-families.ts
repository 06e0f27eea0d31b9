import { expect } from "vitest";
import type { RunningTenant } from "../../emulator";
import type { Deployment } from "../../providers/connection/deployment";
import { exchange, type Exchange } from "../../providers/exchange/exchange";
import { cmdletsOf } from "../../providers/exchange/powershell/cmdlets";
import type { Transport } from "../../providers/exchange/transport";
import { connectTransport } from "../support/exchange-transport";
import { tenantClock } from "../support/managed-resource";
import { plainTransport } from "../support/plain-transport";
import { makeOneOfEach, personIn, removeOneOfEach } from "./contract-objects";
import { makeOneOfEachOnPremises, removeOneOfEachOnPremises } from "./contract-objects-on-premises";

type Families = (running: RunningTenant, transport: Transport) => Promise<void>;

/** Takes objects of every family from beginning to end, and compares what is read with what another way reads. */
export const families: Readonly<Record<Deployment, Families>> = {
  async online(running, connected) {
    const { transport, asked } = noting(connected);
    await makeOneOfEach(transport, personIn(running).primarySmtpAddress);
    const { over, plain } = sideBySide(running, transport, connectTransport(running, "rest"));
    await expectTheSame(over, plain, [
      "managementScopes",
      "servicePrincipals",
      "roleGroups",
      "roleAssignments",
      "managementRoles",
    ]);
    const { primarySmtpAddress, userPrincipalName, externalDirectoryObjectId } = personIn(running);
    for (const family of ["group", "user"] as const) {
      const identity = family === "group" ? primarySmtpAddress : (userPrincipalName ?? "");
      expect(await over.recipients[family](identity), family).toBeDefined();
      expect(await over.recipients[family](identity)).toEqual(await plain.recipients[family](identity));
    }
    expect(await over.recipients.securityGroup("no such group")).toBeUndefined();
    // The provider comes to this cmdlet only for what is no recipient.
    expect((await transport.invoke("Get-Group", { Identity: "bookable-rooms" })).records).toHaveLength(1);
    expect(await over.mailboxes.has(externalDirectoryObjectId ?? "")).toBe(true);
    expect(await over.organizationGuid()).toBe(await plain.organizationGuid());

    await removeOneOfEach(transport);
    expect(await over.managementScopes.list()).toEqual([]);
    expect(await over.servicePrincipals.list()).toEqual([]);
    expectAllAsked(asked, "online");
  },

  async onPremises(running, connected) {
    const { transport, asked } = noting(connected);
    await makeOneOfEachOnPremises(transport, personIn(running).primarySmtpAddress);
    const { over, plain } = sideBySide(running, transport, plainTransport(running));
    await expectTheSame(over, plain, [
      "managementScopes",
      "roleGroups",
      "roleAssignments",
      "managementRoles",
    ]);
    for (const [family, identity] of [
      ["group", "bookable-rooms@contoso.com"],
      ["securityGroup", "booking-operators"],
      ["user", "contract@contoso.com"],
    ] as const) {
      expect(await over.recipients[family](identity), identity).toBeDefined();
      expect(await over.recipients[family](identity)).toEqual(await plain.recipients[family](identity));
    }
    for (const name of ["contract@contoso.com", "svc-legacy@contoso.com"]) {
      const account = await over.accounts.named(name);
      expect(account, name).toBeDefined();
      expect(account).toEqual(await plain.accounts.named(name));
    }
    const { organizationGuid } = running.tenant.store.organization.get();
    expect(await over.organizationGuid()).toBe(organizationGuid);

    await removeOneOfEachOnPremises(transport);
    expect(await over.managementScopes.list()).toEqual([]);
    expect(await over.accounts.named("contract@contoso.com")).toBeUndefined();
    expect(await over.accounts.named("svc-legacy@contoso.com")).toMatchObject({ mailbox: undefined });
    expectAllAsked(asked, "onPremises");
  },
};

/** The page on PowerShell promises of each cmdlet that it has been tried over the transport itself. */
function expectAllAsked(asked: ReadonlySet<string>, deployment: Deployment): void {
  expect(Object.keys(cmdletsOf(deployment)).filter((each) => !asked.has(each))).toEqual([]);
}

/** The transport, and which cmdlets have been answered over it. */
function noting(connected: Transport): { transport: Transport; asked: ReadonlySet<string> } {
  const asked = new Set<string>();
  const transport: Transport = {
    ...connected,
    async invoke(cmdlet, parameters) {
      const answer = await connected.invoke(cmdlet, parameters);
      asked.add(cmdlet);
      return answer;
    },
    async organizationGuid() {
      const guid = await connected.organizationGuid();
      asked.add("Get-OrganizationConfig");
      return guid;
    },
  };
  return { transport, asked };
}

interface SideBySide {
  over: Exchange;
  plain: Exchange;
}

function sideBySide(running: RunningTenant, transport: Transport, other: Transport): SideBySide {
  const clock = tenantClock(running);
  return { over: exchange(transport, clock), plain: exchange(other, clock) };
}

async function expectTheSame(
  over: Exchange,
  plain: Exchange,
  kinds: readonly (
    "managementScopes" | "servicePrincipals" | "roleGroups" | "roleAssignments" | "managementRoles"
  )[],
): Promise<void> {
  for (const kind of kinds) {
    const objects = await over[kind].list();
    expect(objects.length, kind).toBeGreaterThan(0);
    expect(objects, kind).toEqual(await plain[kind].list());
  }
  const group = (await over.roleGroups.list()).find(({ name }) => name === "Room keepers");
  const members = await over.roleGroups.membersOf(group?.guid ?? "");
  expect(members.length).toBeGreaterThan(0);
  expect(members).toEqual(await plain.roleGroups.membersOf(group?.guid ?? ""));
}
