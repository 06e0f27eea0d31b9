import { Hono } from "hono";
import { z } from "zod";
import { badRequest } from "./graph-error";
import type { GraphContext, GraphEnv } from "./graph-env";
import { readBody } from "./graph-env";

/** Sends a request through the whole server once more. */
export type Dispatch = (request: Request) => Response | Promise<Response>;

const step = z.object({
  /** cli-microsoft365 numbers its steps. */
  id: z.union([z.string(), z.number()]),
  method: z.string(),
  url: z.string(),
  headers: z.record(z.string(), z.string()).optional(),
  body: z.unknown().optional(),
  dependsOn: z.array(z.string()).optional(),
});

type Step = z.output<typeof step>;

const largestBatch = 20;

export function batchRoutes(dispatch: Dispatch): Hono<GraphEnv> {
  const routes = new Hono<GraphEnv>();
  routes.post("/$batch", async (context) => {
    const parsed = z.object({ requests: z.array(step).min(1) }).safeParse(await readBody(context));
    if (!parsed.success) throw badRequest("Invalid batch payload format.");
    const { requests } = parsed.data;
    if (requests.length > largestBatch) {
      throw badRequest(`Number of batch request steps exceeds the maximum value of ${largestBatch}.`);
    }
    const responses = [];
    const failed = new Set<string>();
    for (const request of requests) {
      const isBlocked = request.dependsOn?.some((id) => failed.has(id)) ?? false;
      const response = isBlocked ? failedDependency(request) : await answer(context, request, dispatch);
      if (response.status >= 400) failed.add(response.id);
      responses.push(response);
    }
    return context.json({ responses });
  });
  return routes;
}

async function answer(context: GraphContext, { id, method, url, headers, body }: Step, dispatch: Dispatch) {
  const { origin, pathname } = new URL(context.req.url);
  const target = `${origin}/${pathname.split("/")[1]}/${url.replace(/^\//, "")}`;
  const request = new Request(target, {
    method,
    headers: { ...headers, authorization: context.req.header("authorization") ?? "" },
    ...(body !== undefined && method.toUpperCase() !== "GET" && { body: JSON.stringify(body) }),
  });
  const response = await dispatch(request);
  const text = await response.text();
  return {
    id: String(id),
    status: response.status,
    headers: Object.fromEntries(response.headers),
    ...(text !== "" && { body: JSON.parse(text) as unknown }),
  };
}

function failedDependency({ id }: Step) {
  const error = { code: "FailedDependency", message: "A step that this one depends on has failed." };
  return { id: String(id), status: 424, headers: {}, body: { error } };
}
