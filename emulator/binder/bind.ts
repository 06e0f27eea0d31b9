import { cmdletSyntax } from "./catalogue";
import type { CmdletSyntax, Mode, ParameterSet } from "./catalogue";
import { BindingError } from "./errors";
import { commonParameters, findParameter } from "./parameter-names";
import { findSet } from "./parameter-sets";
import { convertValue } from "./values";

export interface Bound {
  /** The cmdlet in its own spelling. */
  readonly cmdlet: string;
  /** The name of the parameter set. */
  readonly set: string;
  /** By the parameters' own names, converted to their types; null is a value. */
  readonly values: Readonly<Record<string, unknown>>;
  /** The parameters that were passed, null or not. */
  readonly given: ReadonlySet<string>;
}

/** Binds the parameters of a request to one of the cmdlet's parameter sets. Throws a BindingError. */
export function bindParameters(
  cmdletName: string,
  parameters: Readonly<Record<string, unknown>>,
  mode: Mode,
  behaves: (id: string) => boolean = () => true,
): Bound {
  const cmdlet = cmdletSyntax(cmdletName, mode);
  if (!cmdlet) {
    throw new BindingError(
      "cmdletNotFound",
      `The term '${cmdletName}' is not recognized as a name of a cmdlet, function, script file, or executable program.`,
    );
  }
  const named = nameParameters(cmdlet, parameters, behaves);
  const values = new Map(
    [...named].map(([name, value]) => [
      name,
      convertValue(name, cmdlet.parameters.get(name) ?? "", value, {
        booleanTexts: !behaves("parameter-boolean-texts"),
        taggedHashtables: behaves("parameter-hashtable-type"),
      }),
    ]),
  );
  const set = findSet(cmdlet, new Set(values.keys()));
  if (behaves("parameter-mandatory-null")) refuseEmptyMandatory(set, cmdlet, values);
  if (behaves("parameter-exclusive-scopes")) refuseExclusive(cmdlet, values);
  // A concept of the client's module, which counts what it prints; the service's own limit is the page.
  if (mode === "online" && behaves("parameter-result-size")) values.delete("ResultSize");
  return {
    cmdlet: cmdlet.name,
    set: set.name,
    values: Object.fromEntries(values),
    given: new Set(values.keys()),
  };
}

function nameParameters(
  cmdlet: CmdletSyntax,
  parameters: Readonly<Record<string, unknown>>,
  behaves: (id: string) => boolean,
): Map<string, unknown> {
  const named = new Map<string, unknown>();
  for (const [given, value] of Object.entries(parameters)) {
    const name = findParameter(cmdlet, given, behaves("parameter-prefix"));
    if (named.has(name)) {
      throw new BindingError(
        "duplicateParameter",
        `Cannot bind parameter because parameter '${name}' is specified more than once.`,
        name,
      );
    }
    named.set(name, value);
  }
  for (const name of commonParameters) named.delete(name);
  return named;
}

function refuseEmptyMandatory(
  { mandatory }: ParameterSet,
  cmdlet: CmdletSyntax,
  values: ReadonlyMap<string, unknown>,
): void {
  for (const name of mandatory) {
    const value = values.get(name);
    if (value === null) {
      throw new BindingError(
        "nullNotAllowed",
        `Cannot bind argument to parameter '${name}' because it is null.`,
        name,
      );
    }
    const isText = /^String(?:\[\])?$/.test(cmdlet.parameters.get(name) ?? "");
    if ((isText && [value].flat().includes("")) || (Array.isArray(value) && value.length === 0)) {
      throw new BindingError(
        "emptyNotAllowed",
        `Cannot bind argument to parameter '${name}' because it is empty.`,
        name,
      );
    }
  }
}

function refuseExclusive({ exclusive }: CmdletSyntax, values: ReadonlyMap<string, unknown>): void {
  for (const group of exclusive) {
    const [first, second] = group.filter((name) => (values.get(name) ?? null) !== null);
    if (first !== undefined && second !== undefined) {
      throw new BindingError(
        "exclusiveParameters",
        `The parameters '${first}' and '${second}' can't be used together.`,
        second,
      );
    }
  }
}
