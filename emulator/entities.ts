/**
 * What a tenant consists of, as plain JSON. Names are camelCase here; the wire's PascalCase is made where an
 * answer is made.
 */
import type { ActiveDirectoryEntities } from "./active-directory/entities";
import type { DirectoryEntities } from "./directory-entities";
import type { ExchangeEntities } from "./exchange-entities";
import type { MailboxEntities } from "./mailbox-entities";

export type * from "./active-directory/entities";
export type * from "./directory-entities";
export type * from "./exchange-entities";
export type * from "./mailbox-entities";

/** Every collection of the store, with the entity that it holds. */
export type Entities = DirectoryEntities & ExchangeEntities & ActiveDirectoryEntities & MailboxEntities;
