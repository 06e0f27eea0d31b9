import { Hono } from "hono";
import type { Tenant } from "../../tenant";
import { presentDirectoryObjects } from "./directory-objects";
import { activeUsers, findUser } from "./find-user";
import { GraphError } from "./graph-error";
import type { GraphEnv } from "./graph-env";
import { demand } from "./permissions";
import { respondWithCount, respondWithEntity, respondWithList } from "./query";
import { presentUser, userCollection } from "./user-properties";

/** Users, to be read. */
export function userRoutes(tenant: Tenant): Hono<GraphEnv> {
  const routes = new Hono<GraphEnv>();

  routes.get("/users", (context) => {
    demand(context, "readUsers");
    const users = activeUsers(tenant, "reads").map((user) => presentUser(context, user));
    return respondWithList(context, userCollection(context), users);
  });

  routes.get("/users/$count", (context) => {
    demand(context, "readUsers");
    const users = activeUsers(tenant, "reads").map((user) => presentUser(context, user));
    return respondWithCount(context, users);
  });

  routes.get("/users/:id", (context) => {
    demand(context, "readUsers");
    const user = findUser(tenant, context.req.param("id"), "reads");
    return respondWithEntity(context, userCollection(context), presentUser(context, user));
  });

  routes.get("/users/:id/memberOf", (context) => {
    demand(context, "readMembers");
    const { id } = findUser(tenant, context.req.param("id"), "reads");
    const groups = tenant.visibility.view("groups", "reads").filter(({ members }) => members.includes(id));
    const ids = groups.map((group) => group.id);
    return respondWithList(context, { name: "directoryObjects" }, presentDirectoryObjects(tenant, ids));
  });

  for (const path of ["/me", "/me/*"]) {
    routes.all(path, () => {
      throw new GraphError(
        400,
        "BadRequest",
        "/me request is only valid with delegated authentication flow.",
      );
    });
  }
  return routes;
}
