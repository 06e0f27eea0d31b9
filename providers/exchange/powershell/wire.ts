import { z } from "zod";
import { Secret } from "../secret";
import type { Parameters } from "../transport";

export interface BridgeRequest {
  cmdlet: string;
  parameters: Parameters;
  /** The properties that are wanted of each object: each costs PowerShell a third of a millisecond. */
  select: readonly string[];
}

/** An error record of PowerShell, as far as it tells what happened whatever the language. */
export type ErrorRecord = z.output<typeof errorRecordSchema>;

export type BridgeAnswer = z.output<typeof answerSchema>;

const errorRecordSchema = z.object({
  message: z.string(),
  exceptions: z.array(
    z.object({ type: z.string(), message: z.string(), remoteTypes: z.array(z.string()).default([]) }),
  ),
  fullyQualifiedErrorId: z.string(),
  categoryReason: z.string(),
  details: z.string().optional(),
});

const answerSchema = z.object({
  records: z.array(z.record(z.string(), z.unknown())),
  warnings: z.array(z.string()),
  errors: z.array(errorRecordSchema),
});

/** The line that bridge.ps1 reads. Throws a TypeError for what cannot be said in it. */
export function requestLine(id: number, { cmdlet, parameters, select }: BridgeRequest): string {
  const secrets: string[] = [];
  const request = {
    id,
    cmdlet: marked(cmdlet, secrets),
    parameters: Object.entries(parameters)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [marked(name, secrets), marked(value, secrets)]),
    select: select.map((name) => marked(name, secrets)),
  };
  return [JSON.stringify(request), ...secrets].map((text) => Buffer.from(text).toString("base64")).join(" ");
}

/** The answer to request `id` in what the shell wrote; `undefined` if there is none that can be read. */
export function findAnswer(id: number, output: string): BridgeAnswer | undefined {
  const base64 = new RegExp(`#BRIDGE#${id}#([A-Za-z0-9+/=]*)#`).exec(output)?.[1];
  if (base64 === undefined) return undefined;
  try {
    return answerSchema.parse(JSON.parse(Buffer.from(base64, "base64").toString("utf8")));
  } catch {
    return undefined;
  }
}

/** What was given secretly must not come back in a message. */
export function withoutSecrets(record: ErrorRecord, parameters: Parameters): ErrorRecord {
  const secrets = Object.values(parameters).filter((value) => value instanceof Secret);
  const texts = secrets.map((secret) => secret.reveal()).filter((text) => text !== "");
  const clean = (text: string): string =>
    texts.reduce((left, secret) => left.replaceAll(secret, "<secret>"), text);
  return {
    ...record,
    message: clean(record.message),
    ...(record.details === undefined ? {} : { details: clean(record.details) }),
    exceptions: record.exceptions.map((each) => ({ ...each, message: clean(each.message) })),
  };
}

/** Texts get a leading `=`, and what JSON has no word for a marker. */
function marked(value: unknown, secrets: string[]): unknown {
  if (value === undefined || value === null || typeof value === "boolean") return value ?? null;
  if (typeof value === "number" && Number.isFinite(value)) return value;
  if (typeof value === "string") return `=${wellFormed(value)}`;
  if (value instanceof Secret) {
    const index = secrets.push(wellFormed(value.reveal())) - 1;
    return value.as === "secureString" ? { $secure: index } : { $secret: index };
  }
  if (Array.isArray(value)) return value.map((each) => marked(each, secrets));
  if (typeof value === "object") {
    return {
      $hash: Object.entries(value)
        .filter(([, each]) => each !== undefined)
        .map(([key, each]) => [marked(key, secrets), marked(each, secrets)]),
    };
  }
  throw new TypeError(`a ${typeof value} cannot be sent to PowerShell`);
}

/** Half a character would silently become another one on the way. */
function wellFormed(text: string): string {
  if (/\p{Surrogate}/u.test(text)) throw new TypeError("a text with half a surrogate pair cannot be sent");
  return text;
}
