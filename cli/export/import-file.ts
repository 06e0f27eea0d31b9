import { providerText, typeToken } from "../../providers/dynamic/provider-text";
import type { ExportedObject } from "./objects";

/**
 * The text of a file for `pulumi import`. It holds inputs and outputs of each object, because Pulumi does not tell a dynamic
 * provider what to read.
 */
export function importFile(objects: readonly ExportedObject[]): string {
  const resources = objects.map(({ kind, guid, pulumiName, inputs, outputs }) => {
    const __provider = providerText(kind);
    return {
      type: typeToken(kind),
      name: pulumiName,
      id: guid,
      inputs: { ...inputs, __provider },
      outputs: { ...outputs, __provider },
    };
  });
  return `${JSON.stringify({ resources }, undefined, 2)}\n`;
}
