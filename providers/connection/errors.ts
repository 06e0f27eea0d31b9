/** What a service's refusal means for us, whatever the transport and the language of its text. */
export type ServiceErrorKind =
  | "notFound"
  | "alreadyExists"
  | "invalidOperation"
  | "dehydrated"
  | "notDelegated"
  | "accessDenied"
  | "unauthenticated"
  | "throttled"
  | "unavailable"
  | "invalidRequest"
  | "unexpected";

export interface ServiceErrorDetails {
  kind: ServiceErrorKind;
  /** What we asked for: `Get-ManagementScope`, `GET /servicePrincipals`. */
  operation: string;
  /** What the service said, in its own words. */
  said: string;
  /** What the user can do about it. */
  help?: string | undefined;
  /** The vendor's name of the failure: an Exchange exception type or a Graph error code. */
  code?: string | undefined;
  requestId?: string | undefined;
  retryAfterMs?: number | undefined;
  cause?: unknown;
}

/** A request that Exchange, Graph or Entra refused or did not answer. */
export class ServiceError extends Error {
  override readonly name = "ServiceError";
  readonly kind: ServiceErrorKind;
  readonly operation: string;
  readonly said: string;
  readonly code: string | undefined;
  readonly retryAfterMs: number | undefined;

  constructor(details: ServiceErrorDetails) {
    const code = details.code ? ` (${details.code})` : "";
    const request = details.requestId ? ` [request-id ${details.requestId}]` : "";
    const help = details.help === undefined ? "" : `\n${details.help}`;
    super(`${details.operation}: ${details.said}${code}${request}${help}`, { cause: details.cause });
    this.kind = details.kind;
    this.operation = details.operation;
    this.said = details.said;
    this.code = details.code;
    this.retryAfterMs = details.retryAfterMs;
  }
}

/** A setting that is missing or cannot work. Nothing has been sent when this is thrown. */
export class ConfigurationError extends Error {
  override readonly name = "ConfigurationError";
}

/** An operation that we refuse to carry out, or that did not come to its end; the message says what to do. */
export class OperationError extends Error {
  override readonly name = "OperationError";
}

export function isServiceError(error: unknown, ...kinds: ServiceErrorKind[]): error is ServiceError {
  return error instanceof ServiceError && (kinds.length === 0 || kinds.includes(error.kind));
}
