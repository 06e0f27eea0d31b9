import { randomBytes } from "node:crypto";
import { Hono } from "hono";
import { directoryRoles } from "../../directory-roles";
import type { DirectoryRoleAssignment } from "../../entities";
import type { Tenant } from "../../tenant";
import { activate, conflictingObject, describe } from "./directory-roles";
import { badRequest, notFound } from "./graph-error";
import type { Body, GraphEnv } from "./graph-env";
import { readBody, readString } from "./graph-env";
import { demand } from "./permissions";
import { respondWithEntity, respondWithList } from "./query";

const root = "/roleManagement/directory";
const definitions = { name: "roleManagement/directory/roleDefinitions" };
const assignments = { name: "roleManagement/directory/roleAssignments" };

/** Directory roles in their newer form: definitions, and who holds them in which scope. */
export function roleManagementRoutes(tenant: Tenant): Hono<GraphEnv> {
  const routes = new Hono<GraphEnv>();
  const builtIn = Object.entries(directoryRoles).map(([id, name]) => presentDefinition(id, name));

  routes.get(`${root}/roleDefinitions`, (context) => {
    demand(context, "readRoles");
    return respondWithList(context, definitions, builtIn);
  });

  routes.get(`${root}/roleDefinitions/:id`, (context) => {
    demand(context, "readRoles");
    const found = builtIn.find(({ id }) => id === context.req.param("id").toLowerCase());
    if (!found) throw notFound(context.req.param("id"));
    return respondWithEntity(context, definitions, found);
  });

  routes.get(`${root}/roleAssignments`, (context) => {
    demand(context, "readRoles");
    const all = tenant.visibility.view("directoryRoleAssignments", "reads").map(present);
    return respondWithList(context, assignments, all);
  });

  routes.get(`${root}/roleAssignments/:id`, (context) => {
    demand(context, "readRoles");
    const found = tenant.visibility
      .view("directoryRoleAssignments", "reads")
      .find(({ id }) => id === context.req.param("id"));
    if (!found) throw notFound(context.req.param("id"));
    return respondWithEntity(context, assignments, present(found));
  });

  routes.post(`${root}/roleAssignments`, async (context) => {
    demand(context, "writeRoles");
    const created = assign(tenant, await readBody(context));
    return respondWithEntity(context, assignments, present(created), 201);
  });

  routes.delete(`${root}/roleAssignments/:id`, (context) => {
    demand(context, "writeRoles");
    if (!tenant.store.directoryRoleAssignments.remove(context.req.param("id"))) {
      throw notFound(context.req.param("id"));
    }
    return context.body(null, 204);
  });

  return routes;
}

/** Whoever has a role has it in tokens that are made from now on. */
function assign(tenant: Tenant, body: Body): DirectoryRoleAssignment {
  const { store, behaviours } = tenant;
  const roleDefinitionId = readRequired(body, "roleDefinitionId").toLowerCase();
  const principalId = readRequired(body, "principalId").toLowerCase();
  const directoryScopeId = readRequired(body, "directoryScopeId");
  if (!(roleDefinitionId in directoryRoles)) throw notFound(roleDefinitionId);
  if (!isPrincipal(tenant, principalId)) throw notFound(principalId);
  const held = store.directoryRoleAssignments.find(
    (each) =>
      each.principalId === principalId &&
      each.roleDefinitionId === roleDefinitionId &&
      each.directoryScopeId === directoryScopeId,
  );
  if (held && behaviours.on("duplicate-directory-role-refused")) throw conflictingObject();
  if (held) return held;
  return store.transaction(() => {
    activate(tenant, roleDefinitionId);
    const id = randomBytes(24).toString("base64url");
    return store.directoryRoleAssignments.insert({ id, roleDefinitionId, principalId, directoryScopeId });
  });
}

function readRequired(body: Body, name: string): string {
  const value = readString(body, name);
  if (value === undefined) {
    throw badRequest(`A value is required for property '${name}' of resource 'RoleAssignment'.`);
  }
  return value;
}

function isPrincipal({ visibility }: Tenant, principalId: string): boolean {
  const hasId = ({ id }: { id: string }) => id === principalId;
  return (
    visibility.view("servicePrincipals", "dependencies").some(hasId) ||
    visibility
      .view("users", "dependencies")
      .some((user) => user.id === principalId && user.deletedDateTime === null) ||
    visibility.view("groups", "dependencies").some(hasId)
  );
}

function present({ id, roleDefinitionId, principalId, directoryScopeId }: DirectoryRoleAssignment) {
  return { id, principalId, directoryScopeId, roleDefinitionId };
}

function presentDefinition(id: string, displayName: string) {
  return {
    id,
    description: describe(displayName),
    displayName,
    isBuiltIn: true,
    isEnabled: true,
    resourceScopes: ["/"],
    templateId: id,
    version: "1",
    rolePermissions: [],
  };
}
