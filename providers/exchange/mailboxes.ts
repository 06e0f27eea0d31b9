import { isServiceError } from "../connection/errors";
import { optionalText } from "./records";
import type { Transport } from "./transport";

export interface Mailboxes {
  /** Whether Exchange shows the mailbox of a user, by the user's id in Entra. */
  has(userId: string): Promise<boolean>;
}

/** https://learn.microsoft.com/powershell/module/exchangepowershell/get-mailbox */
export function mailboxes(transport: Transport): Mailboxes {
  return {
    async has(userId) {
      try {
        const { records } = await transport.invoke("Get-Mailbox", { Identity: userId });
        // An identity that Exchange does not understand brings every mailbox.
        return records.some(
          (record) => optionalText(record, "ExternalDirectoryObjectId")?.toLowerCase() === userId,
        );
      } catch (error) {
        if (isServiceError(error, "notFound")) return false;
        throw error;
      }
    },
  };
}
