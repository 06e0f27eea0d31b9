import { bindFilter, OpathError, parseFilter, renderFilter } from "../../../emulator/opath";
import type { BoundFilter, OpathOptions } from "../../../emulator/opath";

export function read(text: string, options: OpathOptions = {}): BoundFilter {
  return bindFilter(parseFilter(text, options), options);
}

/** What Exchange would store. */
export function stored(text: string, options: OpathOptions = {}): string {
  return renderFilter(read(text, options));
}

/** All behaviours on, but for those named. */
export function without(...ids: readonly string[]): OpathOptions {
  return { behaves: (id) => !ids.includes(id) };
}

/** The kind and the place of the refusal. */
export function refusal(
  text: string,
  options: OpathOptions = {},
): { kind: string; position: number } | undefined {
  try {
    read(text, options);
    return undefined;
  } catch (error) {
    if (!(error instanceof OpathError)) throw error;
    return { kind: error.kind, position: error.position };
  }
}
