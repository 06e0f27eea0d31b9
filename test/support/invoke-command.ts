import { request } from "undici";
import type { RunningTenant } from "../../emulator";
import { automation, tenantId } from "./seed";
import { accessToken, exchangeScope } from "./sign-in";

/** What InvokeCommand answered, taken apart. */
export interface CommandAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** The body as it came, never decompressed. */
  readonly text: string;
  readonly objects: readonly Record<string, unknown>[];
  readonly warnings: readonly string[];
  readonly nextLink: string | undefined;
  /** The parts of "ErrId|ExceptionType|Text". */
  readonly error: { readonly id: string; readonly type: string; readonly text: string } | undefined;
}

export interface CommandOptions {
  /** Who asks: an application online (the seed's automation by default), an account on-premises (its administrator). */
  readonly as?: Asker;
  readonly query?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Instead of the path that the running tenant answers to. */
  readonly url?: string;
}

interface Body {
  value?: Record<string, unknown>[];
  "@adminapi.warnings"?: string[];
  "@odata.nextLink"?: string;
  error?: { details: { message: string }[] };
}

export type Asker =
  | { readonly appId: string; readonly secret: string }
  | { readonly username: string; readonly password: string };

/** Sends a cmdlet as a plain client would. */
export async function invokeCommand(
  running: RunningTenant,
  cmdlet: string,
  parameters: Readonly<Record<string, unknown>> = {},
  options: CommandOptions = {},
): Promise<CommandAnswer> {
  const asker = options.as ?? running.administrator ?? automation;
  const address = running.connectionUri ?? `${running.url}/adminapi/beta/${tenantId}/`;
  const url = options.url ?? `${address}InvokeCommand${options.query ?? ""}`;
  const answer = await request(url, {
    method: "POST",
    headers: {
      authorization: await authorization(running, asker),
      "content-type": "application/json",
      ...options.headers,
    },
    body: JSON.stringify({ CmdletInput: { CmdletName: cmdlet, Parameters: parameters } }),
  });
  const text = await answer.body.text();
  const body = parse(text);
  const [id = "", type = "", ...words] = body.error?.details[0]?.message.split("|") ?? [];
  return {
    status: answer.statusCode,
    headers: answer.headers,
    text,
    objects: body.value ?? [],
    warnings: body["@adminapi.warnings"] ?? [],
    nextLink: body["@odata.nextLink"],
    error: body.error && { id, type, text: words.join("|") },
  };
}

async function authorization(running: RunningTenant, asker: Asker): Promise<string> {
  if ("appId" in asker) return `Bearer ${await accessToken(running, exchangeScope, asker)}`;
  return `Basic ${Buffer.from(`${asker.username}:${asker.password}`).toString("base64")}`;
}

function parse(text: string): Body {
  try {
    return JSON.parse(text) as Body;
  } catch {
    return {};
  }
}
