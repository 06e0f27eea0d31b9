import pLimit from "p-limit";
import type { Clock } from "../../connection/clock";
import { ServiceError } from "../../connection/errors";
import { deadlineIn, isThrottled, isTransient, retry, type Deadline } from "../../connection/retry";
import type { PowerShellSettings, Settings } from "../../connection/settings";
import type { SignIn } from "../../connection/sign-in";
import { readOrganizationGuid } from "../organization";
import type { InvokeResult, Parameters, Transport } from "../transport";
import { exchangeCmdlets } from "./cmdlets";
import { commandIsMissing, failureOf } from "./errors";
import { openSession, type Bounds, type Session } from "./session";

const invokeDeadlineMs = 10 * 60_000;
const connectAttempts = 4;

const usualBounds: Bounds = { start: 60_000, connect: 120_000, call: 5 * 60_000, end: 1_500 };

/**
 * Exchange Online PowerShell: one PowerShell process, started when it is first needed and shared, with one cmdlet under way
 * at a time. A process that is gone is replaced when the next cmdlet is asked for.
 */
export function powerShellTransport(
  settings: Settings,
  shell: PowerShellSettings,
  signIn: SignIn,
  clock: Clock,
  bounds: Bounds = usualBounds,
): Transport {
  const oneAtATime = pLimit(1);
  let session: Session | undefined;
  let organization: Promise<string> | undefined;

  /** Nothing was asked of Exchange before there is a session, so that even a write may wait for one. */
  async function connected(deadline: Deadline, renewToken: boolean): Promise<Session> {
    if (session !== undefined && !session.hasEnded) return session;
    await session?.end();
    session = await retry(
      deadline,
      () => openSession(settings, shell, signIn, bounds, renewToken),
      (error, attempts) => isTransient(error) && attempts < connectAttempts,
    );
    return session;
  }

  async function attempt(cmdlet: string, parameters: Parameters, deadline: Deadline): Promise<InvokeResult> {
    for (let sessions = 1; ; sessions++) {
      const current = await connected(deadline, sessions > 1);
      const { records, warnings, errors } = await current.call(cmdlet, parameters);
      const [record] = errors;
      // A list with an error in it is not complete.
      if (record === undefined) return { records, warnings };
      const error = failureOf(cmdlet, record, signIn.identity);
      // With its connection the module takes its cmdlets away. In both cases nothing has happened yet.
      const isLost =
        error.kind === "unauthenticated" || (commandIsMissing(record) && !(await current.isConnected()));
      if (!isLost || sessions > 1) throw error;
      await current.end();
    }
  }

  async function invoke(cmdlet: string, parameters: Parameters = {}): Promise<InvokeResult> {
    if (exchangeCmdlets[cmdlet] === undefined) {
      const said = "the provider does not use this cmdlet over PowerShell";
      throw new ServiceError({ kind: "invalidRequest", operation: cmdlet, said });
    }
    // Only a `New-` makes something else when it is repeated; after throttling nothing has happened yet.
    const mayRepeat = cmdlet.startsWith("New-") ? isThrottled : isTransient;
    const deadline = deadlineIn(clock, invokeDeadlineMs);
    return retry(deadline, () => oneAtATime(() => attempt(cmdlet, parameters, deadline)), mayRepeat);
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
    close: async () => session?.end(),
  };
}
