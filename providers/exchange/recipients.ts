import { isServiceError } from "../connection/errors";
import { guidOf, optionalText } from "./records";
import type { Transport } from "./transport";

/** All the names by which Exchange may call one group. */
export interface GroupNames {
  guid: string;
  names: string[];
}

export interface Recipients {
  /** The group that `identity` names, or `undefined` if there is none. Asked once per process. */
  group(identity: string): Promise<GroupNames | undefined>;
}

export function recipients(transport: Transport): Recipients {
  const groups = new Map<string, Promise<GroupNames | undefined>>();
  return {
    group(identity) {
      const key = identity.toLowerCase();
      const known = groups.get(key);
      if (known) return known;
      const asked = readGroup(transport, identity).catch((error: unknown) => {
        groups.delete(key);
        throw error;
      });
      groups.set(key, asked);
      return asked;
    },
  };
}

async function readGroup(transport: Transport, identity: string): Promise<GroupNames | undefined> {
  try {
    const { records } = await transport.invoke("Get-Recipient", { Identity: identity });
    const found = records.map((record) => ({
      guid: guidOf("Get-Recipient", record),
      names: ["Guid", "Name", "DisplayName", "Identity", "DistinguishedName", "Alias", "PrimarySmtpAddress"]
        .concat("ExternalDirectoryObjectId", "ExchangeObjectId")
        .map((property) => optionalText(record, property)?.toLowerCase())
        .filter((name) => name !== undefined),
    }));
    // An identity that Exchange does not understand brings every recipient.
    const matching = found.filter(
      (each) => each.guid === identity.toLowerCase() || each.names.includes(identity.toLowerCase()),
    );
    return matching.length === 1 ? matching[0] : undefined;
  } catch (error) {
    if (isServiceError(error, "notFound")) return undefined;
    throw error;
  }
}
