import type { Tenant } from "../tenant";
import { errorAnswer } from "./answers";
import type { Page, Pages } from "./pages";
import type { ExchangeRequest } from "./request";
import type { Outcome } from "./run-cmdlet";
import { reduced, serialized } from "./serialization";

interface Envelope {
  readonly "@odata.context": string;
  readonly "@odata.nextLink"?: string;
  readonly value: readonly Readonly<Record<string, unknown>>[];
}

interface Exchange {
  readonly tenant: Tenant;
  readonly pages: Pages;
  readonly request: ExchangeRequest;
}

/** The first page of what a cmdlet returned, with its warnings. */
export function successAnswer(exchange: Exchange, outcome: Outcome, identity: string): Response {
  const { tenant, pages, request } = exchange;
  const announced = tenant.behaviours.on("warnings-in-header") ? outcome.warnings : [];
  const headers = new Headers(announced.map((warning) => ["X-Warnings", headerText(warning)]));
  if (outcome.objects === undefined && !tenant.behaviours.on("empty-value-after-change")) {
    return new Response(null, { status: 200, headers });
  }
  const page = pages.first(outcome.objects ?? [], request.header("Prefer"), identity);
  const { value, ...links } = envelope(exchange, page);
  const inValue = !outcome.isNew || tenant.behaviours.on("new-object-in-value");
  const body = inValue ? { ...links, value } : { ...links, ...value[0] };
  return Response.json({ ...body, "@adminapi.warnings": outcome.warnings }, { headers });
}

/** A later page, asked for by POST with the body of the first request. */
export function pageAnswer(exchange: Exchange, skipToken: string, identity: string): Response {
  const { tenant, pages } = exchange;
  const { laterPages } = tenant.faults.settings.paging;
  if (laterPages === "failed") {
    return errorAnswer(500, "An internal server error has occurred.", "System.Exception", "Internal error.");
  }
  const page = pages.next(skipToken, identity);
  if (!page)
    return errorAnswer(400, "The paging link has expired.", "System.ArgumentException", "Bad skip token.");
  const body = JSON.stringify({ ...envelope(exchange, page), "@adminapi.warnings": [] });
  const sent = laterPages === "truncated" ? body.slice(0, Math.floor(body.length / 2)) : body;
  return new Response(sent, { headers: { "Content-Type": "application/json" } });
}

/** Links name the host that was asked, because a client may reach the tenant by several. */
function envelope({ tenant, request }: Exchange, { objects, skipToken }: Page): Envelope {
  const selected = (request.query("$select") ?? "").split(",").map((name) => name.trim());
  const isReduced = selected.some((name) => name !== "");
  const printed = objects.map((object) => serialized(tenant.behaviours, object));
  const select = isReduced ? `&$select=${encodeURIComponent(selected.join(","))}` : "";
  const base = `https://${request.host}${request.path}`;
  return {
    "@odata.context": `${base.replace(/\/InvokeCommand$/i, "")}/$metadata#Collection(System.Object)`,
    ...(skipToken !== undefined && { "@odata.nextLink": `${base}?$skiptoken=${skipToken}${select}` }),
    value: isReduced ? printed.map((object) => reduced(object, selected)) : printed,
  };
}

/** Header values hold no line breaks and nothing beyond Latin-1. */
function headerText(text: string): string {
  return text.replace(/[^\u0020-\u007e]/g, " ");
}
