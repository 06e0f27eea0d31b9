import { randomBytes } from "node:crypto";
import { Hono } from "hono";
import { timestamp } from "../../clock";
import type { AppRoleAssignment } from "../../entities";
import type { Tenant } from "../../tenant";
import { findServicePrincipal } from "./find-service-principal";
import { badRequest, notFound } from "./graph-error";
import type { GraphContext, GraphEnv } from "./graph-env";
import { readBody, readString } from "./graph-env";
import { demand } from "./permissions";
import { respondWithEntity, respondWithList } from "./query";

/** The role that stands for "no particular role" where a resource has none. */
const defaultRole = "00000000-0000-0000-0000-000000000000";

/** The same consents from both ends: what a principal holds, and what has been given on a resource. */
const ends = [
  { segment: "appRoleAssignments", property: "principalId" },
  { segment: "appRoleAssignedTo", property: "resourceId" },
] as const;

export function appRoleAssignmentRoutes(tenant: Tenant): Hono<GraphEnv> {
  const routes = new Hono<GraphEnv>();

  for (const { segment, property } of ends) {
    const path = `/servicePrincipals/:id/${segment}` as const;
    const name = (id: string) => `servicePrincipals('${id}')/${segment}`;

    routes.get(path, (context) => {
      demand(context, "readAppRoleAssignments");
      const { id } = findServicePrincipal(tenant, context.req.param("id"), "reads");
      const found = visibleAssignments(tenant, (assignment) => assignment[property] === id);
      return respondWithList(context, { name: name(id) }, found);
    });

    routes.get(`${path}/:assignment`, (context) => {
      demand(context, "readAppRoleAssignments");
      const { id } = findServicePrincipal(tenant, context.req.param("id"), "reads");
      const key = context.req.param("assignment");
      const [found] = visibleAssignments(
        tenant,
        (candidate) => candidate.id === key && candidate[property] === id,
      );
      if (!found) throw notFound(key);
      return respondWithEntity(context, { name: name(id) }, found);
    });

    routes.post(path, async (context) => {
      demand(context, "writeAppRoleAssignments");
      const { id } = findServicePrincipal(tenant, context.req.param("id"), "targets");
      const created = await create(tenant, context, { [property]: id });
      return respondWithEntity(context, { name: name(id) }, present(tenant, created), 201);
    });

    routes.delete(`${path}/:assignment`, (context) => {
      demand(context, "writeAppRoleAssignments");
      const { id } = findServicePrincipal(tenant, context.req.param("id"), "targets");
      const found = tenant.store.appRoleAssignments.get(context.req.param("assignment"));
      if (found?.[property] !== id) throw notFound(context.req.param("assignment"));
      tenant.store.appRoleAssignments.remove(found.id);
      return context.body(null, 204);
    });
  }
  return routes;
}

/** As Graph shows them, to a reader who may lag. */
export function visibleAssignments(tenant: Tenant, predicate: (assignment: AppRoleAssignment) => boolean) {
  return tenant.visibility
    .view("appRoleAssignments", "reads")
    .filter(predicate)
    .map((assignment) => present(tenant, assignment));
}

async function create(
  tenant: Tenant,
  context: GraphContext,
  addressed: { principalId?: string; resourceId?: string },
): Promise<AppRoleAssignment> {
  const body = await readBody(context);
  const appRoleId = readString(body, "appRoleId") ?? defaultRole;
  const principalId = readString(body, "principalId")?.toLowerCase() ?? addressed.principalId;
  const resourceId = readString(body, "resourceId")?.toLowerCase() ?? addressed.resourceId;
  if (principalId === undefined || resourceId === undefined)
    throw badRequest("principalId and resourceId are required.");
  if (
    principalId !== (addressed.principalId ?? principalId) ||
    resourceId !== (addressed.resourceId ?? resourceId)
  ) {
    throw badRequest("The object in the request URL and in the request body differ.");
  }
  const visible = tenant.visibility.view("servicePrincipals", "dependencies");
  const resource = visible.find(({ id }) => id === resourceId);
  if (!resource) throw notFound(resourceId);
  if (!visible.some(({ id }) => id === principalId)) throw notFound(principalId);
  const role = resource.appRoles.find(({ id }) => id === appRoleId.toLowerCase());
  if (!role && appRoleId !== defaultRole)
    throw badRequest("Permission being assigned was not found on application");

  const held = tenant.store.appRoleAssignments.find(
    (assignment) =>
      assignment.principalId === principalId &&
      assignment.resourceId === resourceId &&
      assignment.appRoleId === appRoleId.toLowerCase(),
  );
  if (held && tenant.behaviours.on("duplicate-consent-refused")) {
    throw badRequest("Permission being assigned already exists on the object");
  }
  return tenant.store.appRoleAssignments.insert({
    id: randomBytes(32).toString("base64url"),
    appRoleId: appRoleId.toLowerCase(),
    principalId,
    principalType: "ServicePrincipal",
    resourceId,
    createdDateTime: timestamp(tenant.clock),
  });
}

function present(tenant: Tenant, assignment: AppRoleAssignment): Record<string, unknown> {
  const displayName = (id: string) => tenant.store.servicePrincipals.get(id)?.displayName ?? null;
  return {
    deletedDateTime: null,
    ...assignment,
    principalDisplayName: displayName(assignment.principalId),
    resourceDisplayName: displayName(assignment.resourceId),
  };
}
