import type { DomainController } from "../../connection/domain-controller";
import type { Parameters } from "../transport";
import type { CmdletUse } from "./cmdlets";
import type { BridgeAnswer } from "./wire";

/** How long each step may take before the shell is taken for hung, in milliseconds. */
export interface Bounds {
  start: number;
  connect: number;
  call: number;
  /** Disconnecting, and once more the same for the shell to go. */
  end: number;
}

/** Rejects with `unavailable` if there was no answer; an answer with errors is an answer. */
export type Ask = (cmdlet: string, parameters: Parameters, within: keyof Bounds) => Promise<BridgeAnswer>;

/** A shell that has just started. */
export interface StartedShell {
  /** Of PowerShell, such as 7.6.5. */
  version: string;
  isWindows: boolean;
  ask: Ask;
}

/** How a PowerShell gets at the cmdlets of Exchange, in the cloud or on a server. */
export interface ShellConnection {
  /** Who we are, in words: never a secret. */
  readonly identity: string;
  /** On-premises alone. */
  readonly domainController?: DomainController;
  /** The cmdlets of Exchange that there are. The shell runs no other. */
  readonly exchangeCmdlets: Readonly<Record<string, CmdletUse>>;
  /** What the connection itself takes. */
  readonly connectionCmdlets: Readonly<Record<string, CmdletUse>>;
  /** What the user can do who has no PowerShell. */
  readonly withoutPowerShell: string;
  /**
   * Gets ready what connecting takes, before there is a shell; `renew` does not trust what was got ready before. Gives
   * what then connects a shell, and throws a ServiceError or a ConfigurationError if it is refused.
   */
  prepare(renew: boolean): Promise<(shell: StartedShell) => Promise<void>>;
  /** What a cmdlet of Exchange is given here, whoever asks for it. */
  parametersFor(cmdlet: string, parameters: Parameters): Parameters;
  /** Whether the connection that was made still leads to Exchange. */
  isOpen(ask: Ask): Promise<boolean>;
  close(ask: Ask): Promise<void>;
  /** What can be done about a cmdlet that we may not run. */
  rightsHelp(cmdlet: string): string;
}
