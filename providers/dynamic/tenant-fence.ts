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

/** The organisation that a resource in the state is in. */
export function organizationOf(state: Properties): string | undefined {
  const organization = state["organizationGuid"];
  return typeof organization === "string" ? organization : undefined;
}
