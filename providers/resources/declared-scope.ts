import type { Clients } from "../clients";
import { OperationError } from "../connection/errors";
import type { Observed } from "../dynamic/lifecycle";
import * as filter from "../exchange/filter";
import type { ManagementScope, ManagementScopeSettings } from "../exchange/management-scopes";
import { isSameRoot } from "../exchange/recipient-root";

/** A management scope as it is declared. */
export interface DeclaredScope extends ManagementScopeSettings {
  adopt?: boolean;
}

/** The scope as a program would declare it; `spelling` is the program's own filter where that means the same. */
export function observe(scope: ManagementScope, spelling?: string): Observed<DeclaredScope> {
  const recipientRestrictionFilter = spelling ?? scope.recipientFilter ?? "";
  return {
    guid: scope.guid,
    live: {
      name: scope.name,
      recipientRestrictionFilter,
      exclusive: scope.exclusive,
      ...(scope.recipientRoot === undefined ? {} : { recipientRoot: scope.recipientRoot }),
    },
    computed: { recipientFilter: scope.recipientFilter ?? "" },
  };
}

/** What of a scope is not as declared, a sentence each. */
export function differences(scope: ManagementScope, inputs: DeclaredScope): string[] {
  const list: string[] = [];
  const differ = (property: string, live: unknown, wanted: unknown): void => {
    list.push(
      `${property}: Exchange has ${JSON.stringify(live ?? null)}, the program says ${JSON.stringify(wanted ?? null)}`,
    );
  };
  if (scope.name !== inputs.name) differ("name", scope.name, inputs.name);
  if (!sameFilter(scope, inputs)) {
    differ("recipientRestrictionFilter", scope.recipientFilter, inputs.recipientRestrictionFilter);
  }
  if (!sameRoot(scope, inputs)) differ("recipientRoot", scope.recipientRoot, inputs.recipientRoot);
  if (scope.exclusive !== inputs.exclusive) differ("exclusive", scope.exclusive, inputs.exclusive);
  return list;
}

export function sameFilter(scope: ManagementScope, inputs: DeclaredScope): boolean {
  return (
    scope.recipientFilter !== undefined &&
    filter.equal(scope.recipientFilter, inputs.recipientRestrictionFilter)
  );
}

export function sameRoot(scope: ManagementScope, inputs: DeclaredScope): boolean {
  return isSameRoot(scope.recipientRoot, inputs.recipientRoot);
}

/** Exchange refuses a second scope with the same settings without saying which is the first. */
export async function explainSimilar(
  exchange: Clients["exchange"],
  inputs: DeclaredScope,
  cause: Error,
): Promise<Error> {
  const twin = (await exchange.managementScopes.list()).find(
    (scope) => sameFilter(scope, inputs) && sameRoot(scope, inputs) && scope.exclusive === inputs.exclusive,
  );
  if (twin === undefined) return cause;
  return new OperationError(
    `${cause.message}\nThe scope "${twin.name}" (${twin.guid}) already has this filter and root, and Exchange refuses a second ` +
      `one. Use that scope: adopt it with name: "${twin.name}" and adopt: true, or name it in the role assignments.`,
  );
}
