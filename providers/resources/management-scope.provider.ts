import type { Clients } from "../clients";
import { isServiceError, OperationError } from "../connection/errors";
import { deadlineIn, retry } from "../connection/retry";
import { PartialError, type Desired, type Lifecycle, type Observed } from "../dynamic/lifecycle";
import {
  toNewManagementScope,
  toSetManagementScope,
  type ManagementScope,
} from "../exchange/management-scopes";
import * as filter from "../exchange/filter";
import { examineFilter, refuseFilter } from "../exchange/filter/safety";
import { isSameRoot } from "../exchange/recipient-root";
import { kindOf, referenceOf } from "../exchange/role-assignments";
import { confirmationMs, operationMs, releaseMs } from "./deadlines";
import {
  differences,
  explainSimilar,
  observe,
  sameFilter,
  sameRoot,
  type DeclaredScope,
} from "./declared-scope";
import { ensure } from "./ensure";
import { managementScopeSchema } from "./management-scope";

export const managementScopeProvider: Lifecycle<DeclaredScope, Clients> = {
  kind: "ManagementScope",
  noun: "management scope",
  schema: managementScopeSchema,
  naming: { property: "name", identity: () => [] },
  replaceOn: {},
  fixed: {
    exclusive:
      "cannot be changed: Exchange has no way to, and an exclusive scope that comes or goes moves everybody's access at " +
      "once. Declare a second scope, move the grants to it, then remove this one",
  },
  same: {
    recipientRestrictionFilter: (before, after) => filter.equal(String(before), String(after)),
    recipientRoot: (before, after) => isSameRoot(String(before), String(after)),
  },
  refuse({ recipientRestrictionFilter }) {
    if (recipientRestrictionFilter === undefined) return [];
    return refuseFilter(recipientRestrictionFilter).map((reason) => ({
      property: "recipientRestrictionFilter",
      reason,
    }));
  },
  advise({ recipientRestrictionFilter }, before) {
    if (recipientRestrictionFilter === undefined) return [];
    const isUnchanged = recipientRestrictionFilter === before?.recipientRestrictionFilter;
    return isUnchanged ? [] : examineFilter(recipientRestrictionFilter).warnings;
  },
  reconcile,
  async list({ exchange }) {
    return (await exchange.managementScopes.list()).filter(isDeclarable).map((scope) => observe(scope));
  },
  async read({ exchange }, { guid, outputs }) {
    const scope = await exchange.managementScopes.find(guid);
    if (scope === undefined) return undefined;
    // Unchanged since we last wrote it, in whatever words Exchange keeps it.
    const untouched =
      scope.recipientFilter !== undefined && scope.recipientFilter === outputs["recipientFilter"];
    return observe(scope, untouched ? outputs.recipientRestrictionFilter : undefined);
  },
  async delete({ exchange, clock }, { guid }) {
    const scopes = exchange.managementScopes;
    try {
      // A grant that went a moment ago may still count: Exchange takes its removal in with a delay.
      await retry(
        deadlineIn(clock, releaseMs),
        () => scopes.remove(guid),
        (error) => isServiceError(error, "invalidOperation"),
      );
    } catch (error) {
      if (!isServiceError(error, "invalidOperation")) throw error;
      throw new OperationError(`${error.message}\n${await describeUse(exchange, guid)}`);
    }
    await scopes.waitUntilGone(guid, deadlineIn(clock, confirmationMs));
  },
};

