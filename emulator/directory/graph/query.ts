import type { GraphContext } from "./graph-env";
import { GraphError, badRequest } from "./graph-error";
import { parseODataFilter } from "./odata-filter";

/** How a collection is queried. */
export interface Collection {
  /** As `@odata.context` names it: "users", "groups('…')/members". */
  name: string;
  /** Page size when the client asks for none. */
  pageSize?: number;
  /** What is returned without `$select`; everything when not given. */
  defaultProperties?: readonly string[];
}

type Entity = Record<string, unknown>;

const largestPage = 999;

/** Answers a list: `$filter`, `$orderby`, `$count`, `$top`, `$skiptoken`, `$select`. */
export function respondWithList(
  context: GraphContext,
  collection: Collection,
  entities: readonly Entity[],
): Response {
  const query = context.req.query();
  const isAdvanced = isAdvancedQuery(context) && query.$count === "true";
  const allowsAdvanced = isAdvanced || !context.get("tenant").behaviours.on("advanced-query-needs-header");
  if (query.$search !== undefined) {
    throw new GraphError(400, "Request_UnsupportedQuery", "The embedded tenant does not search.");
  }
  const found = sort(filter(entities, query.$filter, allowsAdvanced), query.$orderby);
  const size = pageSize(query.$top, collection.pageSize ?? 100);
  const start = skip(query.$skiptoken);
  const page = found.slice(start, start + size);
  const isLast = start + size >= found.length;
  return context.json({
    ...odataContext(context, contextName(collection.name, query.$select)),
    ...(isAdvanced && { "@odata.count": found.length }),
    ...(!isLast && { "@odata.nextLink": nextLink(context, start + size) }),
    value: page.map((entity) => select(entity, query.$select, collection.defaultProperties)),
  });
}

/** Answers one entity: `$select`. */
export function respondWithEntity(
  context: GraphContext,
  collection: Collection,
  entity: Entity,
  status: 200 | 201 = 200,
) {
  const { $select } = context.req.query();
  return context.json(
    {
      ...odataContext(context, `${contextName(collection.name, $select)}/$entity`),
      ...select(entity, $select, collection.defaultProperties),
    },
    status,
  );
}

/** The bare number of `…/$count`, which only advanced queries may ask for. */
export function respondWithCount(context: GraphContext, entities: readonly Entity[]): Response {
  if (!isAdvancedQuery(context)) throw badRequest("$count is not currently supported.");
  return context.text(String(filter(entities, context.req.query("$filter"), true).length));
}

/** The service root that the client addressed, with its port. */
export function serviceRoot(context: GraphContext): string {
  const { origin, pathname } = new URL(context.req.url);
  return `${origin}/${pathname.split("/")[1]}`;
}

function isAdvancedQuery(context: GraphContext): boolean {
  return context.req.header("consistencylevel")?.toLowerCase() === "eventual";
}

function filter(entities: readonly Entity[], text: string | undefined, isAdvanced: boolean): Entity[] {
  if (text === undefined) return [...entities];
  const parsed = parseODataFilter(text);
  if (parsed.advanced && !isAdvanced) {
    throw new GraphError(
      400,
      "Request_UnsupportedQuery",
      "Unsupported or invalid query filter clause specified.",
    );
  }
  return entities.filter((entity) => parsed.matches(entity));
}

function sort(entities: Entity[], order: string | undefined): Entity[] {
  if (order === undefined) return entities;
  const [property = "", direction] = order.trim().split(/\s+/);
  const sign = direction === "desc" ? -1 : 1;
  return entities.sort((left, right) => sign * print(left[property]).localeCompare(print(right[property])));
}

function print(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value ?? "");
}

function select(
  entity: Entity,
  properties: string | undefined,
  defaults: readonly string[] | undefined,
): Entity {
  const wanted = properties === undefined ? defaults : properties.split(",").map((name) => name.trim());
  if (!wanted || wanted.includes("*")) return entity;
  const names = new Set(wanted.map((name) => name.toLowerCase()));
  const kept = Object.entries(entity).filter(
    ([name]) => names.has(name.toLowerCase()) || name.startsWith("@odata."),
  );
  if (properties !== undefined) return Object.fromEntries(kept);
  const missing = wanted.filter((name) => !(name in entity)).map((name) => [name, null]);
  return Object.fromEntries([...kept, ...missing]) as Entity;
}

function pageSize(top: string | undefined, usual: number): number {
  if (top === undefined) return usual;
  if (!/^\d+$/.test(top) || Number(top) < 1 || Number(top) > largestPage) {
    throw new GraphError(
      400,
      "Request_UnsupportedQuery",
      `Invalid page size specified: '${top}'. Must be between 1 and ${largestPage} inclusive.`,
    );
  }
  return Number(top);
}

function skip(token: string | undefined): number {
  if (token === undefined) return 0;
  const start = Number(Buffer.from(token, "base64url").toString());
  if (!Number.isInteger(start) || start < 0) throw badRequest("Invalid skip token.");
  return start;
}

function nextLink(context: GraphContext, start: number): string {
  const url = new URL(context.req.url);
  url.searchParams.set("$skiptoken", Buffer.from(String(start)).toString("base64url"));
  // Graph leaves the dollar signs as they are, and clients look for "$skiptoken".
  return url.toString().replaceAll("%24", "$");
}

function contextName(name: string, properties: string | undefined): string {
  return properties === undefined ? name : `${name}(${properties})`;
}

function odataContext(context: GraphContext, name: string): object {
  if (context.req.header("accept")?.includes("odata.metadata=none")) return {};
  return { "@odata.context": `${serviceRoot(context)}/$metadata#${name}` };
}
