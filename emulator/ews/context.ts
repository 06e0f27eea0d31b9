import type { Recipient } from "../entities";
import type { Tenant } from "../tenant";
import type { XmlElement } from "./xml-reader";

/** What an operation has in hand. */
export interface EwsContext {
  readonly tenant: Tenant;
  /** The user whose rights and whose mailbox count: the account's own, or the impersonated one. */
  readonly user: Recipient;
}

export interface EwsOperation {
  /** As the body's element is called: GetFolder. */
  readonly name: string;
  /** What of it is missing here; absent when it is complete. */
  readonly partial?: string;
  readonly run: (context: EwsContext, request: XmlElement) => Response;
}
