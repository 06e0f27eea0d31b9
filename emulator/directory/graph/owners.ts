import { Hono } from "hono";
import type { Tenant } from "../../tenant";
import { badRequest, notFound } from "./graph-error";
import { presentDirectoryObject, presentDirectoryObjects } from "./directory-objects";
import type { GraphEnv } from "./graph-env";
import { readBody, referencedIds } from "./graph-env";
import { demand } from "./permissions";
import { respondWithList } from "./query";

interface Owned {
  readonly id: string;
  readonly owners: readonly string[];
}

/** `/{id}/owners` of applications and service principals. */
export function ownerRoutes(
  tenant: Tenant,
  objects: { read(id: string): Owned; write(id: string, owners: string[]): unknown },
): Hono<GraphEnv> {
  const routes = new Hono<GraphEnv>();

  routes.get("/:id/owners", (context) => {
    demand(context, "readApplications");
    const { owners } = objects.read(context.req.param("id"));
    const shown = presentDirectoryObjects(tenant, owners);
    return respondWithList(context, { name: "directoryObjects" }, shown);
  });

  routes.post("/:id/owners/$ref", async (context) => {
    demand(context, "writeApplications");
    const { id, owners } = objects.read(context.req.param("id"));
    const [owner] = referencedIds(await readBody(context), "@odata.id");
    if (owner === undefined || !presentDirectoryObject(tenant, owner)) throw notFound(owner ?? "");
    if (owners.includes(owner)) {
      throw badRequest(
        "One or more added object references already exist for the following modified properties: 'owners'.",
      );
    }
    objects.write(id, [...owners, owner]);
    return context.body(null, 204);
  });

  routes.delete("/:id/owners/:owner/$ref", (context) => {
    demand(context, "writeApplications");
    const { id, owners } = objects.read(context.req.param("id"));
    const owner = context.req.param("owner").toLowerCase();
    if (!owners.includes(owner)) throw notFound(owner);
    objects.write(
      id,
      owners.filter((candidate) => candidate !== owner),
    );
    return context.body(null, 204);
  });

  return routes;
}
