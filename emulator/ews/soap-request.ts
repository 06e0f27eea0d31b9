import { EwsError, schemaViolation } from "./ews-error";
import { messages, soap, types } from "./namespaces";
import { child, children, readXml, XmlError } from "./xml-reader";
import type { XmlElement } from "./xml-reader";

/** A request, taken apart as far as every operation needs it. */
export interface SoapRequest {
  readonly operation: XmlElement;
  /** What RequestServerVersion says; undefined without one. */
  readonly serverVersion: string | undefined;
  /** All of the headers, because more than one is an error of its own. */
  readonly impersonations: readonly XmlElement[];
}

export function readSoapRequest(body: string): SoapRequest {
  const envelope = parse(body);
  if (envelope.namespace !== soap || envelope.name !== "Envelope") throw invalidRequest();
  const header = child(envelope, soap, "Header");
  const operation = child(envelope, soap, "Body")?.children[0];
  if (operation?.namespace !== messages) throw invalidRequest();
  const version = header && child(header, types, "RequestServerVersion");
  return {
    operation,
    serverVersion: version && (version.attributes.get("Version") ?? ""),
    impersonations: header ? children(header, types, "ExchangeImpersonation") : [],
  };
}

/** Documented: markup that cannot be read is answered like a violation of the schema, with the place. */
function parse(body: string): XmlElement {
  try {
    return readXml(body);
  } catch (error) {
    if (error instanceof XmlError) throw schemaViolation(error.message, error.place);
    throw error;
  }
}

/** Documented for a request without an operation that the schema knows of. */
function invalidRequest(): EwsError {
  return new EwsError("ErrorInvalidRequest", "The request is invalid.");
}