async function reconcile(
  { exchange, clock }: Clients,
  desired: Desired<DeclaredScope>,
): Promise<Observed<DeclaredScope>> {
  const scopes = exchange.managementScopes;
  const { inputs } = desired;

  // Observe, ensure
  const { object, how } = await ensure({
    objects: scopes,
    desired,
    title: `management scope "${inputs.name}"`,
    isNamed: (scope) => scope.name.toLowerCase() === inputs.name.toLowerCase(),
    differences: (scope) => differences(scope, inputs),
    create: async () => {
      const created = await scopes.create(toNewManagementScope(inputs)).catch(async (error: unknown) => {
        throw isServiceError(error, "invalidRequest") ? await explainSimilar(exchange, inputs, error) : error;
      });
      return created.object;
    },
    deadline: deadlineIn(clock, operationMs),
  });
  if (object.exclusive !== inputs.exclusive) {
    throw new OperationError(
      `management scope "${object.name}" is ${object.exclusive ? "" : "not "}exclusive, which cannot be changed.`,
    );
  }
  if (how === "created" && !sameFilter(object, inputs)) return takeBack(exchange, object, object, inputs);

  // Sync
  const changes = toSetManagementScope({
    ...(object.name === inputs.name ? {} : { name: inputs.name }),
    ...(sameFilter(object, inputs) ? {} : { recipientRestrictionFilter: inputs.recipientRestrictionFilter }),
    ...(sameRoot(object, inputs) ? {} : { recipientRoot: inputs.recipientRoot ?? null }),
  });
  if (Object.keys(changes).length > 0) {
    await scopes.change(object.guid, changes).catch(async (error: unknown) => {
      throw isServiceError(error, "invalidRequest") ? await explainSimilar(exchange, inputs, error) : error;
    });
  }

  // Confirm
  const asWanted = (scope: ManagementScope): boolean =>
    scope.guid === object.guid && differences(scope, inputs).length === 0;
  const shown = await scopes.waitFor(asWanted, deadlineIn(clock, confirmationMs));
  if (shown) return observe(shown, inputs.recipientRestrictionFilter);
  const now = (await scopes.find(object.guid)) ?? object;
  // A list that lags shows the former filter; any other one is Exchange's doing.
  const isStrange = !sameFilter(now, inputs) && now.recipientFilter !== object.recipientFilter;
  if (isStrange) return takeBack(exchange, how === "created" ? now : object, now, inputs);
  const list = differences(now, inputs).map((difference) => `\n  - ${difference}`);
  throw new PartialError(
    `Exchange accepted the change, but after ${confirmationMs / 60_000} minutes its list does not show it:${list.join("")}\n` +
      'Run "pulumi up" again; if it stays so, somebody else may be changing the scope.',
    observe(now),
  );
}

/**
 * Exchange keeps a filter that was not asked for, and that may reach further. A new scope goes again; a changed one, on
 * which grants may rest, goes back to what it was.
 */
async function takeBack(
  exchange: Clients["exchange"],
  before: ManagementScope,
  now: ManagementScope,
  inputs: DeclaredScope,
): Promise<never> {
  const strange =
    `Exchange keeps a filter that does not provably mean what was asked for.\n` +
    `  asked: ${inputs.recipientRestrictionFilter}\n  kept:  ${now.recipientFilter ?? "(none)"}\n`;
  if (before === now) {
    await exchange.managementScopes.remove(now.guid);
    throw new OperationError(`${strange}The scope was removed again; nothing uses it.`);
  }
  await exchange.managementScopes.change(now.guid, { RecipientRestrictionFilter: before.recipientFilter });
  throw new PartialError(`${strange}The former filter was put back.`, observe(before));
}

/** Not so the scopes of servers and databases, and the one that Exchange makes for a grant to the members of a group. */
function isDeclarable({ name, recipientFilter }: ManagementScope): boolean {
  const isOfGroup = /_[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(name);
  return recipientFilter !== undefined && !(isOfGroup && /^\W*MemberOfGroup -eq /i.test(recipientFilter));
}

async function describeUse(exchange: Clients["exchange"], guid: string): Promise<string> {
  const name = (await exchange.managementScopes.find(guid))?.name.toLowerCase();
  const users = (await exchange.roleAssignments.list()).filter(
    ({ scope }) => /Scope$/.test(kindOf(scope)) && referenceOf(scope) === name,
  );
  if (users.length === 0) return "Exchange's list shows no grant on it; try again in a few minutes.";
  return `These grants use it and must go first: ${users.map((each) => `"${each.name}"`).join(", ")}.`;
}
