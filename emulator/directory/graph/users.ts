import { Hono } from "hono";
import type { User } from "../../entities";
import type { Tenant } from "../../tenant";
import { presentDirectoryObjects } from "./directory-objects";
import { GraphError, notFound } from "./graph-error";
import type { GraphEnv } from "./graph-env";
import { without } from "./graph-object";
import { demand } from "./permissions";
import { respondWithCount, respondWithEntity, respondWithList } from "./query";

/** What a user shows when no `$select` asks for more. */
const defaultProperties = [
  "businessPhones",
  "displayName",
  "givenName",
  "jobTitle",
  "mail",
  "mobilePhone",
  "officeLocation",
  "preferredLanguage",
  "surname",
  "userPrincipalName",
  "id",
];

/** Users, to be read. */
export function userRoutes(tenant: Tenant): Hono<GraphEnv> {
  const routes = new Hono<GraphEnv>();
  // The beta version shows every property unasked.
  const collection = (path: string) =>
    path.startsWith("/beta/") || !tenant.behaviours.on("user-default-properties")
      ? { name: "users" }
      : { name: "users", defaultProperties };

  routes.get("/users", (context) => {
    demand(context, "readUsers");
    return respondWithList(context, collection(context.req.path), activeUsers(tenant).map(present));
  });

  routes.get("/users/$count", (context) => {
    demand(context, "readUsers");
    return respondWithCount(context, activeUsers(tenant).map(present));
  });

  routes.get("/users/:id", (context) => {
    demand(context, "readUsers");
    return respondWithEntity(
      context,
      collection(context.req.path),
      present(findUser(tenant, context.req.param("id"))),
    );
  });

  routes.get("/users/:id/memberOf", (context) => {
    demand(context, "readMembers");
    const { id } = findUser(tenant, context.req.param("id"));
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

function activeUsers(tenant: Tenant): User[] {
  return tenant.visibility.view("users", "reads").filter(({ deletedDateTime }) => deletedDateTime === null);
}

function findUser(tenant: Tenant, key: string): User {
  const wanted = key.toLowerCase();
  const found = activeUsers(tenant).find(
    ({ id, userPrincipalName }) => id === wanted || userPrincipalName.toLowerCase() === wanted,
  );
  if (!found) throw notFound(key);
  return found;
}

/** A password is written only. */
function present(user: User): Record<string, unknown> {
  return { businessPhones: [], ...without(user, "passwordProfile") };
}
