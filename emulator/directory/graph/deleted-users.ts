import { Hono } from "hono";
import { z } from "zod";
import type { User } from "../../entities";
import { giveUpAddresses } from "../../mailboxes/provisioning";
import type { Tenant } from "../../tenant";
import { GraphError, badRequest, notFound } from "./graph-error";
import type { Body, GraphContext, GraphEnv } from "./graph-env";
import { readBody } from "./graph-env";
import { demand } from "./permissions";
import { respondWithCount, respondWithEntity, respondWithList } from "./query";
import { demandSensitive } from "./user-protection";
import { presentUser, userCollection } from "./user-properties";
import { checkUserPrincipalName, conflict, refuseDuplicateName } from "./user-rules";

const root = "/directory/deletedItems";
const list = `${root}/microsoft.graph.user`;

/** The recycle bin, as far as it holds users. */
export function deletedUserRoutes(tenant: Tenant): Hono<GraphEnv> {
  const routes = new Hono<GraphEnv>();
  const shown = (context: GraphContext) => deletedUsers(tenant).map((user) => presentUser(context, user));

  routes.get(root, (context) => {
    demand(context, "readUsers");
    if (!tenant.behaviours.on("deleted-items-need-type")) {
      return respondWithList(context, { name: "directoryObjects" }, shown(context));
    }
    const text = "Searches against this resource are not supported. Only specific instances can be queried.";
    throw new GraphError(400, "Request_UnsupportedQuery", text);
  });

  routes.get(list, (context) => {
    demand(context, "readUsers");
    return respondWithList(context, userCollection(context), shown(context));
  });

  routes.get(`${list}/$count`, (context) => {
    demand(context, "readUsers");
    return respondWithCount(context, shown(context));
  });

  routes.get(`${root}/:id`, (context) => {
    demand(context, "readUsers");
    const user = find(tenant, context.req.param("id"));
    return respondWithEntity(context, directoryObject(context), present(context, user));
  });

  routes.delete(`${root}/:id`, (context) => {
    demand(context, "deleteUsers");
    const { id } = findCurrent(tenant, context.req.param("id"));
    tenant.store.users.remove(id);
    return context.body(null, 204);
  });

  routes.post(`${root}/:id/restore`, async (context) => {
    demand(context, "deleteUsers");
    const user = findCurrent(tenant, context.req.param("id"));
    demandSensitive(context, user);
    const restored = restore(tenant, user, readOptions(await readBody(context)));
    return respondWithEntity(context, directoryObject(context), present(context, restored));
  });

  return routes;
}

const options = z.object({
  newUserPrincipalName: z.string().nullish(),
  autoReconcileProxyConflict: z.boolean().nullish(),
});
type Options = z.output<typeof options>;

function readOptions(body: Body): Options {
  const parsed = options.safeParse(body);
  if (!parsed.success) throw badRequest("Invalid request body.");
  return parsed.data;
}

function restore(tenant: Tenant, user: User, { newUserPrincipalName, autoReconcileProxyConflict }: Options) {
  const { store, behaviours } = tenant;
  const prefix = user.id.replaceAll("-", "");
  const userPrincipalName =
    newUserPrincipalName ?? user.userPrincipalName.replace(new RegExp(`^${prefix}`, "i"), "");
  checkUserPrincipalName(tenant, userPrincipalName);
  const taken = takenAddresses(tenant, user);
  if (behaviours.on("restore-conflict-refused")) {
    refuseDuplicateName(tenant, userPrincipalName, user.id);
    if (taken.length > 0 && autoReconcileProxyConflict !== true) throw conflict("proxyAddresses");
  }
  return store.transaction(() => {
    giveUpAddresses(tenant, { ...user, userPrincipalName }, taken);
    return store.users.update(user.id, {
      userPrincipalName,
      proxyAddresses: user.proxyAddresses.filter((address) => !taken.includes(address.toLowerCase())),
      deletedDateTime: null,
    });
  });
}

/** Those of the user's addresses that somebody else has by now, in lower case. */
function takenAddresses({ store }: Tenant, user: User): string[] {
  const held = new Set(
    store.recipients.all().flatMap(({ emailAddresses }) => emailAddresses.map((each) => each.toLowerCase())),
  );
  return user.proxyAddresses.map((address) => address.toLowerCase()).filter((address) => held.has(address));
}

function deletedUsers(tenant: Tenant): User[] {
  return tenant.visibility.view("users", "reads").filter(({ deletedDateTime }) => deletedDateTime !== null);
}

function find(tenant: Tenant, id: string): User {
  const found = deletedUsers(tenant).find((user) => user.id === id.toLowerCase());
  if (!found) throw notFound(id);
  return found;
}

function findCurrent({ store }: Tenant, id: string): User {
  const found = store.users.get(id);
  if (!found || found.deletedDateTime === null) throw notFound(id);
  return found;
}

function directoryObject(context: GraphContext) {
  return { ...userCollection(context), name: "directoryObjects" };
}

function present(context: GraphContext, user: User): Record<string, unknown> {
  return { "@odata.type": "#microsoft.graph.user", ...presentUser(context, user) };
}
