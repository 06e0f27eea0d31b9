import { isMultiValuedChange } from "../binder";

/** A list after the parameter's value: replaced by a list, changed by a hashtable of Add and Remove. */
export function changedList(
  value: unknown,
  current: readonly string[],
  entry: (text: string) => string,
): readonly string[] {
  if (!isMultiValuedChange(value)) {
    return unique([value ?? []].flat().map((each) => entry(each as string)));
  }
  const removed = new Set(value.remove.map(entry));
  return unique([...current.filter((one) => !removed.has(one)), ...value.add.map(entry)]);
}

function unique(values: readonly string[]): readonly string[] {
  return [...new Set(values)];
}
