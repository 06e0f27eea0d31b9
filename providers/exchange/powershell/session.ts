import { ConfigurationError, ServiceError } from "../../connection/errors";
import type { PowerShellSettings, Settings } from "../../connection/settings";
import type { SignIn } from "../../connection/sign-in";
import type { Parameters } from "../transport";
import { ShellError, startBridge, type Bridge } from "./bridge";
import { connectionCmdlets, exchangeCmdlets } from "./cmdlets";
import { connectParameters } from "./connection";
import { failureOf } from "./errors";
import { endWithProcess, isEnding } from "./live-shells";
import { loadModule } from "./module";
import { Secret, type BridgeAnswer, type ErrorRecord } from "./wire";

/** How long each step may take before the shell is taken for hung, in milliseconds. */
export interface Bounds {
  start: number;
  connect: number;
  call: number;
  /** Disconnecting, and once more the same for the shell to go. */
  end: number;
}

/** A PowerShell process that is connected to Exchange. */
export interface Session {
  readonly hasEnded: boolean;
  /** Rejects with `unavailable` if there was no answer; an answer with errors is an answer. */
  call(cmdlet: string, parameters: Parameters): Promise<BridgeAnswer>;
  /** Whether the module still has its connection. */
  isConnected(): Promise<boolean>;
  end(): Promise<void>;
}

/** Starts PowerShell and connects. Throws a ConfigurationError if PowerShell or its module is not as it must be. */
export async function openSession(
  settings: Settings,
  shell: PowerShellSettings,
  signIn: SignIn,
  bounds: Bounds,
  renewToken: boolean,
): Promise<Session> {
  if (isEnding()) {
    throw new ServiceError({
      kind: "unexpected",
      operation: "Connect-ExchangeOnline",
      said: "this process was told to end",
    });
  }
  const parameters = await connectParameters(settings, shell, signIn, renewToken);
  const bridge = await start(shell, bounds);
  const shellCalls = callsOf(bridge);
  const session = sessionOn(bridge, shellCalls, bounds);
  try {
    await loadModule((cmdlet, given) => shellCalls.call(cmdlet, given, bounds.start), bridge.version);
    const { errors } = await shellCalls.call("Connect-ExchangeOnline", parameters, bounds.connect);
    if (errors[0]) throw refusedConnection(withoutSecrets(errors[0], parameters), signIn.identity);
    return session;
  } catch (error) {
    bridge.kill();
    await session.end();
    throw error;
  }
}

async function start({ executable, variables }: PowerShellSettings, bounds: Bounds): Promise<Bridge> {
  const cmdlets = [...Object.keys(exchangeCmdlets), ...Object.keys(connectionCmdlets)];
  try {
    return await startBridge({ executable, environment: variables, cmdlets, startTimeoutMs: bounds.start });
  } catch (error) {
    if (!(error instanceof ShellError)) throw error;
    const remedy =
      error.code === "ENOENT"
        ? "Install PowerShell (https://learn.microsoft.com/powershell/scripting/install/installing-powershell), or set " +
          "EXCHANGE_PWSH in the environment to the full path of pwsh, or of powershell.exe for Windows PowerShell."
        : "EXCHANGE_PWSH in the environment names the program that is run as PowerShell.";
    throw new ConfigurationError(
      `exchange:transport is powershell, but "${executable}" did not start: ${error.message}.\n${remedy}\n` +
        "Exchange Online needs no PowerShell with: pulumi config set exchange:transport rest",
    );
  }
}

function sessionOn(bridge: Bridge, calls: Calls, bounds: Bounds): Session {
  let ending: Promise<void> | undefined;
  const end = async (): Promise<void> => {
    // What is under way cannot be called off: a shell at work leaves when it is done, or is killed.
    if (!bridge.hasEnded && !calls.areUnderWay()) {
      await calls.call("Disconnect-ExchangeOnline", { Confirm: false }, bounds.end).catch(() => undefined);
    }
    await bridge.end(bounds.end);
    forget();
  };
  const session: Session = {
    get hasEnded() {
      return bridge.hasEnded || ending !== undefined;
    },
    call: (cmdlet, parameters) => calls.call(cmdlet, parameters, bounds.call),
    async isConnected() {
      const { records } = await calls.call("Get-ConnectionInformation", {}, bounds.call);
      return records.some(({ State }) => State === "Connected");
    },
    end: () => (ending ??= end()),
  };
  const forget = endWithProcess({ end: () => session.end(), kill: () => bridge.kill() });
  return session;
}

interface Calls {
  call(cmdlet: string, parameters: Parameters, timeoutMs: number): Promise<BridgeAnswer>;
  areUnderWay(): boolean;
}

function callsOf(bridge: Bridge): Calls {
  let underWay = 0;
  return {
    areUnderWay: () => underWay > 0,
    async call(cmdlet, parameters, timeoutMs) {
      const use = exchangeCmdlets[cmdlet] ?? connectionCmdlets[cmdlet];
      underWay++;
      try {
        return await bridge.call(
          { cmdlet, parameters: { ...use?.always, ...parameters }, select: use?.select ?? [] },
          timeoutMs,
        );
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

/** Entra and Exchange word the refusal of an identity; the module gives it no type. */
function refusedConnection(record: ErrorRecord, identity: string): ServiceError {
  const error = failureOf("Connect-ExchangeOnline", record, identity);
  if (error.kind !== "unexpected") return error;
  const isRefused = /isn't supported in this scenario|unauthorized|AADSTS\d+/i.test(error.said);
  if (!isRefused) return error;
  return new ServiceError({ kind: "unauthenticated", operation: error.operation, said: error.said });
}

function withoutSecrets(record: ErrorRecord, parameters: Parameters): ErrorRecord {
  const secrets = Object.values(parameters).filter((value) => value instanceof Secret);
  const message = secrets.reduce(
    (text, secret) => text.replaceAll(secret.reveal(), "<secret>"),
    record.message,
  );
  return { ...record, message };
}
