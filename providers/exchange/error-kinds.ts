import type { ServiceErrorKind } from "../connection/errors";

/** What is known of a failure, whichever way Exchange was asked. */
export interface Failure {
  /** Of the HTTP answer, where there is one. */
  status?: number | undefined;
  /** Names of .NET exceptions, with or without their namespace; the first that we know counts. */
  exceptions: readonly string[];
  said?: string | undefined;
}

/** Exception type name → what it means. Types are not localised; messages are. */
const kindsByException: readonly [RegExp, ServiceErrorKind][] = [
  [/ManagementObjectNotFoundException$/, "notFound"],
  [/(ADObject|Member)AlreadyExistsException$/, "alreadyExists"],
  [/InvalidOperationInDehydratedContextException$/, "dehydrated"],
  [/(^|\.)InvalidOperationException$/, "invalidOperation"],
  [/CmdletAccessDeniedException$/, "accessDenied"],
  [
    /(CmdletProxyNotAvailable\w*|ServerBusyException|TransientException|BackendCommunicationException)$/,
    "unavailable",
  ],
  // A domain controller that is not there, or not to be used.
  [/SuitabilityDirectoryException$/, "unavailable"],
  [/ThrottlingException$/, "throttled"],
  // PowerShell's own: a cmdlet that the caller may not run is not there, and .NET's words for a broken connection.
  [/CommandNotFoundException$/, "accessDenied"],
  [/(ParameterBinding\w*|ParameterTransformation)Exception$/, "invalidRequest"],
  [
    /(HttpRequest|Web|Socket|IO|TaskCanceled|Timeout|PSRemotingTransport|PSRemotingDataStructure)Exception$/,
    "unavailable",
  ],
];

/** `undefined` if nothing about the failure is known to mean something. */
export function kindOf({ status, exceptions, said }: Failure): ServiceErrorKind | undefined {
  if (status === 429) return "throttled";
  if (status === 401) return "unauthenticated";
  if (status === 403) return "accessDenied";
  // No type of its own: the sentence is the only sign that Exchange gives.
  if (said !== undefined && /must be assigned a delegating role assignment/i.test(said))
    return "notDelegated";
  for (const exception of exceptions) {
    const known = kindsByException.find(([pattern]) => pattern.test(exception));
    if (known) return known[1];
  }
  if (said !== undefined && /already exists/i.test(said)) return "alreadyExists";
  if (status === undefined) return undefined;
  if (status === 404) return "notFound";
  return status >= 500 || status === 408 ? "unavailable" : "invalidRequest";
}

/** Exchange words a cmdlet's failure as "id|exception type|text". */
export function splitFailure(message: string): { exception: string | undefined; said: string } {
  const parts = message.split("|");
  return parts.length >= 3
    ? { exception: parts[1], said: parts.slice(2).join("|") }
    : { exception: undefined, said: message };
}

/** Exchange answers the same to a missing permission, a missing role, and a token from before the role was given. */
export function rightsHelp(cmdlet: string, identity: string): string {
  const role = /^(Get|Test)-/.test(cmdlet) ? "Global Reader" : "Exchange Administrator";
  return (
    `The identity (${identity}) may not run ${cmdlet}. An application needs the permission Exchange.ManageAsApp (Office 365 ` +
    `Exchange Online) with admin consent, and the role ${role} in Entra. A role that was just given counts from the next ` +
    "sign-in, and can take half an hour to arrive."
  );
}

export function shortName(exception: string): string {
  return exception.slice(exception.lastIndexOf(".") + 1);
}
