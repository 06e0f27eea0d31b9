import { systemClock, type Clock } from "../connection/clock";
import type { WindowsAccount } from "../connection/credentials-on-premises";
import { isServiceError, OperationError, ServiceError } from "../connection/errors";
import { deadlineIn, isTransient, retry } from "../connection/retry";
import type { ShellSettings } from "../connection/shell-settings";
import { webServices, type ShellBounds, type WebServicesAnswer } from "../exchange/powershell/web-services";
import { readEwsAnswer } from "./ews-answer";
import { deniedCode, meaningOfCode, meaningOfStatus, passing } from "./ews-codes";
import { anchorOf, calendarRequest, isMailboxAddress } from "./ews-request";

/** What an account found when it tried to open a mailbox. */
export interface ProbeResult {
  /** `unclear` is everything that says nothing about grants: an unknown address, a wrong password, a busy server. */
  answer: "open" | "refused" | "unclear";
  /** Exchange's response code, or the HTTP status if there is none; `undefined` if nobody answered. */
  code: string | undefined;
  meaning: string;
  /** Whether the next mailbox would have the same answer. */
  isHopeless: boolean;
}

export interface Probe {
  /** Rejects with a ConfigurationError if there is no PowerShell, and with an OperationError for what is no address. */
  probe: (mailbox: string) => Promise<ProbeResult>;
  close: () => Promise<void>;
}

export interface ProbeOptions {
  shell: ShellSettings;
  /** Of Exchange Web Services. */
  url: string;
  /** Whose access is tried. */
  account: WindowsAccount;
  clock?: Clock;
  bounds?: ShellBounds;
}

/** Above what servers usually ask clients to wait for. */
const deadlineMs = 5 * 60_000;
const mostAttempts = 8;
const mostAttemptsUnanswered = 3;

/** Tries whether an account of an organisation's own opens mailboxes by impersonation. */
export function ewsProbe({ shell, url, account, clock = systemClock, bounds }: ProbeOptions): Probe {
  const services = webServices(shell, url, account, bounds);

  async function attempt(mailbox: string): Promise<ProbeResult> {
    const answer = await services.post({ body: calendarRequest(mailbox), anchorMailbox: anchorOf(mailbox) });
    return resultOf(answer, account);
  }

  return {
    async probe(mailbox) {
      if (!isMailboxAddress(mailbox)) {
        throw new OperationError(`${JSON.stringify(mailbox)} is not the address of a mailbox.`);
      }
      try {
        return await retry(deadlineIn(clock, deadlineMs), () => attempt(mailbox), mayRepeat);
      } catch (error) {
        if (!isServiceError(error)) throw error;
        const { code, said } = error;
        if (code === undefined) return { answer: "unclear", code, meaning: error.message, isHopeless: true };
        const meaning = code.startsWith("HTTP") ? said : meaningOfCode(code, said);
        return { answer: "unclear", code, meaning, isHopeless: false };
      }
    },
    close: () => services.close(),
  };
}

function mayRepeat(error: unknown, attempts: number): boolean {
  const isAnswered = error instanceof ServiceError && error.code !== undefined;
  return isTransient(error) && attempts < (isAnswered ? mostAttempts : mostAttemptsUnanswered);
}

/** Throws a ServiceError for an answer that may be another one in a moment. */
function resultOf(answer: WebServicesAnswer, account: WindowsAccount): ProbeResult {
  const { status, location } = answer;
  const { isSuccess, code, backOffMs, ...rest } = readEwsAnswer(answer);
  // Whatever the server is, it has been given the password.
  const said = account.kind === "password" ? rest.said.replaceAll(account.password, "<secret>") : rest.said;
  if (isSuccess) {
    return { answer: "open", code, meaning: meaningOfCode("NoError", said), isHopeless: false };
  }
  const isBusy = status === 429 || status === 502 || status === 503 || status === 504;
  if (isBusy || (code !== undefined && passing.has(code))) {
    throw new ServiceError({
      kind: code === "ErrorServerBusy" || status === 429 ? "throttled" : "unavailable",
      operation: "Exchange Web Services",
      said: code === undefined ? "the server was too busy to answer, time and again" : said,
      code: code ?? `HTTP ${status}`,
      retryAfterMs: backOffMs,
    });
  }
  // A success that is told with any other status or beside a failure is none.
  if (code === undefined || code === "NoError") {
    const isHopeless = status === 401 || (status >= 300 && status < 400) || status === 404 || status === 405;
    return {
      answer: "unclear",
      code: `HTTP ${status}`,
      meaning: meaningOfStatus(status, location),
      isHopeless,
    };
  }
  return {
    answer: code === deniedCode ? "refused" : "unclear",
    code,
    meaning: meaningOfCode(code, said),
    isHopeless: false,
  };
}
