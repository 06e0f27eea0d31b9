import type { Clients } from "../clients";
import { isServiceError, OperationError } from "../connection/errors";
import { deadlineIn } from "../connection/retry";
import { PartialError, type Desired, type Lifecycle, type Observed } from "../dynamic/lifecycle";
import {
  toNewServicePrincipal,
  type ServicePrincipal,
  type ServicePrincipalSettings,
} from "../exchange/service-principals";
import { confirmationMs, operationMs } from "./deadlines";
import { asAssignee, isAssignedTo } from "./assignee";
import { ensure } from "./ensure";
import { servicePrincipalSchema } from "./service-principal";

interface Inputs extends ServicePrincipalSettings {
  adopt?: boolean;
}

export const servicePrincipalProvider: Lifecycle<Inputs, Clients> = {
  kind: "ServicePrincipal",
  noun: "service principal",
  schema: servicePrincipalSchema,
  naming: { property: "displayName", identity: ({ appId, objectId }) => [appId, objectId] },
  replaceOn: { appId: true, objectId: true },
  // Exchange keeps one pointer per application and per enterprise application.
  excludes: (before, after) => before["appId"] === after["appId"] || before["objectId"] === after["objectId"],
  fixed: {},
  same: {},
  refuse: (_inputs, _isNew, _unknown, deployment) =>
    deployment === "onPremises" ? [{ property: "appId", reason: notOnPremises }] : [],
  reconcile,
  async list({ exchange }) {
    // Somebody made them, as those that are adopted.
    return (await exchange.servicePrincipals.list()).map((principal) => observe(principal, true));
  },
  async read({ exchange }, { guid, outputs }) {
    const principal = await exchange.servicePrincipals.find(guid);
    return principal && observe(principal, outputs["adopted"] === true);
  },
  async delete({ exchange, clock }, { guid, outputs }, takenGuids) {
    // Somebody else made it and may rest grants of their own on it.
    if (outputs["adopted"] === true) return;
    await refuseForeignGrants(exchange, guid, takenGuids);
    await exchange.servicePrincipals.remove(guid);
    await exchange.servicePrincipals.waitUntilGone(guid, deadlineIn(clock, confirmationMs));
  },
};

const notOnPremises =
  "is of an application in Entra, and Exchange Server knows none: RBAC for Applications exists in Exchange Online alone. " +
  "On-premises declare a ServiceAccount, and give it ApplicationImpersonation over a ManagementScope with a RoleAssignment";

async function reconcile(clients: Clients, desired: Desired<Inputs>): Promise<Observed<Inputs>> {
  const { exchange, clock } = clients;
  const principals = exchange.servicePrincipals;
  const { inputs } = desired;
  if (!desired.known) await refuseWrongObjectId(clients, inputs);

  // Observe, ensure
  const { object, how } = await ensure({
    objects: principals,
    desired,
    title: `service principal of application ${inputs.appId}`,
    // Exchange keeps one pointer per application, whatever it is called.
    isNamed: ({ appId, objectId }) => appId === inputs.appId || objectId === inputs.objectId,
    differences: (principal) => differences(principal, inputs),
    create: async () => (await principals.create(toNewServicePrincipal(inputs))).object,
    deadline: deadlineIn(clock, operationMs),
  });
  if (how === "takenOver" && differences(object, inputs).length > 0) {
    throw new OperationError(
      `Exchange already has a pointer to application ${inputs.appId}, "${object.displayName ?? object.name}" (${object.guid}), ` +
        "and it is not in this stack's state. To take it under control as it is, declare its displayName and objectId and set adopt: true.",
    );
  }

  // Sync
  if (object.displayName !== inputs.displayName) {
    await principals.change(object.guid, { DisplayName: inputs.displayName });
  }

  // Confirm
  const adopted = how === "adopted" || desired.known?.outputs["adopted"] === true;
  const asWanted = (principal: ServicePrincipal): boolean =>
    principal.guid === object.guid && differences(principal, inputs).length === 0;
  const shown = await principals.waitFor(asWanted, deadlineIn(clock, confirmationMs));
  if (shown) return observe(shown, adopted);
  const now = (await principals.find(object.guid)) ?? object;
  throw new PartialError(
    `Exchange accepted the change, but after ${confirmationMs / 60_000} minutes its list does not show it: ` +
      `${differences(now, inputs).join("; ")}. Run "pulumi up" again.`,
    observe(now, adopted),
  );
}

/**
 * The usual mistake: the id of the app registration in place of the enterprise application's. Exchange may take it and
 * the grant then has no effect. Graph can tell them apart, if we may ask it.
 */
async function refuseWrongObjectId({ directory }: Clients, inputs: Inputs): Promise<void> {
  try {
    const objectId = await directory.applications.enterpriseApplicationId(inputs.appId);
    if (objectId === undefined || objectId === inputs.objectId) return;
    const registration = await directory.applications.registrationId(inputs.appId);
    const what =
      registration === inputs.objectId ? "is the object id of the app registration" : "is not the object id";
    throw new OperationError(
      `objectId ${inputs.objectId} ${what} of application ${inputs.appId}. Exchange needs the enterprise application's ` +
        `object id, which is ${objectId} (Entra admin center > Enterprise applications).`,
    );
  } catch (error) {
    if (isServiceError(error, "accessDenied", "unauthenticated")) return;
    throw error;
  }
}

/** Exchange removes the grants of an application along with its pointer. Ours went before; others are not ours to take. */
async function refuseForeignGrants(
  exchange: Clients["exchange"],
  guid: string,
  takenGuids: ReadonlySet<string>,
): Promise<void> {
  const principal = (await exchange.servicePrincipals.list()).find((each) => each.guid === guid);
  if (principal === undefined) return;
  const assignee = asAssignee(principal);
  const grants = (await exchange.roleAssignments.list()).filter(
    (each) => isAssignedTo(each, assignee) && !takenGuids.has(each.guid),
  );
  if (grants.length === 0) return;
  throw new OperationError(
    `Exchange would remove these grants along with it, and they are not of this stack: ${grants.map(({ name }) => `"${name}"`).join(", ")}. ` +
      "Remove or adopt them first, or set the option retainOnDelete: true, which leaves the pointer where it is.",
  );
}

function observe(principal: ServicePrincipal, adopted: boolean): Observed<Inputs> {
  return {
    guid: principal.guid,
    live: {
      appId: principal.appId,
      objectId: principal.objectId,
      ...(principal.displayName === undefined ? {} : { displayName: principal.displayName }),
    },
    computed: adopted ? { adopted } : {},
  };
}

function differences(principal: ServicePrincipal, inputs: Inputs): string[] {
  const properties = ["appId", "objectId", "displayName"] as const;
  return properties
    .filter((property) => principal[property] !== inputs[property])
    .map(
      (property) =>
        `${property}: Exchange has "${principal[property] ?? ""}", the program says "${inputs[property]}"`,
    );
}
