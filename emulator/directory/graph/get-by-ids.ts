import { Hono } from "hono";
import { z } from "zod";
import type { Tenant } from "../../tenant";
import { presentDirectoryObject } from "./directory-objects";
import { activeUsers } from "./find-user";
import { badRequest } from "./graph-error";
import type { GraphContext, GraphEnv } from "./graph-env";
import { readBody } from "./graph-env";
import { demand } from "./permissions";
import { respondWithList } from "./query";
import { presentUser } from "./user-properties";

const request = z.object({ ids: z.array(z.string()).min(1).max(1000), types: z.array(z.string()).nullish() });

/** Objects of any kind by their ids; those that are not there are simply missing. */
export function getByIdsRoutes(tenant: Tenant): Hono<GraphEnv> {
  const routes = new Hono<GraphEnv>();

  routes.post("/directoryObjects/getByIds", async (context) => {
    demand(context, "readDirectoryObjects");
    const parsed = request.safeParse(await readBody(context));
    if (!parsed.success) throw badRequest("Invalid value specified for property 'ids' of resource.");
    const { ids, types } = parsed.data;
    const found = present(tenant, context, new Set(ids.map((id) => id.toLowerCase())));
    const wanted = types?.map((type) => `#microsoft.graph.${type}`.toLowerCase());
    const shown = wanted?.length
      ? found.filter((object) => wanted.includes(String(object["@odata.type"]).toLowerCase()))
      : found;
    return respondWithList(context, { name: "directoryObjects", pageSize: 1000 }, shown);
  });

  return routes;
}

function present(tenant: Tenant, context: GraphContext, ids: ReadonlySet<string>): Record<string, unknown>[] {
  const users = new Map(activeUsers(tenant, "reads").map((user) => [user.id, user]));
  const object = (id: string) => {
    const user = users.get(id);
    if (user) return { "@odata.type": "#microsoft.graph.user", ...presentUser(context, user) };
    return tenant.store.users.get(id) ? undefined : presentDirectoryObject(tenant, id);
  };
  return [...ids].map(object).filter((each) => each !== undefined);
}
