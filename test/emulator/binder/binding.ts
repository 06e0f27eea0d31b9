import { bindParameters, BindingError } from "../../../emulator/binder";
import type { Bound, Mode } from "../../../emulator/binder";

/** All behaviours on, but for those named. */
export function without(...ids: readonly string[]): (id: string) => boolean {
  return (id) => !ids.includes(id);
}

/** The refusal of the parameters. Fails when they are bound. */
export function refusal(
  cmdlet: string,
  parameters: Readonly<Record<string, unknown>>,
  mode: Mode = "online",
  behaves?: (id: string) => boolean,
): BindingError {
  let bound: Bound;
  try {
    bound = bindParameters(cmdlet, parameters, mode, behaves);
  } catch (error) {
    if (error instanceof BindingError) return error;
    throw error;
  }
  throw new Error(`Bound to the set ${bound.set}.`);
}
