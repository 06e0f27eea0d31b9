import type { Invocation } from "./cmdlet";

const standard = 1000;

/**
 * Documented: no more objects are answered than ResultSize says, or 1000, and a warning says that there are others.
 * Online this is the client's affair, and the parameter does not come as far as here.
 */
export function limited<T>({ tenant, values, warn }: Invocation, found: readonly T[]): readonly T[] {
  if (tenant.mode === "online" || !tenant.behaviours.on("result-size-limits")) return found;
  const { ResultSize: asked } = values;
  const most = typeof asked === "number" ? asked : asked === "Unlimited" ? Infinity : standard;
  if (found.length <= most) return found;
  warn(
    asked === undefined
      ? `Only the first ${standard} items are returned. Use the parameter ResultSize for another number, or Unlimited.`
      : "There are more results available than are currently displayed. Increase the value of ResultSize to see them.",
  );
  return found.slice(0, most);
}
