import { ServiceError } from "../../connection/errors";
import type { ShellSettings } from "../../connection/shell-settings";
import type { Parameters } from "../transport";
import type { Bridge } from "./bridge";
import { endWithProcess, isEnding } from "./live-shells";
import type { Ask, Bounds, ShellConnection } from "./shell-connection";
import { startShell } from "./start-shell";
import { withoutSecrets, type BridgeAnswer } from "./wire";

/** A PowerShell process that is connected to Exchange. */
export interface Session {
  readonly hasEnded: boolean;
  /** Rejects with `unavailable` if there was no answer; an answer with errors is an answer. */
  call(cmdlet: string, parameters: Parameters): Promise<BridgeAnswer>;
  /** Whether the shell still has its connection. */
  isConnected(): Promise<boolean>;
  end(): Promise<void>;
}

/** Starts PowerShell and connects. Throws a ConfigurationError if PowerShell or its module is not as it must be. */
export async function openSession(
  shell: ShellSettings,
  connection: ShellConnection,
  bounds: Bounds,
  renew: boolean,
): Promise<Session> {
  if (isEnding()) {
    throw new ServiceError({
      kind: "unexpected",
      operation: "Connecting to Exchange",
      said: "this process was told to end",
    });
  }
  const connect = await connection.prepare(renew);
  const { exchangeCmdlets, connectionCmdlets } = connection;
  const bridge = await startShell(shell, {
    cmdlets: [...Object.keys(exchangeCmdlets), ...Object.keys(connectionCmdlets)],
    startTimeoutMs: bounds.start,
    withoutPowerShell: connection.withoutPowerShell,
  });
  const calls = callsOf(bridge, connection, bounds);
  const session = sessionOn(bridge, connection, calls, bounds);
  try {
    await connect({ version: bridge.version, isWindows: bridge.isWindows, ask: calls.ask });
    return session;
  } catch (error) {
    bridge.kill();
    await session.end();
    throw error;
  }
}

function sessionOn(bridge: Bridge, connection: ShellConnection, calls: Calls, bounds: Bounds): Session {
  let ending: Promise<void> | undefined;
  const end = async (): Promise<void> => {
    // What is under way cannot be called off: a shell at work leaves when it is done, or is killed.
    if (!bridge.hasEnded && !calls.areUnderWay()) {
      await connection.close(calls.ask).catch(() => undefined);
    }
    await bridge.end(bounds.end);
    forget();
  };
  const session: Session = {
    get hasEnded() {
      return bridge.hasEnded || ending !== undefined;
    },
    call: (cmdlet, parameters) => calls.ask(cmdlet, connection.parametersFor(cmdlet, parameters), "call"),
    isConnected: () => connection.isOpen(calls.ask),
    end: () => (ending ??= end()),
  };
  const forget = endWithProcess({ end: () => session.end(), kill: () => bridge.kill() });
  return session;
}

interface Calls {
  ask: Ask;
  areUnderWay(): boolean;
}

function callsOf(bridge: Bridge, connection: ShellConnection, bounds: Bounds): Calls {
  let underWay = 0;
  return {
    areUnderWay: () => underWay > 0,
    async ask(cmdlet, parameters, within) {
      const use = connection.exchangeCmdlets[cmdlet] ?? connection.connectionCmdlets[cmdlet];
      underWay++;
      try {
        const answer = await bridge.call(
          { cmdlet, parameters: { ...use?.always, ...parameters }, select: use?.select ?? [] },
          bounds[within],
        );
        return { ...answer, errors: answer.errors.map((record) => withoutSecrets(record, parameters)) };
      } catch (cause) {
        const text = cause instanceof Error ? cause.message : String(cause);
        throw cause instanceof TypeError
          ? new ServiceError({ kind: "invalidRequest", operation: cmdlet, said: text, cause })
          : new ServiceError({
              kind: "unavailable",
              operation: cmdlet,
              said: `no answer from PowerShell (${text})`,
              cause,
            });
      } finally {
        underWay--;
      }
    },
  };
}
