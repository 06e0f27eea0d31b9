/** Binds the parameters of a cmdlet, from data, in the way PowerShell does it on the server. */
export { bindParameters } from "./bind";
export { cmdletsOf, cmdletSyntax } from "./catalogue";
export { binderBehaviours } from "./behaviours";
export { BindingError } from "./errors";
export { isMultiValuedChange } from "./values";
export type { Bound } from "./bind";
export type { CmdletSyntax, Mode, ParameterSet } from "./catalogue";
export type { BindingErrorKind } from "./errors";
export type { MultiValuedChange } from "./values";
