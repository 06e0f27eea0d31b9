import { Hono } from "hono";
import type { Tenant } from "../../tenant";
import { findUser } from "./find-user";
import { badRequest, notFound } from "./graph-error";
import type { GraphEnv } from "./graph-env";
import { readBody, referencedIds } from "./graph-env";
import { demand } from "./permissions";
import { respondWithEntity } from "./query";
import { presentUser, userCollection } from "./user-properties";

/** A user's manager; having none is a 404. */
export function managerRoutes(tenant: Tenant): Hono<GraphEnv> {
  const routes = new Hono<GraphEnv>();
  const path = "/users/:id/manager";

  routes.get(path, (context) => {
    demand(context, "readUsers");
    const { manager } = findUser(tenant, context.req.param("id"), "reads");
    const found = typeof manager === "string" ? tenant.store.users.get(manager) : undefined;
    if (!found || found.deletedDateTime !== null) throw notFound("manager");
    const shown = { "@odata.type": "#microsoft.graph.user", ...presentUser(context, found) };
    return respondWithEntity(context, { ...userCollection(context), name: "directoryObjects" }, shown);
  });

  routes.put(`${path}/$ref`, async (context) => {
    demand(context, "writeUsers");
    const { id } = findUser(tenant, context.req.param("id"), "targets");
    const [manager] = referencedIds(await readBody(context), "@odata.id");
    if (manager === undefined) throw badRequest("The property '@odata.id' is missing.");
    tenant.store.users.update(id, { manager: findUser(tenant, manager, "targets").id });
    return context.body(null, 204);
  });

  routes.delete(`${path}/$ref`, (context) => {
    demand(context, "writeUsers");
    const { id, manager } = findUser(tenant, context.req.param("id"), "targets");
    if (typeof manager !== "string") throw notFound("manager");
    tenant.store.users.update(id, { manager: null });
    return context.body(null, 204);
  });

  return routes;
}
