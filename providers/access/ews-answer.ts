import type { WebServicesAnswer } from "../exchange/powershell/web-services";

/** What Exchange Web Services said to one request. */
export interface EwsAnswer {
  /** Whether the answer is that of a request that was carried out. */
  isSuccess: boolean;
  /** A response code such as ErrorImpersonateUserDenied; `undefined` if there is none, or more than one. */
  code: string | undefined;
  /** In Exchange's words. */
  said: string;
  /** How long the server wants to be left alone. */
  backOffMs: number | undefined;
}

/** Reads a fault as well as a response message. */
export function readEwsAnswer({ status, retryAfter, body }: WebServicesAnswer): EwsAnswer {
  const codes = elements(body, "ResponseCode").filter((each) => /^[A-Za-z0-9]+$/.test(each));
  const backOff = /\bName="BackOffMilliseconds"[^>]*>\s*(\d{1,9})\s*</.exec(body)?.[1];
  const [said = ""] = [...elements(body, "MessageText"), ...elements(body, "faultstring")];
  return {
    isSuccess: status === 200 && codes.length === 1 && codes[0] === "NoError",
    code: codes.length === 1 ? codes[0] : undefined,
    said: said.slice(0, 500),
    backOffMs: backOff === undefined ? milliseconds(retryAfter) : Number(backOff),
  };
}

/**
 * The texts of the elements of a name, whatever their prefix. In XML that has neither comments nor CDATA every `<` begins
 * a tag, so that no text of a mailbox or a server can pass for an element; what has them is not read at all.
 */
function elements(xml: string, name: string): string[] {
  if (xml.includes("<!")) return [];
  const pattern = new RegExp(`<(?:[\\w.-]+:)?${name}(?:\\s[^<>]*)?>([^<]*)</(?:[\\w.-]+:)?${name}\\s*>`, "g");
  return [...xml.matchAll(pattern)].map(([, text = ""]) => unescaped(text).replace(/\s+/g, " ").trim());
}

const characters: Record<string, string> = { lt: "<", gt: ">", quot: '"', apos: "'", amp: "&" };

function unescaped(text: string): string {
  return text.replace(/&(lt|gt|quot|apos|amp);/g, (_, name: string) => characters[name] ?? "");
}

function milliseconds(retryAfter: string): number | undefined {
  return /^\d{1,6}$/.test(retryAfter) ? Number(retryAfter) * 1000 : undefined;
}
