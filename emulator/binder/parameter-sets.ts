import type { CmdletSyntax, ParameterSet } from "./catalogue";
import { BindingError } from "./errors";

/** The one parameter set that the given parameters belong to. */
export function findSet(cmdlet: CmdletSyntax, given: ReadonlySet<string>): ParameterSet {
  const fitting = cmdlet.sets.filter(({ parameters }) => [...given].every((name) => parameters.has(name)));
  const complete = fitting.filter(({ mandatory }) => mandatory.every((name) => given.has(name)));
  const isDefault = ({ name }: ParameterSet) => name === cmdlet.defaultSet;
  const chosen = complete.length === 1 ? complete[0] : complete.find(isDefault);
  if (chosen) return chosen;
  const intended =
    complete.length > 0 ? undefined : fitting.length === 1 ? fitting[0] : fitting.find(isDefault);
  if (!intended) {
    throw new BindingError(
      "ambiguousSet",
      "Parameter set cannot be resolved using the specified named parameters.",
    );
  }
  const missing = intended.mandatory.filter((name) => !given.has(name));
  throw new BindingError(
    "missingMandatory",
    `Cannot process command because of one or more missing mandatory parameters: ${missing.join(" ")}.`,
    missing[0],
  );
}
