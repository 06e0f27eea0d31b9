export type OpathErrorKind =
  | "ParsingInvalidFilter"
  | "ParsingInvalidFilterOperator"
  | "ParsingNonFilterableProperty"
  | "ParsingInvalidValue";

/** A filter that Exchange refuses. Cmdlets answer it as an ArgumentException with this kind as error id. */
export class OpathError extends Error {
  override readonly name = "OpathError";

  constructor(
    readonly kind: OpathErrorKind,
    /** Where in the text, counted in characters from 0. */
    readonly position: number,
    message: string,
  ) {
    super(message);
  }
}
