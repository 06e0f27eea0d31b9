import { isDeepStrictEqual } from "node:util";
import type { z } from "zod";
import type { Clients } from "../../providers/clients";
import type { Deployment } from "../../providers/connection/deployment";
import { check } from "../../providers/dynamic/check";
import { isCreationWord, isSame } from "../../providers/dynamic/diff";
import type { Lifecycle, Observed, Properties } from "../../providers/dynamic/lifecycle";
import { autoNameKey } from "../../providers/dynamic/names";
import { inputsOf, outputsOf } from "../../providers/dynamic/outputs";
import type { Kind } from "../../providers/dynamic/provider-text";
import { newRun } from "../../providers/dynamic/run";
import { managementScopeProvider } from "../../providers/resources/management-scope.provider";
import { roleAssignmentProvider } from "../../providers/resources/role-assignment.provider";
import { roleGroupProvider } from "../../providers/resources/role-group.provider";
import { servicePrincipalProvider } from "../../providers/resources/service-principal.provider";

/** A kind of objects that a list tells, so that they can be exported. */
export interface ExportedKind {
  kind: Kind;
  noun: string;
  list(clients: Clients): Promise<Found[]>;
}

/** An existing object, as the kind's own code sees it. */
export interface Found {
  kind: Kind;
  noun: string;
  guid: string;
  name: string;
  /** What of it a program could give. */
  live: Properties;
  /** What the state is to hold of it, in this spelling where it means the same. */
  describe(spelling: Properties, organizationGuid: string): Description;
}

export interface Description {
  outputs: Properties;
  inputs: Properties;
  /** The inputs that a program has to give: without those that are the default. */
  declared: Properties;
  /** Why no program can declare it as it is. */
  faults: string[];
}

/** Beside the registry, a line for each kind that has a list. */
export const exportedKinds: readonly ExportedKind[] = [
  exported(managementScopeProvider),
  exported(servicePrincipalProvider, "online"),
  exported(roleGroupProvider),
  exported(roleAssignmentProvider),
];

/** `only` is where Exchange has the kind, if it is not everywhere. */
function exported<Inputs extends object>(
  lifecycle: Lifecycle<Inputs, Clients>,
  only?: Deployment,
): ExportedKind {
  const { kind, noun, naming, schema } = lifecycle;
  const describe = (
    observed: Observed<Inputs>,
    spelling: Properties,
    organizationGuid: string,
    deployment: Deployment,
  ): Description => {
    const outputs = outputsOf(lifecycle, observed, spelling, organizationGuid);
    for (const secret of lifecycle.secrets ?? []) Reflect.deleteProperty(outputs, secret);
    const inputs = inputsOf(lifecycle, outputs);
    return {
      outputs,
      inputs,
      declared: withoutDefaults(schema, inputs),
      faults: faultsOf(lifecycle, inputs, outputs, deployment),
    };
  };
  return {
    kind,
    noun,
    async list(clients) {
      if (only !== undefined && only !== clients.deployment) return [];
      const objects = (await lifecycle.list?.(clients)) ?? [];
      return objects.map((observed) => {
        const live = observed.live as Properties;
        const name = live[naming.property];
        return {
          kind,
          noun,
          guid: observed.guid,
          name: typeof name === "string" ? name : observed.guid,
          live,
          describe: (spelling, organizationGuid) =>
            describe(observed, spelling, organizationGuid, clients.deployment),
        };
      });
    },
  };
}

/** What the provider would say of a program with these inputs: refuse it, or find a difference at once. */
function faultsOf<Inputs extends object>(
  lifecycle: Lifecycle<Inputs, Clients>,
  inputs: Properties,
  outputs: Properties,
  deployment: Deployment,
): string[] {
  const program = { ...inputs, [autoNameKey]: lifecycle.kind };
  const { inputs: checked, failures } = check(lifecycle, newRun(), inputs, program, deployment);
  if (failures.length > 0) return failures.map(({ property, reason }) => `${property} ${reason}`);
  return Object.keys(lifecycle.schema.shape)
    .filter((property) => !isCreationWord(lifecycle, property))
    .filter((property) => !isSame(lifecycle, property, outputs[property], checked[property], outputs))
    .map((property) => `it has no ${property}, and a program would give it one`);
}

function withoutDefaults({ shape }: z.ZodObject, inputs: Properties): Properties {
  const isDefault = ([property, value]: [string, unknown]): boolean => {
    const absent = (shape[property] as z.ZodType | undefined)?.safeParse(undefined);
    return absent?.success === true && isDeepStrictEqual(absent.data, value);
  };
  return Object.fromEntries(Object.entries(inputs).filter((entry) => !isDefault(entry)));
}
