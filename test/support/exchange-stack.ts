import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, inject, onTestFinished } from "vitest";
import type { RunningTenant, StartOptions } from "../../emulator";
import { Engine } from "./engine";
import type { Deployment, StateResource } from "./engine-documents";
import { programFile, projectFile } from "./programs";
import { startTestTenant } from "./tenant";
import { configFor, standInShell, transports, type TransportName } from "./transports";

/** A stack of the real engine whose programs manage one embedded tenant. */
export interface ExchangeStack {
  engine: Engine;
  running: RunningTenant;
  /** Replaces the program. */
  declare: (...lines: string[]) => void;
  close: () => Promise<void>;
}

interface StackOptions {
  tenant?: Omit<StartOptions, "certificates">;
  /** Reaches the tenant by the vendor's own host names. */
  proxied?: boolean;
  /** How Exchange is spoken to; REST unless told otherwise. */
  transport?: TransportName;
}

/** Started within a test it closes when the test is over; a `beforeAll` returns its `close`. */
export async function startExchangeStack(
  lines: readonly string[],
  options: StackOptions = {},
): Promise<ExchangeStack> {
  const running = await startTestTenant({ clock: "real", ...options.tenant });
  const proxied = options.proxied === true;
  const config = {
    ...(proxied ? {} : configFor(running)),
    ...transports[options.transport ?? "rest"],
  };
  const engine = await Engine.create({
    installed: inject("engine"),
    files: { ...projectFile(config), ...programFile(lines) },
    environment: {
      ...(proxied ? running.proxyEnvironment : running.environment),
      EXCHANGE_PWSH: standInShell,
      NODE_OPTIONS: `--import ${pathToFileURL(join(__dirname, "provider-preload.mjs")).href}`,
    },
  });
  const isWithinTest = expect.getState().currentTestName !== undefined;
  if (isWithinTest) onTestFinished(() => engine.close());
  return {
    engine,
    running,
    declare: (...declared) => engine.write(programFile(declared)),
    close: async () => {
      await engine.close();
      await running.close();
    },
  };
}

/** Lets the provider's own time pass so much faster that a deadline of minutes is one of seconds. */
export const hasty = { PROVIDER_SPEED: "100" };

/**
 * What the engine keeps of the objects, to the letter. What it keeps of the program (order, lines, dependencies) and of
 * itself (times) changes with every attempt.
 */
export async function stateOf(engine: Engine): Promise<string> {
  // Pulumi encrypts secrets anew with every attempt.
  const { stdout } = await engine.run(["stack", "export", "--show-secrets"]);
  const { deployment } = JSON.parse(stdout) as { deployment: Deployment };
  const { resources = [], pending_operations: pending = [] } = deployment;
  const kept = resources.map(({ urn, id, inputs, outputs, ...rest }) => {
    return { urn, id, inputs, outputs, delete: rest["delete"], initErrors: rest["initErrors"] };
  });
  kept.sort((a, b) => a.urn.localeCompare(b.urn));
  return JSON.stringify({ kept, pending }, undefined, 1);
}

export async function resourceOf(engine: Engine, kind: string): Promise<StateResource | undefined> {
  return (await engine.resources()).find(({ type }) => type.endsWith(`:${kind}`));
}

/** The Guids of what is ours in the tenant's own store, by kind; what is built in is not ours. */
export function objectsOf({ tenant: { store } }: RunningTenant): Record<string, string[]> {
  const guids = (objects: { guid: string }[]): string[] => objects.map(({ guid }) => guid);
  return {
    ManagementScope: guids(store.managementScopes.all()),
    ServicePrincipal: guids(store.exchangeServicePrincipals.all()),
    RoleAssignment: guids(grantsOf(store)),
  };
}

export function grantsOf(store: RunningTenant["tenant"]["store"]) {
  return store.roleAssignments.filter(({ roleAssigneeType }) => roleAssigneeType === "ServicePrincipal");
}

/** The cmdlets that may change something, in the order in which they were answered. */
export function writesOf(running: RunningTenant): string[] {
  return running
    .requests()
    .map(({ cmdlet }) => cmdlet ?? "")
    .filter((cmdlet) => cmdlet !== "" && !cmdlet.startsWith("Get-"));
}
