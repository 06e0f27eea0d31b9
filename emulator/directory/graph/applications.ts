import { randomUUID } from "node:crypto";
import { Hono } from "hono";
import { timestamp } from "../../clock";
import type { Application } from "../../entities";
import type { Tenant } from "../../tenant";
import { removeServicePrincipal } from "./deletion";
import { badRequest, notFound } from "./graph-error";
import type { GraphEnv } from "./graph-env";
import { readBody, readString, referencedIds } from "./graph-env";
import { without, writableProperties } from "./graph-object";
import { ownerRoutes } from "./owners";
import { demand } from "./permissions";
import { respondWithCount, respondWithEntity, respondWithList } from "./query";

const collection = { name: "applications" };

/** Credentials have routes of their own in Graph; a body cannot bring a secret. */
const readOnly = [
  "id",
  "appId",
  "createdDateTime",
  "passwordCredentials",
  "keyCredentials",
  "federatedIdentityCredentials",
];

/** App registrations. */
export function applicationRoutes(tenant: Tenant): Hono<GraphEnv> {
  const routes = new Hono<GraphEnv>();
  const visible = () => tenant.visibility.view("applications", "reads").map(present);

  routes.get("/applications", (context) => {
    demand(context, "readApplications");
    return respondWithList(context, collection, visible());
  });

  routes.get("/applications/$count", (context) => {
    demand(context, "readApplications");
    return respondWithCount(context, visible());
  });

  routes.get("/applications/:id", (context) => {
    demand(context, "readApplications");
    return respondWithEntity(context, collection, present(find(tenant, context.req.param("id"), "reads")));
  });

  routes.post("/applications", async (context) => {
    demand(context, "writeApplications");
    const body = await readBody(context);
    const displayName = readString(body, "displayName");
    if (!displayName)
      throw badRequest("A value is required for property 'displayName' of resource 'Application'.");
    const application = tenant.store.applications.insert({
      signInAudience: "AzureADandPersonalMicrosoftAccount",
      ...writableProperties(body, readOnly),
      id: randomUUID(),
      appId: randomUUID(),
      displayName,
      passwordCredentials: [],
      keyCredentials: [],
      federatedIdentityCredentials: [],
      owners: referencedIds(body, "owners@odata.bind"),
      createdDateTime: timestamp(tenant.clock),
    });
    return respondWithEntity(context, collection, present(application), 201);
  });

  routes.patch("/applications/:id", async (context) => {
    demand(context, "writeApplications");
    const { id } = find(tenant, context.req.param("id"), "targets");
    tenant.store.applications.update(id, writableProperties(await readBody(context), readOnly));
    return context.body(null, 204);
  });

  routes.delete("/applications/:id", (context) => {
    demand(context, "writeApplications");
    const { id, appId } = find(tenant, context.req.param("id"), "targets");
    tenant.store.transaction(() => {
      const principal = tenant.store.servicePrincipals.by("appId", appId);
      if (principal && tenant.behaviours.on("application-takes-service-principal")) {
        removeServicePrincipal(tenant, principal);
      }
      tenant.store.applications.remove(id);
    });
    return context.body(null, 204);
  });

  routes.route(
    "/applications",
    ownerRoutes(tenant, {
      read: (id) => find(tenant, id, "reads"),
      write: (id, owners) => tenant.store.applications.update(id, { owners }),
    }),
  );
  return routes;
}

function find(tenant: Tenant, key: string, reader: "reads" | "targets"): Application {
  const appId = /^\(appId='([^']*)'\)$/i.exec(key)?.[1]?.toLowerCase();
  const found = tenant.visibility
    .view("applications", reader)
    .find((application) =>
      appId === undefined ? application.id === key.toLowerCase() : application.appId.toLowerCase() === appId,
    );
  if (!found || (reader === "targets" && !tenant.store.applications.get(found.id)))
    throw notFound(appId ?? key);
  return found;
}

/** Secrets are shown once, when they are made; afterwards only their hint is. */
function present(application: Application): Record<string, unknown> {
  return {
    deletedDateTime: null,
    identifierUris: [],
    appRoles: [],
    requiredResourceAccess: [],
    tags: [],
    ...without(application, "owners", "federatedIdentityCredentials"),
    passwordCredentials: application.passwordCredentials.map((credential) => ({
      ...credential,
      secretText: null,
    })),
    keyCredentials: application.keyCredentials.map((credential) => ({ ...credential, key: null })),
  };
}
