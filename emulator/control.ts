import { Hono } from "hono";
import { z } from "zod";
import { DuplicateError } from "./collection";
import type { Collection } from "./collection";
import { mintFederatedToken } from "./directory/federated-token";
import type { RequestLog } from "./request-log";
import type { CollectionName } from "./store";
import type { Tenant } from "./tenant";

/**
 * The control endpoint, for tests and demos in other processes. It is no part of any vendor's service, asks for
 * no token, and its own requests are not logged. JSON in and out:
 *
 * - `GET /control`: mode, time, and how many entities each collection holds
 * - `GET | PATCH /control/store/organization`
 * - `GET | POST /control/store/{collection}`, `GET | PATCH | DELETE /control/store/{collection}/{key}`: the
 *   truth, without lag; what is written here looks like an out-of-band change
 * - `GET | PATCH /control/behaviours`: `{ "<id>": "on" | "off" | "alternative" }`
 * - `GET | PATCH | PUT /control/faults`: a part of the settings, or all of them
 * - `GET /control/clock`, `POST /control/clock` `{ "advance": milliseconds }` (virtual clocks only)
 * - `GET | DELETE /control/requests`: the log of requests
 * - `POST /control/federated-token` `{ issuer, subject, audience?, expiresIn? }`
 * - `POST /control/reset`: back to the seed
 */
export function controlRoutes(tenant: Tenant, requests: RequestLog): Hono {
  const routes = new Hono();

  routes.get("/", (context) => {
    const counts = collectionNames(tenant).map((name) => [name, tenant.store[name].all().length]);
    return context.json({
      mode: tenant.mode,
      now: new Date(tenant.clock.now()).toISOString(),
      collections: Object.fromEntries(counts) as Record<string, number>,
    });
  });
  routes.route("/store", storeRoutes(tenant));

  routes.get("/behaviours", (context) => context.json(tenant.behaviours.all()));
  routes.patch("/behaviours", async (context) => {
    const states = z.record(z.string(), z.enum(["on", "off", "alternative"])).parse(await context.req.json());
    for (const [id, state] of Object.entries(states)) tenant.behaviours.set(id, state);
    return context.json(tenant.behaviours.all());
  });

  routes.get("/faults", (context) => context.json(tenant.faults.settings));
  routes.patch("/faults", async (context) => {
    tenant.faults.set(await context.req.json());
    return context.json(tenant.faults.settings);
  });
  routes.put("/faults", async (context) => {
    tenant.faults.replace(await context.req.json());
    return context.json(tenant.faults.settings);
  });

  routes.get("/clock", (context) => context.json({ now: new Date(tenant.clock.now()).toISOString() }));
  routes.post("/clock", async (context) => {
    const { advance } = z.strictObject({ advance: z.number().int().min(0) }).parse(await context.req.json());
    tenant.clock.advance(advance);
    return context.json({ now: new Date(tenant.clock.now()).toISOString() });
  });

  routes.get("/requests", (context) => context.json(requests.all()));
  routes.delete("/requests", (context) => {
    requests.clear();
    return context.body(null, 204);
  });

  routes.post("/federated-token", async (context) => {
    const options = federatedToken.parse(await context.req.json());
    return context.json({ token: await mintFederatedToken(options) });
  });

  routes.post("/reset", (context) => {
    tenant.reset();
    requests.clear();
    return context.body(null, 204);
  });

  routes.all("*", (context) => context.json({ error: "There is no such control." }, 404));
  routes.onError((error, context) => {
    const text = error instanceof z.ZodError ? z.prettifyError(error) : error.message;
    return context.json({ error: text }, error instanceof DuplicateError ? 409 : 400);
  });
  return routes;
}

const federatedToken = z.strictObject({
  issuer: z.string(),
  subject: z.string(),
  audience: z.string().exactOptional(),
  expiresIn: z.number().int().exactOptional(),
});

const entity = z.record(z.string(), z.unknown());

function storeRoutes(tenant: Tenant): Hono {
  const routes = new Hono();

  routes.get("/organization", (context) => context.json(tenant.store.organization.get()));
  routes.patch("/organization", async (context) =>
    context.json(tenant.store.organization.update(entity.parse(await context.req.json()))),
  );

  routes.get("/:collection", (context) =>
    context.json(collectionOf(tenant, context.req.param("collection")).all()),
  );
  routes.post("/:collection", async (context) => {
    const collection = collectionOf(tenant, context.req.param("collection"));
    return context.json(collection.insert(entity.parse(await context.req.json())), 201);
  });

  routes.get("/:collection/:key", (context) => {
    const found = collectionOf(tenant, context.req.param("collection")).get(context.req.param("key"));
    return found ? context.json(found) : context.json({ error: "There is no such entity." }, 404);
  });
  routes.patch("/:collection/:key", async (context) => {
    const collection = collectionOf(tenant, context.req.param("collection"));
    return context.json(collection.update(context.req.param("key"), entity.parse(await context.req.json())));
  });
  routes.delete("/:collection/:key", (context) => {
    const removed = collectionOf(tenant, context.req.param("collection")).remove(context.req.param("key"));
    return removed ? context.body(null, 204) : context.json({ error: "There is no such entity." }, 404);
  });
  return routes;
}

/** Entities of any kind are plain JSON here; whoever writes through the control endpoint keeps their shape. */
function collectionOf(tenant: Tenant, name: string): Collection<Record<string, unknown>> {
  const found = collectionNames(tenant).find((candidate) => candidate === name);
  if (!found) throw new Error(`There is no collection ${name}.`);
  return tenant.store[found] as unknown as Collection<Record<string, unknown>>;
}

function collectionNames(tenant: Tenant): CollectionName[] {
  const names = Object.keys(tenant.store.state()) as (CollectionName | "organization")[];
  return names.filter((name) => name !== "organization");
}
