import { Hono } from "hono";
import { directoryRoles } from "../../directory-roles";
import type { DirectoryRole } from "../../entities";
import { activatedRole } from "../../seed-directory-roles";
import type { Tenant } from "../../tenant";
import { presentDirectoryObjects } from "./directory-objects";
import { badRequest, notFound } from "./graph-error";
import type { GraphContext, GraphEnv } from "./graph-env";
import { readBody, readString } from "./graph-env";
import { demand } from "./permissions";
import { respondWithEntity, respondWithList } from "./query";

/** Directory roles in their older form: templates, and the roles that have been activated from them. */
export function directoryRoleRoutes(tenant: Tenant): Hono<GraphEnv> {
  const routes = new Hono<GraphEnv>();
  const templates = Object.entries(directoryRoles).map(([id, displayName]) => ({
    id,
    deletedDateTime: null,
    displayName,
    description: describe(displayName),
  }));

  routes.get("/directoryRoleTemplates", (context) => {
    demand(context, "readRoles");
    return respondWithList(context, { name: "directoryRoleTemplates" }, templates);
  });

  routes.get("/directoryRoleTemplates/:id", (context) => {
    demand(context, "readRoles");
    const found = templates.find(({ id }) => id === context.req.param("id").toLowerCase());
    if (!found) throw notFound(context.req.param("id"));
    return respondWithEntity(context, { name: "directoryRoleTemplates" }, found);
  });

  routes.get("/directoryRoles", (context) => {
    demand(context, "readRoles");
    return respondWithList(context, { name: "directoryRoles" }, activated(tenant).map(present));
  });

  routes.get("/directoryRoles/:id", (context) => {
    demand(context, "readRoles");
    return respondWithRole(context, find(tenant, context.req.param("id")));
  });

  routes.get("/directoryRoles/:id/members", (context) => {
    demand(context, "readRoles");
    const { roleTemplateId } = find(tenant, context.req.param("id"));
    const ids = tenant.visibility
      .view("directoryRoleAssignments", "reads")
      .filter((each) => each.roleDefinitionId === roleTemplateId && each.directoryScopeId === "/")
      .map(({ principalId }) => principalId);
    return respondWithList(context, { name: "directoryObjects" }, presentDirectoryObjects(tenant, ids));
  });

  routes.post("/directoryRoles", async (context) => {
    demand(context, "writeRoles");
    const template = readString(await readBody(context), "roleTemplateId")?.toLowerCase() ?? "";
    if (!(template in directoryRoles)) throw badRequest("Invalid role template id specified.");
    if (tenant.store.directoryRoles.by("roleTemplateId", template)) throw conflictingObject();
    return respondWithRole(context, activate(tenant, template), 201);
  });

  return routes;
}

/** The tenant's own object for the template's role; made when it is first needed. */
export function activate({ store }: Tenant, template: string): DirectoryRole {
  return (
    store.directoryRoles.by("roleTemplateId", template) ??
    store.directoryRoles.insert(activatedRole(store.organization.get().tenantId, template))
  );
}

export function describe(displayName: string): string {
  return `Holders can do what the ${displayName} role allows.`;
}

export function conflictingObject() {
  return badRequest(
    "A conflicting object with one or more of the specified property values is present in the directory.",
  );
}

function activated(tenant: Tenant): DirectoryRole[] {
  if (tenant.behaviours.on("directory-roles-activated")) {
    return tenant.visibility.view("directoryRoles", "reads");
  }
  const { tenantId } = tenant.store.organization.get();
  return Object.keys(directoryRoles).map((template) => activatedRole(tenantId, template));
}

/** By object id, or by the alternate key `(roleTemplateId='…')`. */
function find(tenant: Tenant, key: string): DirectoryRole {
  const template = /^\(roleTemplateId='([^']*)'\)$/i.exec(key)?.[1]?.toLowerCase();
  const found = activated(tenant).find(({ id, roleTemplateId }) =>
    template === undefined ? id === key.toLowerCase() : roleTemplateId === template,
  );
  if (!found) throw notFound(template ?? key);
  return found;
}

function respondWithRole(context: GraphContext, role: DirectoryRole, status: 200 | 201 = 200): Response {
  return respondWithEntity(context, { name: "directoryRoles" }, present(role), status);
}

function present({ id, roleTemplateId }: DirectoryRole): Record<string, unknown> {
  const displayName = directoryRoles[roleTemplateId] ?? "";
  return { id, deletedDateTime: null, description: describe(displayName), displayName, roleTemplateId };
}
