import { OperationError } from "../connection/errors";
import type { Properties, ResourceContext } from "./lifecycle";

/**
 * Lets a connection through only to the organisation that the state belongs to. Another one would truthfully say "not
 * found", and the access would be rebuilt there. Returns the organisation's Guid.
 */
export async function passFence(
  context: ResourceContext,
  organizations: Iterable<string | undefined>,
): Promise<string> {
  const here = await context.organizationGuid();
  for (const organization of organizations) {
    if (organization !== undefined && organization !== here) {
      throw new OperationError(
        `the state belongs to organisation ${organization}, but this connection leads to organisation ${here}. ` +
          "Nothing was read or changed. Point exchange:tenantId and the credentials at the right tenant; " +
          "to manage another tenant, use a stack of its own.",
      );
    }
  }
  return here;
}

/**
 * What a preview can tell without asking anybody: a process that is shown objects of two organisations leads to at most
 * one of them. Otherwise the engine would note the other provider in the state, and no refresh would work any more.
 */
export function refuseSeveral(organizations: ReadonlySet<string>): void {
  if (organizations.size < 2) return;
  throw new OperationError(
    `the state belongs to organisations ${[...organizations].sort().join(" and ")}, but one provider leads to one tenant. ` +
      "Give each object the provider of the tenant that it is in. To have it in another tenant, declare it there under " +
      "another name and remove it here.",
  );
}

/** The organisation that a resource in the state is in. */
export function organizationOf(state: Properties): string | undefined {
  const organization = state["organizationGuid"];
  return typeof organization === "string" ? organization : undefined;
}
