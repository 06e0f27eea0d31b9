import type { DomainController } from "../connection/domain-controller";
import { OperationError } from "../connection/errors";
import type { Properties, ResourceContext } from "./lifecycle";

/** The domain controller through which an object was last changed, as the state remembers it. */
export function controllerOf(state: Properties): string | undefined {
  const controller = state["domainController"];
  return typeof controller === "string" ? controller : undefined;
}

/**
 * What one domain controller does not know may be on its way from another one: taken for gone, it would be made a second
 * time. A controller that the user names is taken at its word.
 */
export function refuseUnreplicated({ domainController: here }: ResourceContext, state: Properties): void {
  const there = controllerOf(state);
  if (!isElsewhere(here, there)) return;
  throw new OperationError(
    `the domain controller ${here?.name ?? "(unknown)"} does not know it. It was last changed through ${there ?? ""}, which this run ` +
      "does not read from, and the change may not have been replicated yet. Nothing was concluded or changed. Try again later, or " +
      "say which domain controller counts: pulumi config set exchange:domainController <its full name>",
  );
}

/** Whether this connection reads from another controller than the one that was written to, without having been told to. */
export function isElsewhere(here: DomainController | undefined, there: string | undefined): boolean {
  return (
    here?.isOurChoice === true && there !== undefined && here.name?.toLowerCase() !== there.toLowerCase()
  );
}
