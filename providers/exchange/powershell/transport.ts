import pLimit from "p-limit";
import type { Clock } from "../../connection/clock";
import { ServiceError } from "../../connection/errors";
import { deadlineIn, isThrottled, isTransient, retry, type Deadline } from "../../connection/retry";
import type { ShellSettings } from "../../connection/shell-settings";
import { readOrganizationGuid } from "../organization";
import type { InvokeResult, Parameters, Transport } from "../transport";
import { commandIsMissing, failureOf, sessionIsGone } from "./errors";
import { openSession, type Session } from "./session";
import type { Bounds, ShellConnection } from "./shell-connection";

const invokeDeadlineMs = 10 * 60_000;
const connectAttempts = 4;

const usualBounds: Bounds = { start: 60_000, connect: 120_000, call: 5 * 60_000, end: 1_500 };

/**
 * Exchange's cmdlets in PowerShell: one PowerShell process, started when it is first needed and shared, with one cmdlet under way
 * at a time. A process that is gone is replaced when the next cmdlet is asked for.
 */
export function powerShellTransport(
  shell: ShellSettings,
  connection: ShellConnection,
  clock: Clock,
  bounds: Bounds = usualBounds,
): Transport {
  const oneAtATime = pLimit(1);
  let session: Session | undefined;
  let hasConnected = false;
  let organization: Promise<string> | undefined;

  /** Nothing was asked of Exchange before there is a session, so that even a write may wait for one. */
  async function connected(deadline: Deadline, renew: boolean): Promise<Session> {
    if (session !== undefined && !session.hasEnded) return session;
    await session?.end();
    session = await retry(
      deadline,
      () => openSession(shell, connection, bounds, renew),
      (error, attempts) => isTransient(error) && attempts < connectAttempts,
    );
    hasConnected = true;
    return session;
  }

  async function attempt(cmdlet: string, parameters: Parameters, deadline: Deadline): Promise<InvokeResult> {
    for (let sessions = 1; ; sessions++) {
      const current = await connected(deadline, sessions > 1);
      const { records, warnings, errors } = await current.call(cmdlet, parameters);
      const [record] = errors;
      // A list with an error in it is not complete.
      if (record === undefined) return { records, warnings };
      const error = failureOf(cmdlet, record, (each) => connection.rightsHelp(each));
      // In these cases nothing has happened yet.
      const isLost =
        error.kind === "unauthenticated" ||
        sessionIsGone(record) ||
        (commandIsMissing(record) && !(await current.isConnected()));
      if (isLost && sessions === 1) {
        await current.end();
        continue;
      }
      // Whatever became of it: what comes next needs a connection that leads to Exchange.
      const isInDoubt = error.kind === "unavailable";
      if (isInDoubt && !(await current.isConnected().catch(() => false))) await current.end();
      throw error;
    }
  }

  async function invoke(cmdlet: string, parameters: Parameters = {}): Promise<InvokeResult> {
    if (connection.exchangeCmdlets[cmdlet] === undefined) {
      const said = "the provider does not use this cmdlet over PowerShell";
      throw new ServiceError({ kind: "invalidRequest", operation: cmdlet, said });
    }
    // Only these make something else, or fail, when they are repeated; after throttling nothing has happened yet.
    const mayRepeat = /^(New|Enable)-/.test(cmdlet) ? isThrottled : isTransient;
    const deadline = deadlineIn(clock, invokeDeadlineMs);
    return retry(
      deadline,
      () => oneAtATime(() => attempt(cmdlet, parameters, deadline)),
      // What never could be reached is more likely misspelt than away for a while.
      (error) => mayRepeat(error) && (hasConnected || isThrottled(error)),
    );
  }

  return {
    invoke,
    organizationGuid() {
      organization ??= readOrganizationGuid(invoke).catch((error: unknown) => {
        organization = undefined;
        throw error;
      });
      return organization;
    },
    domainController: connection.domainController,
    close: async () => session?.end(),
  };
}
