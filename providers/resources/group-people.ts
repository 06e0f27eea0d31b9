import type { Clients } from "../clients";
import { OperationError } from "../connection/errors";
import { deadlineIn, poll } from "../connection/retry";
import { isServicePrincipal } from "../exchange/service-principals";
import { findGroup } from "./assignee";
import { arrivalMs } from "./deadlines";
import type { IdentityGroup } from "./identity-groups";

/** Finds the members that a program names. Refuses who is not there. */
export function resolveMembers(clients: Clients, members: readonly string[]): Promise<IdentityGroup[]> {
  return resolveAll(clients, members, "member", async ({ exchange, deployment }, member) => {
    const found = (await findGroup(clients, member)) ?? (await exchange.recipients.user(member));
    if (found) return [found.guid, ...found.identities];
    if (deployment === "onPremises") return undefined;
    const principal = (await exchange.servicePrincipals.list()).find((each) =>
      isServicePrincipal(each, member),
    );
    return principal && [principal.guid, principal.objectId, principal.appId];
  });
}

/** Finds the managers that a program names: role groups or users. */
export function resolveManagers(clients: Clients, managers: readonly string[]): Promise<IdentityGroup[]> {
  return resolveAll(clients, managers, "manager", async ({ exchange }, manager) => {
    const wanted = manager.toLowerCase();
    const group = (await exchange.roleGroups.list()).find(({ identities }) => identities.includes(wanted));
    const found = group ?? (await exchange.recipients.user(manager));
    return found && [found.guid, ...found.identities];
  });
}

async function resolveAll(
  clients: Clients,
  words: readonly string[],
  what: string,
  find: (clients: Clients, word: string) => Promise<IdentityGroup | undefined>,
): Promise<IdentityGroup[]> {
  return Promise.all(
    words.map(async (word) => {
      const found = await poll(deadlineIn(clients.clock, arrivalMs), () => find(clients, word));
      if (found) return [...new Set([...found, word.toLowerCase()])];
      throw new OperationError(
        `the ${what} "${word}" is not known to Exchange. A new account can take minutes to arrive.`,
      );
    }),
  );
}
