import { ServiceError, type ServiceErrorKind } from "../../connection/errors";
import { kindOf, shortName, splitFailure } from "../error-kinds";
import type { ErrorRecord } from "./wire";

/** Names that only say that something failed somewhere. */
const empty = /(^|\.)(Exception|RemoteException|CmdletInvocationException|WriteErrorException)$/;

/**
 * The error that a record of PowerShell stands for. Exchange's own exception is told by the record's reason, in the id of
 * a remote failure, by the type of an exception or of what is inside it, and, where a module passes on no more than a
 * text, by the "id|exception type|text" of the REST answer.
 */
export function failureOf(
  cmdlet: string,
  record: ErrorRecord,
  rightsHelp: (cmdlet: string) => string,
): ServiceError {
  const { exception, said } = splitFailure(record.message || (record.details ?? ""));
  const category = /FailureCategory=(?:Cmdlet-)?(\w+)/.exec(record.fullyQualifiedErrorId)?.[1];
  const types = record.exceptions.flatMap(({ type, remoteTypes }) => [
    ...remoteTypes.map((each) => each.replace(/^Deserialized\./, "")),
    type,
  ]);
  const names = [record.categoryReason, category, ...types, exception].filter(
    (name): name is string => name !== undefined && name !== "" && !empty.test(name),
  );
  const status = /HttpStatusCode=(\d{3})/.exec(record.message)?.[1];
  const failure = { exceptions: names, said, status: status === undefined ? undefined : Number(status) };
  const kind = kindOf(failure) ?? kindOfUnknown(names, category ?? exception);
  return new ServiceError({
    kind,
    operation: cmdlet,
    said: said.trim().slice(0, 2000) || "PowerShell gave no reason",
    help: kind === "accessDenied" ? rightsHelp(cmdlet) : undefined,
    code: names[0] === undefined ? undefined : shortName(names[0]),
  });
}

/** What we do not know, but Exchange has given a type, is its answer to what was asked; of the rest nothing is known. */
function kindOfUnknown(names: readonly string[], exchangesType: string | undefined): ServiceErrorKind {
  const isTyped = exchangesType !== undefined && !empty.test(exchangesType);
  return isTyped || names.some((name) => name.startsWith("Microsoft.Exchange."))
    ? "invalidRequest"
    : "unexpected";
}

/** With its connection the module takes its cmdlets away. */
export function commandIsMissing(record: ErrorRecord): boolean {
  return record.categoryReason === "CommandNotFoundException";
}

/** PowerShell found that the session with the server is gone, before it sent anything. */
export function sessionIsGone(record: ErrorRecord): boolean {
  return record.categoryReason === "InvalidRunspaceStateException";
}
