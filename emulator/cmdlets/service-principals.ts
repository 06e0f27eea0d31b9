import { timestamp } from "../clock";
import type { ExchangeServicePrincipal } from "../entities";
import { isGuid } from "../guids";
import type { Tenant } from "../tenant";
import type { Cmdlet, Invocation } from "./cmdlet";
import { text } from "./cmdlet";
import { invalidArgument, invalidOperation, notFound } from "./cmdlet-error";
import { newConfigurationObject } from "./configuration-object";
import { commonKeys, resolve, select } from "./identity";
import { commonProperties, wireObject } from "./wire";
import type { WireObject } from "./wire";

export const servicePrincipalCmdlets: readonly Cmdlet[] = [
  { name: "Get-ServicePrincipal", run: get },
  { name: "New-ServicePrincipal", run: create },
  {
    name: "Set-ServicePrincipal",
    run: change,
    partial: "OverrideEnforceExoAppRbacPermissions is accepted and has no effect.",
  },
  { name: "Remove-ServicePrincipal", run: remove },
];

/** Documented: name, DN, Guid, AppId and ObjectId. */
export function servicePrincipalKeys(principal: ExchangeServicePrincipal): readonly string[] {
  return [...commonKeys(principal), principal.appId, principal.objectId];
}

function get(invocation: Invocation): WireObject[] {
  const { tenant } = invocation;
  const principals = invocation.view("exchangeServicePrincipals", "reads");
  return select(tenant, principals, text(invocation, "Identity"), servicePrincipalKeys).map((principal) =>
    onTheWire(tenant, principal),
  );
}

function create(invocation: Invocation): WireObject[] {
  const { tenant } = invocation;
  const appId = guidParameter(invocation, "AppId");
  const objectId = guidParameter(invocation, "ObjectId");
  checkEnterpriseApplication(tenant, appId, objectId);
  const principal: ExchangeServicePrincipal = {
    ...newConfigurationObject(tenant, "Service Principals", objectId),
    appId,
    objectId,
    displayName: text(invocation, "DisplayName") ?? defaultDisplayName(tenant, objectId),
  };
  return [onTheWire(tenant, tenant.store.exchangeServicePrincipals.insert(principal))];
}

function change(invocation: Invocation): undefined {
  const { tenant, given } = invocation;
  const principal = target(invocation);
  tenant.store.exchangeServicePrincipals.update(principal.guid, {
    ...(given.has("DisplayName") && { displayName: text(invocation, "DisplayName") ?? "" }),
    whenChanged: timestamp(tenant.clock),
  });
}

function remove(invocation: Invocation): undefined {
  const { store, behaviours } = invocation.tenant;
  const principal = target(invocation);
  const assignments = store.roleAssignments.filter(({ roleAssignee }) => roleAssignee === principal.guid);
  if (assignments.length > 0 && !behaviours.on("removed-service-principal-takes-assignments")) {
    throw invalidOperation(`The service principal '${principal.name}' has management role assignments.`);
  }
  for (const assignment of assignments) store.roleAssignments.remove(assignment.guid);
  store.exchangeServicePrincipals.remove(principal.guid);
}

function target(invocation: Invocation): ExchangeServicePrincipal {
  const identity = text(invocation, "Identity");
  return resolve(invocation, "exchangeServicePrincipals", "targets", identity, servicePrincipalKeys);
}

/** ServiceId is the old name of ObjectId. */
function guidParameter(invocation: Invocation, parameter: "AppId" | "ObjectId"): string {
  const value =
    text(invocation, parameter) ?? (parameter === "ObjectId" ? text(invocation, "ServiceId") : undefined);
  if (value === undefined || !isGuid(value))
    throw invalidArgument(`${parameter} '${value ?? ""}' is not a GUID.`);
  return value.replace(/[{}]/g, "").toLowerCase();
}

/**
 * Documented: ObjectId has to be the enterprise application's, not the app registration's. What Exchange does
 * with another one is not known; assumed is that it takes it, and that the pointer then points nowhere.
 */
function checkEnterpriseApplication({ store, behaviours }: Tenant, appId: string, objectId: string): void {
  if (behaviours.on("service-principal-object-id-unchecked")) return;
  if (store.servicePrincipals.get(objectId)?.appId.toLowerCase() !== appId) throw notFound(objectId);
}

function defaultDisplayName({ store, behaviours }: Tenant, objectId: string): string {
  if (behaviours.on("service-principal-without-display-name")) return "";
  return store.servicePrincipals.get(objectId)?.displayName ?? "";
}

function onTheWire({ store }: Tenant, principal: ExchangeServicePrincipal): WireObject {
  return wireObject({
    ...commonProperties(principal, store.organization.get(), "msExchServicePrincipal"),
    AppId: principal.appId,
    ObjectId: principal.objectId,
    ServiceId: principal.objectId,
    DisplayName: principal.displayName,
  });
}
