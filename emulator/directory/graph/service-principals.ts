import { randomUUID } from "node:crypto";
import { Hono } from "hono";
import type { ServicePrincipal } from "../../entities";
import { timestamp } from "../../clock";
import type { Tenant } from "../../tenant";
import { visibleAssignments } from "./app-role-assignments";
import { removeServicePrincipal } from "./deletion";
import { findServicePrincipal } from "./find-service-principal";
import { GraphError, badRequest } from "./graph-error";
import type { GraphEnv } from "./graph-env";
import { readBody, readString, referencedIds } from "./graph-env";
import { without, writableProperties } from "./graph-object";
import { ownerRoutes } from "./owners";
import { demand } from "./permissions";
import { respondWithCount, respondWithEntity, respondWithList } from "./query";

const collection = { name: "servicePrincipals" };
const readOnly = [
  "id",
  "appId",
  "appRoles",
  "appOwnerOrganizationId",
  "createdDateTime",
  "servicePrincipalType",
];

export function servicePrincipalRoutes(tenant: Tenant): Hono<GraphEnv> {
  const routes = new Hono<GraphEnv>();

  routes.get("/servicePrincipals", (context) => {
    demand(context, "readApplications");
    const all = tenant.visibility.view("servicePrincipals", "reads");
    const isExpanded = expandsAssignments(context.req.query("$expand"));
    const shown = all.map((principal) => (isExpanded ? expand(tenant, principal) : present(principal)));
    return respondWithList(context, collection, shown);
  });

  routes.get("/servicePrincipals/$count", (context) => {
    demand(context, "readApplications");
    return respondWithCount(context, tenant.visibility.view("servicePrincipals", "reads").map(present));
  });

  routes.get("/servicePrincipals/:id", (context) => {
    demand(context, "readApplications");
    const principal = findServicePrincipal(tenant, context.req.param("id"), "reads");
    const isExpanded = expandsAssignments(context.req.query("$expand"));
    return respondWithEntity(
      context,
      collection,
      isExpanded ? expand(tenant, principal) : present(principal),
    );
  });

  routes.post("/servicePrincipals", async (context) => {
    demand(context, "writeApplications");
    const body = await readBody(context);
    const appId = readString(body, "appId");
    if (appId === undefined) throw badRequest("Property appId is missing.");
    const application = tenant.visibility
      .view("applications", "dependencies")
      .find((app) => same(app.appId, appId));
    if (!application) {
      throw badRequest(
        `The appId '${appId}' of the service principal does not reference a valid application object.`,
      );
    }
    if (tenant.store.servicePrincipals.by("appId", appId)) {
      const text = `The service principal cannot be created, updated, or restored because the service principal name ${appId} is already in use.`;
      throw new GraphError(409, "Request_MultipleObjectsWithSameKeyValue", text);
    }
    const principal = tenant.store.servicePrincipals.insert({
      accountEnabled: true,
      ...writableProperties(body, readOnly),
      id: randomUUID(),
      appId: application.appId,
      displayName: application.displayName,
      servicePrincipalType: "Application",
      appOwnerOrganizationId: tenant.store.organization.get().tenantId,
      appRoles: [],
      owners: referencedIds(body, "owners@odata.bind"),
      createdDateTime: timestamp(tenant.clock),
    });
    return respondWithEntity(context, collection, present(principal), 201);
  });

  routes.patch("/servicePrincipals/:id", async (context) => {
    demand(context, "writeApplications");
    const { id } = findServicePrincipal(tenant, context.req.param("id"), "targets");
    tenant.store.servicePrincipals.update(id, writableProperties(await readBody(context), readOnly));
    return context.body(null, 204);
  });

  routes.delete("/servicePrincipals/:id", (context) => {
    demand(context, "writeApplications");
    removeServicePrincipal(tenant, findServicePrincipal(tenant, context.req.param("id"), "targets"));
    return context.body(null, 204);
  });

  routes.route(
    "/servicePrincipals",
    ownerRoutes(tenant, {
      read: (id) => findServicePrincipal(tenant, id, "reads"),
      write: (id, owners) => tenant.store.servicePrincipals.update(id, { owners }),
    }),
  );
  return routes;
}

function present(principal: ServicePrincipal): Record<string, unknown> {
  return {
    deletedDateTime: null,
    appDisplayName: principal.displayName,
    appRoleAssignmentRequired: false,
    description: null,
    servicePrincipalNames: [principal.appId],
    signInAudience: "AzureADMyOrg",
    tags: [],
    ...without(principal, "owners"),
  };
}

function expand(tenant: Tenant, principal: ServicePrincipal): Record<string, unknown> {
  const appRoleAssignments = visibleAssignments(tenant, ({ principalId }) => principalId === principal.id);
  return { ...present(principal), appRoleAssignments };
}

function expandsAssignments(text: string | undefined): boolean {
  if (text === undefined) return false;
  const name = text.split("(")[0]?.trim().toLowerCase();
  if (name !== "approleassignments") {
    throw new GraphError(400, "BadRequest", `The embedded tenant does not expand '${text}'.`);
  }
  return true;
}

function same(left: string, right: string): boolean {
  return left.toLowerCase() === right.toLowerCase();
}
