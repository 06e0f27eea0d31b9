import { ConfigurationError, OperationError, ServiceError } from "../connection/errors";
import { PartialError, type Properties } from "./lifecycle";

const ours = [ConfigurationError, OperationError, ServiceError, PartialError];

/**
 * Shapes an error so that the user reads it once and without a stack trace. Pulumi shows the message at the resource and
 * `toString() + stack` at the stack. A defect of ours keeps its trace: there it is what a report needs.
 */
export function readable(doing: string, cause: unknown): Error {
  const known = ours.some((type) => cause instanceof type);
  const text = cause instanceof Error ? cause.message : String(cause);
  const error = new Error(known ? `${doing}: ${text}` : `${doing}: ${text}\n${defect(cause)}`, { cause });
  Object.defineProperties(error, {
    stack: { value: "failed, see the message at the resource" },
    toString: { value: () => doing },
  });
  return error;
}

/** The shape by which Pulumi keeps a resource that exists but is not complete, to go on with it next time. */
export function initFailed(doing: string, cause: PartialError, id: string, properties: Properties): Error {
  const error = readable(doing, cause);
  return Object.assign(error, { id, properties, reasons: [error.message] });
}

function defect(cause: unknown): string {
  const trace = cause instanceof Error ? (cause.stack ?? "") : "";
  return `This is a defect of pulumi-exchange-rbac, please report it with these lines:\n${trace}`;
}
