import type { Recipient } from "../entities";
import type { FaultKind } from "../faults";
import type { Tenant } from "../tenant";
import { EwsError } from "./ews-error";

/** Codes that the real service answers with before it comes to the operation. */
const faults: ReadonlySet<string> = new Set([
  "ErrorServerBusy",
  "ErrorImpersonationDenied",
  "ErrorImpersonationFailed",
  "ErrorImpersonateUserDenied",
  "ErrorAccountDisabled",
  "ErrorADUnavailable",
  "ErrorExceededConnectionCount",
  "ErrorInternalServerError",
  "ErrorNoRespondingCASInDestinationSite",
]);

/** A fault that the tenant was told to have, if this request is to have it. */
export function takeFault(tenant: Tenant, operation: string, mailbox: Recipient): EwsError | undefined {
  return take(tenant, operation, mailbox, (code) => faults.has(code));
}

/** The same for a mailbox that an operation opens, as a response message: ErrorMailboxMoveInProgress and the like. */
export function takeResponseFault(
  tenant: Tenant,
  operation: string,
  mailbox: Recipient,
): EwsError | undefined {
  return take(tenant, operation, mailbox, () => true);
}

function take(
  tenant: Tenant,
  operation: string,
  mailbox: Recipient,
  isMeant: (code: string) => boolean,
): EwsError | undefined {
  const forced = tenant.faults.takeEws({ operation, mailbox: mailbox.primarySmtpAddress }, isMeant);
  if (!forced) return undefined;
  if (forced.code === "ErrorServerBusy") return serverBusy(tenant, forced.backOffMilliseconds);
  return new EwsError(
    forced.code,
    texts[forced.code] ?? "An internal server error occurred. The operation failed.",
  );
}

const texts: Readonly<Record<string, string | undefined>> = {
  ErrorImpersonationDenied:
    "The server to which the request was made does not allow impersonation by the calling account.",
  ErrorImpersonationFailed: "Impersonation failed.",
  ErrorImpersonateUserDenied: "The account does not have permission to impersonate the requested user.",
  ErrorAccountDisabled: "The account is disabled.",
  ErrorMailboxMoveInProgress: "Mailbox move in progress. Try again later., Cannot open mailbox.",
  ErrorMailboxStoreUnavailable: "The mailbox database is temporarily unavailable., Cannot open mailbox.",
  ErrorInternalServerTransientError: "An internal server error occurred. Try again later.",
};

/** Captured: how long to wait stands in MessageXml. */
export function serverBusy({ behaviours }: Tenant, backOffMilliseconds: number): EwsError {
  const text = "The server cannot service this request right now. Try again later.";
  const values = { BackOffMilliseconds: String(backOffMilliseconds) };
  return new EwsError("ErrorServerBusy", text, behaviours.on("busy-server-says-how-long") ? { values } : {});
}

/** A forced failure of every service, as this one words it; nothing where HTTP alone has to fail. */
export function faultOfKind(tenant: Tenant, kind: FaultKind): EwsError {
  switch (kind) {
    case "serverBusy":
    case "throttled":
      return serverBusy(tenant, tenant.faults.settings.throttling.retryAfterSeconds * 1000);
    case "transient":
    case "backendCommunication":
      return new EwsError(
        "ErrorInternalServerTransientError",
        "An internal server error occurred. Try again later.",
      );
    default:
      return new EwsError(
        "ErrorInternalServerError",
        "An internal server error occurred. The operation failed.",
      );
  }
}
