import type { DomainController } from "../connection/domain-controller";

/**
 * Parameters in Exchange's PascalCase; values are plain JSON, or a Secret. `null` is Exchange's `$null`, an object a
 * hashtable.
 */
export type Parameters = Readonly<Record<string, unknown>>;

/** An object as Exchange describes it, in PascalCase; read it through records.ts. */
export type ExchangeRecord = Readonly<Record<string, unknown>>;

export interface InvokeResult {
  records: ExchangeRecord[];
  warnings: string[];
}

/**
 * The seam to Exchange: runs one cmdlet. Rejects with a ServiceError. A complete list or an error: a failure on a
 * later page is an error too. Whatever may safely be repeated is repeated in here; a `New-` cmdlet whose answer was
 * lost rejects with kind `unavailable` and may have happened.
 */
export interface Transport {
  invoke(cmdlet: string, parameters?: Parameters): Promise<InvokeResult>;
  /** The organisation that this connection leads to. Two connections with the same Guid see the same objects. */
  organizationGuid(): Promise<string>;
  /** On-premises alone. */
  domainController?: DomainController | undefined;
  /** Ends what the connection holds open. It opens again when something is asked. */
  close(): Promise<void>;
}
