import type { Context, MiddlewareHandler } from "hono";
import { decodeJwt } from "jose";

/** A request that the tenant has answered. Never holds a token, a secret or a body other than a cmdlet's. */
export interface RequestRecord {
  /** By the wall clock, ISO 8601. */
  time: string;
  method: string;
  /** As the client sent it. */
  host: string;
  path: string;
  query: string;
  /** Of an InvokeCommand request. */
  cmdlet?: string;
  parameters?: Record<string, unknown>;
  callerAppId?: string;
  status: number;
}

export interface RequestLog {
  all: () => readonly RequestRecord[];
  clear: () => void;
  middleware: MiddlewareHandler;
}

/** Beyond this the oldest are forgotten, so that a tenant may run for days. */
const capacity = 10_000;

export function createRequestLog(): RequestLog {
  let records: RequestRecord[] = [];
  return {
    all: () => [...records],
    clear: () => {
      records = [];
    },
    middleware: async (context, next) => {
      const record = await describe(context);
      try {
        await next();
      } finally {
        records.push({ ...record, status: context.res.status });
        if (records.length > capacity) records.shift();
      }
    },
  };
}

async function describe(context: Context): Promise<Omit<RequestRecord, "status">> {
  const { host, pathname, search } = new URL(context.req.url);
  const callerAppId = readAppId(context.req.header("authorization"));
  return {
    time: new Date().toISOString(),
    method: context.req.method,
    host,
    path: pathname,
    query: search,
    ...(pathname.toLowerCase().includes("/invokecommand") && (await readCmdlet(context))),
    ...(callerAppId !== undefined && { callerAppId }),
  };
}

async function readCmdlet(context: Context): Promise<Pick<RequestRecord, "cmdlet" | "parameters">> {
  try {
    const body = JSON.parse(await context.req.text()) as { CmdletInput?: Record<string, unknown> } | null;
    const { CmdletName: cmdlet, Parameters: parameters } = body?.CmdletInput ?? {};
    return {
      ...(typeof cmdlet === "string" && { cmdlet }),
      ...(typeof parameters === "object" &&
        parameters !== null && { parameters: withoutSecrets(parameters) }),
    };
  } catch {
    return {};
  }
}

function withoutSecrets(parameters: object): Record<string, unknown> {
  const hidden = (name: string) => /password|secret|credential|token/i.test(name);
  return Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => [name, hidden(name) ? "[secret]" : (value as unknown)]),
  );
}

/** Who the token claims to be; whether it is right is the route's business. */
function readAppId(authorization: string | undefined): string | undefined {
  try {
    const { appid } = decodeJwt(authorization?.replace(/^Bearer\s+/i, "") ?? "");
    return typeof appid === "string" ? appid : undefined;
  } catch {
    return undefined;
  }
}
