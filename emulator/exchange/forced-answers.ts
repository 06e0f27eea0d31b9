import {
  alreadyExists,
  CmdletError,
  dehydrated,
  invalidFilter,
  invalidOperation,
} from "../cmdlets/cmdlet-error";
import { notDelegated, notFound } from "../cmdlets/cmdlet-error";
import type { FaultKind } from "../faults";
import type { Tenant } from "../tenant";
import { accessDenied, cmdletFailure, errorAnswer, throttled, unauthorized } from "./answers";

/** A failure that the tenant was told to have, as Exchange words it; nothing for a dropped connection. */
export function forcedAnswer(
  tenant: Tenant,
  kind: FaultKind,
  cmdlet: string,
  identity: string,
): Response | undefined {
  switch (kind) {
    case "connectionDropped":
      return undefined;
    case "unauthorized":
      return unauthorized();
    case "forbidden":
      return accessDenied(cmdlet, undefined, true);
    case "throttled":
      return throttled(tenant.faults.settings.throttling.retryAfterSeconds);
    case "serverError":
      return errorAnswer(
        500,
        "An internal server error has occurred.",
        "System.Exception",
        "Internal error.",
      );
    case "unavailable":
      return errorAnswer(
        503,
        "The service is unavailable.",
        "System.Exception",
        "The service is unavailable.",
      );
    default:
      return cmdletFailure(tenant, cmdletError(tenant, kind, identity));
  }
}

type CmdletFault = Exclude<
  FaultKind,
  "connectionDropped" | "unauthorized" | "forbidden" | "throttled" | "serverError" | "unavailable"
>;

function cmdletError(tenant: Tenant, kind: CmdletFault, identity: string): CmdletError {
  switch (kind) {
    case "notFound":
      return notFound(identity);
    case "alreadyExists":
      return alreadyExists(identity);
    case "dehydrated":
      return dehydrated();
    case "notDelegated":
      return notDelegated(tenant.store.organization.get(), identity);
    case "scopeInUse":
      return invalidOperation(`The management scope '${identity}' can't be removed, because it is in use.`);
    case "badFilter":
      return invalidFilter("ParsingInvalidFilter", "The filter can't be parsed.");
    case "parameterTransformation":
      return new CmdletError(
        "Microsoft.Exchange.Configuration.Tasks.ParameterTransformationException",
        "Cannot process argument transformation.",
      );
    case "cmdletProxyNotAvailable":
      return transient("CmdletProxyNotAvailableFailure", "Microsoft.Exchange.Configuration.Tasks");
    case "serverBusy":
      return transient("ServerBusyException", "Microsoft.Exchange.Data.Storage");
    case "transient":
      return transient("TransientException", "Microsoft.Exchange.Data.Common");
    case "backendCommunication":
      return transient("BackendCommunicationException", "Microsoft.Exchange.Admin.OData.Core");
  }
}

/** Captured: these arrive as 400, although the same request succeeds a moment later. */
function transient(exception: string, namespace: string): CmdletError {
  return new CmdletError(`${namespace}.${exception}`, `${exception}: the server can't take the request now.`);
}
