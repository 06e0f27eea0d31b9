import { z } from "zod";
import type { WindowsAccount } from "../../connection/credentials-on-premises";
import { ServiceError } from "../../connection/errors";
import type { ShellSettings } from "../../connection/shell-settings";
import type { Parameters } from "../transport";
import { Secret } from "../secret";
import { ShellError, type Bridge } from "./bridge";
import { endWithProcess } from "./live-shells";
import { startShell } from "./start-shell";
import { withoutSecrets, type BridgeAnswer, type ErrorRecord } from "./wire";

export interface WebServicesRequest {
  body: string;
  /** The mailbox that the request is about: the server passes it on to where that is. */
  anchorMailbox: string | undefined;
}

export interface WebServicesAnswer {
  status: number;
  location: string;
  retryAfter: string;
  body: string;
}

/** Exchange Web Services of an Exchange server, by way of a PowerShell: Node speaks no Negotiate. */
export interface WebServices {
  /** Any answer is one, whatever its status. Rejects with a ServiceError if there was none. */
  post(request: WebServicesRequest): Promise<WebServicesAnswer>;
  close(): Promise<void>;
}

export interface ShellBounds {
  start: number;
  answer: number;
  end: number;
}

const usualBounds: ShellBounds = { start: 60_000, answer: 60_000, end: 1_500 };
const cmdlet = "Send-BridgeEwsRequest";
const select = ["Status", "Location", "RetryAfter", "Body"];

/** Servers can admit clients by the start of this name, and log it. */
export const userAgent = "pulumi-exchange-rbac";

/** Starts the shell with the first request, and again when it is gone. */
export function webServices(
  shell: ShellSettings,
  url: string,
  account: WindowsAccount,
  bounds: ShellBounds = usualBounds,
): WebServices {
  let bridge: Bridge | undefined;
  let forget: (() => void) | undefined;

  async function close(): Promise<void> {
    await bridge?.end(bounds.end);
    forget?.();
    bridge = forget = undefined;
  }

  async function started(): Promise<Bridge> {
    if (bridge !== undefined && !bridge.hasEnded) return bridge;
    await close();
    const fresh = await startShell(shell, {
      cmdlets: [cmdlet],
      startTimeoutMs: bounds.start,
      withoutPowerShell: "Node itself cannot log on to an Exchange server with Kerberos or NTLM.",
    });
    forget = endWithProcess({ end: close, kill: () => fresh.kill() });
    return (bridge = fresh);
  }

  async function ask(parameters: Parameters): Promise<BridgeAnswer> {
    const running = await started();
    try {
      return await running.call({ cmdlet, parameters, select }, bounds.answer);
    } catch (cause) {
      if (!(cause instanceof ShellError)) throw cause;
      throw noAnswer(`no answer from PowerShell (${cause.message})`);
    }
  }

  return {
    async post({ body, anchorMailbox }) {
      const parameters = {
        Url: url,
        Body: body,
        AnchorMailbox: anchorMailbox,
        UserAgent: userAgent,
        // It has to give up before the shell is taken for hung.
        TimeoutSeconds: Math.max(1, Math.floor((bounds.answer / 1000) * 0.8)),
        ...logonOf(account),
      };
      const { records, errors } = await ask(parameters);
      if (errors[0]) throw noAnswer(whatFailed(withoutSecrets(errors[0], parameters)), helpOn(errors[0]));
      const parsed = answerSchema.safeParse(records[0]);
      if (!parsed.success) throw noAnswer("PowerShell gave an answer that cannot be read");
      const { Status: status, Location: location, RetryAfter: retryAfter, Body: text } = parsed.data;
      return { status, location, retryAfter, body: text };
    },
    close,
  };
}

const answerSchema = z.object({
  Status: z.number().int(),
  Location: z.string().nullish().transform(orEmpty),
  RetryAfter: z.string().nullish().transform(orEmpty),
  Body: z.string().nullish().transform(orEmpty),
});

function orEmpty(text: string | null | undefined): string {
  return text ?? "";
}

function logonOf(account: WindowsAccount): Parameters {
  return account.kind === "password"
    ? { UserName: account.username, Password: new Secret("secureString", account.password) }
    : {};
}

/** The outer exception says only that a request failed; why is in the innermost. */
function whatFailed({ message, exceptions }: ErrorRecord): string {
  const innermost = exceptions.at(-1)?.message ?? message;
  return innermost === message ? message : `${message} (${innermost})`;
}

/** A certificate that is not trusted is told by the exception's type, whatever the language. */
function helpOn({ exceptions }: ErrorRecord): string {
  return exceptions.some(({ type }) => type.endsWith(".AuthenticationException"))
    ? "This machine does not trust the server's certificate, or the certificate names another server: give the name that it has."
    : "Look whether the address is right, and whether this machine reaches the server.";
}

function noAnswer(said: string, help?: string): ServiceError {
  return new ServiceError({ kind: "unavailable", operation: "Exchange Web Services", said, help });
}
