import type { TestProject } from "vitest/node";
import type { Engine } from "../../tools/pulumi/engine";
import { ensureEngine } from "../../tools/pulumi/ensure-engine";

declare module "vitest" {
  export interface ProvidedContext {
    engine: Engine;
  }
}

/** The engine is brought onto the machine once, before the first engine test. */
export default async function setup(project: TestProject): Promise<void> {
  project.provide("engine", await ensureEngine());
}
