import { Hono } from "hono";
import type { Group } from "../../entities";
import type { Tenant } from "../../tenant";
import { presentDirectoryObject, presentDirectoryObjects } from "./directory-objects";
import { badRequest, notFound } from "./graph-error";
import type { GraphEnv } from "./graph-env";
import { readBody, referencedIds } from "./graph-env";
import { without } from "./graph-object";
import { demand } from "./permissions";
import { respondWithCount, respondWithEntity, respondWithList } from "./query";

const collection = { name: "groups" };

export function groupRoutes(tenant: Tenant): Hono<GraphEnv> {
  const routes = new Hono<GraphEnv>();
  const visible = () => tenant.visibility.view("groups", "reads").map(present);

  routes.get("/groups", (context) => {
    demand(context, "readGroups");
    return respondWithList(context, collection, visible());
  });

  routes.get("/groups/$count", (context) => {
    demand(context, "readGroups");
    return respondWithCount(context, visible());
  });

  routes.get("/groups/:id", (context) => {
    demand(context, "readGroups");
    return respondWithEntity(context, collection, present(find(tenant, context.req.param("id"), "reads")));
  });

  routes.get("/groups/:id/members", (context) => {
    demand(context, "readMembers");
    const { members } = find(tenant, context.req.param("id"), "reads");
    return respondWithList(context, { name: "directoryObjects" }, presentDirectoryObjects(tenant, members));
  });

  routes.get("/groups/:id/transitiveMembers", (context) => {
    demand(context, "readMembers");
    const group = find(tenant, context.req.param("id"), "reads");
    return respondWithList(
      context,
      { name: "directoryObjects" },
      presentDirectoryObjects(tenant, transitiveMembers(tenant, group)),
    );
  });

  routes.get("/groups/:id/owners", (context) => {
    demand(context, "readGroups");
    const { owners } = find(tenant, context.req.param("id"), "reads");
    return respondWithList(context, { name: "directoryObjects" }, presentDirectoryObjects(tenant, owners));
  });

  routes.get("/groups/:id/memberOf", (context) => {
    demand(context, "readMembers");
    const { id } = find(tenant, context.req.param("id"), "reads");
    const parents = tenant.visibility.view("groups", "reads").filter(({ members }) => members.includes(id));
    const ids = parents.map((group) => group.id);
    return respondWithList(context, { name: "directoryObjects" }, presentDirectoryObjects(tenant, ids));
  });

  routes.post("/groups/:id/members/$ref", async (context) => {
    demand(context, "writeMembers");
    const group = find(tenant, context.req.param("id"), "targets");
    add(tenant, group, referencedIds(await readBody(context), "@odata.id"));
    return context.body(null, 204);
  });

  routes.delete("/groups/:id/members/:member/$ref", (context) => {
    demand(context, "writeMembers");
    const group = find(tenant, context.req.param("id"), "targets");
    refuseMailEnabled(tenant, group);
    const member = context.req.param("member").toLowerCase();
    if (!group.members.includes(member)) throw notFound(member);
    tenant.store.groups.update(group.id, { members: group.members.filter((id) => id !== member) });
    return context.body(null, 204);
  });

  // `members@odata.bind` in a PATCH adds up to 20 members; it does not replace.
  routes.patch("/groups/:id", async (context) => {
    demand(context, "writeMembers");
    const group = find(tenant, context.req.param("id"), "targets");
    const ids = referencedIds(await readBody(context), "members@odata.bind");
    if (ids.length === 0) throw badRequest("The embedded tenant changes nothing but the members of a group.");
    if (tenant.behaviours.on("members-bind-adds")) add(tenant, group, ids);
    else tenant.store.groups.update(group.id, { members: ids });
    return context.body(null, 204);
  });

  return routes;
}

function find(tenant: Tenant, id: string, reader: "reads" | "targets"): Group {
  const found = tenant.visibility.view("groups", reader).find((group) => group.id === id.toLowerCase());
  const current = reader === "targets" && found ? tenant.store.groups.get(found.id) : found;
  if (!current) throw notFound(id);
  return current;
}

function add(tenant: Tenant, group: Group, ids: readonly string[]): void {
  refuseMailEnabled(tenant, group);
  const added = ids.map((id) => id.toLowerCase());
  const missing = added.find((id) => !presentDirectoryObject(tenant, id));
  if (missing !== undefined) throw notFound(missing);
  if (added.some((id) => group.members.includes(id))) {
    const text =
      "One or more added object references already exist for the following modified properties: 'members'.";
    throw badRequest(text);
  }
  tenant.store.groups.update(group.id, { members: [...group.members, ...added] });
}

/** Mail-enabled security groups and distribution lists belong to Exchange; Graph only reads them. */
function refuseMailEnabled(tenant: Tenant, { mailEnabled, groupTypes }: Group): void {
  if (!tenant.behaviours.on("graph-refuses-mail-enabled-groups")) return;
  if (mailEnabled && !groupTypes.includes("Unified")) {
    throw badRequest("Cannot Update a mail-enabled security groups and or distribution list.");
  }
}

function transitiveMembers(tenant: Tenant, group: Group): string[] {
  const seen = new Set<string>();
  const visit = (ids: readonly string[]) => {
    for (const id of ids) {
      if (seen.has(id)) continue;
      seen.add(id);
      visit(tenant.store.groups.get(id)?.members ?? []);
    }
  };
  visit(group.members);
  return [...seen];
}

function present(group: Group): Record<string, unknown> {
  return {
    deletedDateTime: null,
    description: null,
    visibility: null,
    ...without(group, "members", "owners"),
  };
}
