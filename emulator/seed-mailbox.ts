import { z } from "zod";

const alias = z.string().regex(/^[A-Za-z0-9!#$%&'*+/=?^_{|}~.-]+$/, "not an alias");
const attribute = z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]);

/** What a seed says of a mailbox, wherever it is. */
export const mailboxSeed = z.strictObject({
  alias,
  displayName: z.string().min(1),
  type: z.enum(["UserMailbox", "RoomMailbox", "EquipmentMailbox", "SharedMailbox"]),
  /** Filterable properties, camelCase: department, city, customAttribute1 … */
  attributes: z.record(z.string().regex(/^[a-z][A-Za-z0-9]*$/), attribute).default({}),
  /** Derived when not given. */
  guid: z.guid().exactOptional(),
  exchangeGuid: z.guid().exactOptional(),
});
