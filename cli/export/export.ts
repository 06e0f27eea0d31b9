import type { Clients } from "../../providers/clients";
import { exportedKinds, type Found } from "./kinds";
import { describeAll, type Exported } from "./objects";

export interface Selection {
  /** Kinds of resources; all if none is given. */
  kinds: readonly string[];
  /** Names with `*` for any text; all if none is given. */
  names: readonly string[];
}

/** Reads what exists in the tenant. Sends only Get- cmdlets. */
export async function exportObjects(clients: Clients, { kinds, names }: Selection): Promise<Exported> {
  const chosen = exportedKinds.filter(({ kind }) => kinds.length === 0 || kinds.includes(kind));
  const found = (await Promise.all(chosen.map((each) => each.list(clients)))).flat();
  const patterns = names.map(pattern);
  const isChosen = ({ name }: Found): boolean =>
    patterns.length === 0 || patterns.some((each) => each.test(name));
  const isComplete = kinds.length === 0 && names.length === 0;
  return describeAll(found.filter(isChosen), await clients.organizationGuid(), isComplete);
}

function pattern(name: string): RegExp {
  const parts = name.split("*").map((part) => part.replace(/[\\^$.|?+()[\]{}]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`, "is");
}
