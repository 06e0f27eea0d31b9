/** A failure that has one of Exchange Web Services' response codes. Thrown before an operation it is a SOAP fault. */
export class EwsError extends Error {
  constructor(
    /** As ResponseCodeType has it: ErrorAccessDenied … */
    readonly code: string,
    message: string,
    readonly more: {
      /** Named values of MessageXml, such as BackOffMilliseconds. */
      readonly values?: Readonly<Record<string, string>>;
      /** Other elements of MessageXml, such as LineNumber. */
      readonly elements?: Readonly<Record<string, string>>;
      /** What faultstring says where it says more than the message. */
      readonly faultString?: string;
    } = {},
  ) {
    super(message);
    this.name = "EwsError";
  }
}

/** What a request lacks that the vendor's schema asks for. */
export function schemaViolation(
  violation: string,
  place: { readonly line: number; readonly position: number },
): EwsError {
  const message = "The request failed schema validation.";
  return new EwsError("ErrorSchemaValidation", message, {
    faultString: `The request failed schema validation: ${violation}`,
    elements: {
      LineNumber: String(place.line),
      LinePosition: String(place.position),
      Violation: violation,
    },
  });
}

/** Something that the real service does and this stand-in does not. */
export function notPlayed(what: string): EwsError {
  return new EwsError("ErrorInvalidOperation", `The embedded tenant does not play ${what}.`);
}
