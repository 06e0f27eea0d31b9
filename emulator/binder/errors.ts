export type BindingErrorKind = keyof typeof kinds;

/** Parameters that Exchange refuses before the cmdlet runs. Kinds are PowerShell's; texts may be localised. */
export class BindingError extends Error {
  override readonly name = "BindingError";
  readonly exceptionType: string;
  /** PowerShell's own id of this kind of error. */
  readonly errorId: string;

  constructor(
    readonly kind: BindingErrorKind,
    message: string,
    readonly parameter?: string,
  ) {
    super(message);
    [this.exceptionType, this.errorId] = kinds[kind];
  }
}

const binding = "System.Management.Automation.ParameterBindingException";
const validation = "System.Management.Automation.ParameterBindingValidationException";

const kinds = {
  cmdletNotFound: ["System.Management.Automation.CommandNotFoundException", "CommandNotFoundException"],
  parameterNotFound: [binding, "NamedParameterNotFound"],
  ambiguousParameter: [binding, "AmbiguousParameter"],
  duplicateParameter: [binding, "ParameterAlreadyBound"],
  ambiguousSet: [binding, "AmbiguousParameterSet"],
  exclusiveParameters: [binding, "AmbiguousParameterSet"],
  missingMandatory: [binding, "MissingMandatoryParameter"],
  nullNotAllowed: [validation, "ParameterArgumentValidationErrorNullNotAllowed"],
  emptyNotAllowed: [validation, "ParameterArgumentValidationErrorEmptyStringNotAllowed"],
  // Captured without a namespace: what clients match on is the name alone.
  conversion: ["ParameterTransformationException", "ParameterArgumentTransformationError"],
} as const satisfies Readonly<Record<string, readonly [exceptionType: string, errorId: string]>>;
