import { isCreationWord, isSame } from "./diff";
import type { Lifecycle, Observed, Properties, ResourceContext } from "./lifecycle";
import { autoNameKey } from "./names";

/**
 * What the state keeps of an object. It always holds a copy of the inputs, as they really are, and in the program's
 * spelling where that means the same.
 */
export function outputsOf<Inputs extends object, Context extends ResourceContext>(
  lifecycle: Lifecycle<Inputs, Context>,
  observed: Observed<object>,
  spelling: Properties,
  organizationGuid: string,
  domainController?: string,
): Record<string, unknown> {
  const live = observed.live as Properties;
  const judged = { ...live, ...observed.computed };
  const inputs = Object.keys(lifecycle.schema.shape).map((key): [string, unknown] => {
    // How an object came under control is the program's word alone; Exchange knows nothing of it.
    if (!(key in live)) return [key, isCreationWord(lifecycle, key) ? spelling[key] : undefined];
    const spelled = spelling[key];
    const isKept = spelled !== undefined && isSame(lifecycle, key, live[key], spelled, judged);
    return [key, isKept ? spelled : live[key]];
  });
  return plain({
    ...Object.fromEntries(inputs),
    ...observed.computed,
    guid: observed.guid,
    organizationGuid,
    domainController,
    [autoNameKey]: spelling[autoNameKey],
  });
}

/** The part of the state that a program would give. */
export function inputsOf<Inputs extends object, Context extends ResourceContext>(
  lifecycle: Lifecycle<Inputs, Context>,
  outputs: Properties,
): Record<string, unknown> {
  return plain(
    Object.fromEntries(
      [...Object.keys(lifecycle.schema.shape), autoNameKey].map((key) => [key, outputs[key]]),
    ),
  );
}

/** Pulumi's wire format knows no `undefined`. */
function plain(properties: Record<string, unknown>): Record<string, unknown> {
  return JSON.parse(JSON.stringify(properties)) as Record<string, unknown>;
}
