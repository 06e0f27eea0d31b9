import { Hono } from "hono";
import type { AdministrativeUnit } from "../../entities";
import type { Tenant } from "../../tenant";
import { presentDirectoryObjects } from "./directory-objects";
import { notFound } from "./graph-error";
import type { GraphEnv } from "./graph-env";
import { without } from "./graph-object";
import { demand } from "./permissions";
import { respondWithEntity, respondWithList } from "./query";

/** Administrative units, to be read. */
export function administrativeUnitRoutes(tenant: Tenant): Hono<GraphEnv> {
  const routes = new Hono<GraphEnv>();
  const collection = { name: "administrativeUnits" };
  const all = () => tenant.visibility.view("administrativeUnits", "reads");
  const find = (id: string) => {
    const found = all().find((unit) => unit.id === id.toLowerCase());
    if (!found) throw notFound(id);
    return found;
  };

  routes.get("/directory/administrativeUnits", (context) => {
    demand(context, "readAdministrativeUnits");
    return respondWithList(context, collection, all().map(present));
  });

  routes.get("/directory/administrativeUnits/:id", (context) => {
    demand(context, "readAdministrativeUnits");
    return respondWithEntity(context, collection, present(find(context.req.param("id"))));
  });

  routes.get("/directory/administrativeUnits/:id/members", (context) => {
    demand(context, "readAdministrativeUnits");
    const { members } = find(context.req.param("id"));
    const shown = presentDirectoryObjects(tenant, members);
    return respondWithList(context, { name: "directoryObjects" }, shown);
  });

  return routes;
}

function present(unit: AdministrativeUnit): Record<string, unknown> {
  return { deletedDateTime: null, visibility: null, ...without(unit, "members") };
}
