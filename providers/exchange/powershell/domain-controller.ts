import type { DomainController } from "../../connection/domain-controller";
import { isServiceError, ServiceError } from "../../connection/errors";

/** Reads the organisation from a domain controller, or from any, and tells which one has answered. */
export type OrganizationFrom = (controller: string | undefined) => Promise<string | undefined>;

/**
 * The domain controller that a connection reads from and writes to: another one knows of a change only after replication.
 * One that the configuration names is kept to; one that we chose ourselves is given up when it no longer answers.
 */
export interface PinnedController extends DomainController {
  /** Makes sure, in a session that has just been opened, that there is one and that it answers. */
  settle(organizationFrom: OrganizationFrom): Promise<void>;
}

export function pinnedController(configured: string | undefined): PinnedController {
  let name = configured;
  let preferred: string | undefined;
  return {
    get name() {
      return name;
    },
    isOurChoice: configured === undefined,
    prefer(controller) {
      if (name === undefined) preferred ??= controller;
    },
    async settle(organizationFrom) {
      if (name === undefined && preferred !== undefined) {
        const controller = preferred;
        // One that is no more is refused in more than one way.
        name = await organizationFrom(controller).then(
          () => controller,
          () => undefined,
        );
        if (name !== undefined) return;
      }
      try {
        const answered = await organizationFrom(name);
        // A change that was made before stands there first of all.
        name ??= answered;
      } catch (error) {
        if (name === undefined || !isServiceError(error, "unavailable")) throw error;
        if (configured !== undefined) throw notAnswering(configured, error);
        name = await organizationFrom(undefined);
      }
    },
  };
}

function notAnswering(controller: string, cause: ServiceError): ServiceError {
  return new ServiceError({
    kind: "unavailable",
    operation: `Reading from the domain controller ${controller}`,
    said: cause.said,
    help:
      "exchange:domainController names it. Look whether it is the full name of a domain controller that the Exchange server " +
      "reaches, or leave it out: then the Exchange server chooses one.\nSet it with: pulumi config set exchange:domainController <name>",
    code: cause.code,
    cause,
  });
}
