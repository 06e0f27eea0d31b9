import type { Context } from "hono";
import type { Tenant } from "../../tenant";
import type { Caller } from "../access-token";
import { badRequest } from "./graph-error";

/** What every Graph route finds in its context. */
export interface GraphEnv {
  Variables: { caller: Caller; tenant: Tenant };
}

export type GraphContext = Context<GraphEnv>;

export type Body = Readonly<Record<string, unknown>>;

/** The JSON body. An absent one is an empty object; anything that is not an object is refused. */
export async function readBody(context: GraphContext): Promise<Body> {
  const text = await context.req.text();
  if (text.trim() === "") return {};
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    throw badRequest(
      "Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.",
    );
  }
  if (typeof body !== "object" || body === null || Array.isArray(body))
    throw badRequest("Invalid request body.");
  return body as Body;
}

/** Reads a string property of a body without regard to the case of its name. */
export function readString(body: Body, name: string): string | undefined {
  const value = Object.entries(body).find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== "string")
    throw badRequest(`A value of type Edm.String was expected for property '${name}'.`);
  return value;
}

/** The ids in references such as `https://graph.microsoft.com/v1.0/directoryObjects/{id}`. */
export function referencedIds(body: Body, property: string): string[] {
  const value = body[property] ?? [];
  const references: unknown[] = Array.isArray(value) ? value : [value];
  return references.map((reference) => {
    const id = typeof reference === "string" ? /\/([^/]+)\/?$/.exec(reference)?.[1] : undefined;
    if (id === undefined) throw badRequest(`Invalid URL format specified in ${property}.`);
    return id.replace(/^\w+\('?|'?\)$/g, "");
  });
}
