import { expect, inject, onTestFinished } from "vitest";
import type { RunningTenant, StartOptions } from "../../emulator";
import { Engine, type EngineOptions } from "./engine";
import type { PlanStep } from "./engine-documents";
import { startTestTenant } from "./tenant";

/** A tenant for processes of their own: no test can make their time pass. */
export function startEngineTenant(
  options: Omit<StartOptions, "certificates" | "clock"> = {},
): Promise<RunningTenant> {
  return startTestTenant({ ...options, clock: "real" });
}

/** A new project with a stack that is connected to the tenant. Created within a test it is closed when the test is over. */
export async function connectedEngine(
  running: RunningTenant,
  options: Omit<EngineOptions, "installed" | "stack" | "folder">,
): Promise<Engine> {
  const engine = await Engine.create({
    installed: inject("engine"),
    stack,
    files: {
      ...options.files,
      [`Pulumi.${stack}.yaml`]: `config:\n  exchange:environment: ${running.url}\n`,
    },
    environment: { ...running.environment, ...options.environment },
  });
  if (expect.getState().currentTestName !== undefined) onTestFinished(() => engine.close());
  return engine;
}

/** Each engine has a back end of its own, so that names cannot meet. */
const stack = "dev";

/**
 * The files of a program that declares resources; statements use the classes by name. JavaScript, because its
 * compilation would take longer than all that the tests look at.
 */
export function program(...statements: string[]): Record<string, string> {
  const classes =
    'const { ManagementScope, RoleAssignment, RoleGroup, ServiceAccount, ServicePrincipal } = require("pulumi-exchange-rbac");';
  return { "index.js": [classes, ...statements, ""].join("\n") };
}

/** The name that the program gives to a resource. */
export function pulumiName(urn: string): string {
  return urn.slice(urn.lastIndexOf("::") + 2);
}

/** What a plan does, by Pulumi name; what it leaves alone and its refresh are left out. */
export function changes(steps: readonly PlanStep[] = []): Map<string, PlanStep> {
  const planned = steps.filter(({ op }) => !["same", "refresh", "read"].includes(op));
  return new Map(planned.map((step) => [pulumiName(step.urn), step]));
}
