/** The parts that tests look at, of what pulumi prints as JSON. */

export interface StateResource {
  urn: string;
  type: string;
  id?: string;
  inputs?: Record<string, unknown>;
  outputs?: Record<string, unknown>;
  [property: string]: unknown;
}

export interface Deployment {
  resources?: StateResource[];
  pending_operations?: { type: string; resource: StateResource }[];
  [property: string]: unknown;
}

export interface PlanStep {
  op: string;
  urn: string;
  detailedDiff?: Record<string, { kind: string; inputDiff?: boolean }> | null;
  diffReasons?: string[];
  replaceReasons?: string[];
  oldState?: StateResource;
  newState?: StateResource;
}

export interface Plan {
  steps?: PlanStep[];
  changeSummary?: Record<string, number>;
  diagnostics?: { message: string; severity: string; urn?: string }[];
  [property: string]: unknown;
}
