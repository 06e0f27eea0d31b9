import { randomUUID } from "node:crypto";
import type { RunningTenant } from "../../emulator";
import { automation, graphAppId, tenantId } from "./seed";
import { startTestTenant } from "./tenant";

export const graphScope = "https://graph.microsoft.com/.default";
export const exchangeScope = "https://outlook.office365.com/.default";

interface Credentials {
  appId: string;
  secret: string;
}

/** Asks the token endpoint for a token, as plainly as a client can. */
export async function requestToken(running: RunningTenant, form: Record<string, string>, tenant = tenantId) {
  const response = await fetch(`${running.url}/${tenant}/oauth2/v2.0/token`, {
    method: "POST",
    body: new URLSearchParams({ grant_type: "client_credentials", ...form }),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

export async function accessToken(
  running: RunningTenant,
  scope = graphScope,
  { appId, secret }: Credentials = automation,
): Promise<string> {
  const { body } = await requestToken(running, { client_id: appId, client_secret: secret, scope });
  if (typeof body.access_token !== "string") throw new Error(JSON.stringify(body));
  return body.access_token;
}

/** Consents to an application permission of Microsoft Graph behind everybody's back. */
export function consent(
  { tenant }: RunningTenant,
  servicePrincipalId: string,
  ...permissions: string[]
): void {
  const graph = tenant.store.servicePrincipals.by("appId", graphAppId);
  for (const permission of permissions) {
    const role = graph?.appRoles.find(({ value }) => value === permission);
    if (!graph || !role) throw new Error(`The seed has no permission ${permission}.`);
    tenant.store.appRoleAssignments.insert({
      id: randomUUID(),
      appRoleId: role.id,
      principalId: servicePrincipalId,
      principalType: "ServicePrincipal",
      resourceId: graph.id,
      createdDateTime: new Date(tenant.clock.now()).toISOString(),
    });
  }
}

/** Answers of every shape: a list, an entity, an error. */
export interface GraphBody {
  error?: { code: string; message: string; innerError?: Record<string, string> };
  value?: Record<string, unknown>[];
  "@odata.nextLink"?: string;
  [property: string]: unknown;
}

export interface GraphAnswer {
  status: number;
  headers: Headers;
  body: GraphBody;
  /** The body as it came. */
  text: string;
}

/** Sends a Graph request with the given token, or with none. */
export async function graph(
  running: RunningTenant,
  token: string | undefined,
  path: string,
  init: { method?: string; body?: unknown; headers?: Record<string, string> } = {},
): Promise<GraphAnswer> {
  const response = await fetch(`${running.url}${path}`, {
    method: init.method ?? "GET",
    headers: {
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(init.body !== undefined && { "content-type": "application/json" }),
      ...init.headers,
    },
    ...(init.body !== undefined && { body: JSON.stringify(init.body) }),
  });
  const text = await response.text();
  const isJson = response.headers.get("content-type")?.includes("json") ?? false;
  return {
    status: response.status,
    headers: response.headers,
    body: isJson ? (JSON.parse(text) as GraphBody) : {},
    text,
  };
}

/** A tenant and the token of an application that holds the given permissions besides Application.Read.All. */
export async function signedIn(...permissions: string[]): Promise<{ running: RunningTenant; token: string }> {
  const running = await startTestTenant();
  consent(running, automation.servicePrincipalId, ...permissions);
  return { running, token: await accessToken(running) };
}
