/**
 * On-premises, the domain controller that a connection reads from and writes to: another one learns of a change only by
 * replication.
 */
export interface DomainController {
  /** Its full name; `undefined` until the connection has been made. */
  readonly name: string | undefined;
  /** Whether another one may take its place: the configuration names none. */
  readonly isOurChoice: boolean;
  /** Takes this one, if it answers and the connection has not been made yet. The configuration goes before it. */
  prefer(name: string): void;
}
