import type { z } from "zod";
import type { Deployment } from "../connection/deployment";
import type { Failure, Lifecycle, Properties, ResourceContext } from "./lifecycle";
import { autoNameKey, generatedName } from "./names";
import type { Run } from "./run";
import { withoutSecrets } from "./secrets";
import { containsUnknown, isUnknown, unknownValue } from "./unknowns";

export interface Checked {
  inputs: Record<string, unknown>;
  failures: Failure[];
  /** What the user should be told of inputs that are not refused. */
  advice: string[];
}

/** Normalises a program's inputs, writes the defaults and the generated name, and refuses what cannot work. No I/O. */
export function check<Inputs extends object, Context extends ResourceContext>(
  lifecycle: Lifecycle<Inputs, Context>,
  run: Run,
  olds: Properties,
  news: Properties,
  deployment: Deployment,
): Checked {
  const { [autoNameKey]: seed, ...given } = withoutProvider(news);
  const parsed = parseProperties(lifecycle, given, deployment);
  const inputs = parsed.inputs;
  const failures = parsed.failures;
  const isNew = Object.keys(withoutProvider(olds)).length === 0;
  const before = isNew ? undefined : (olds as Partial<Inputs>);
  const completion = lifecycle.complete?.(inputs as Partial<Inputs>, before, deployment);
  Object.assign(inputs, completion);

  const known = Object.fromEntries(
    Object.entries(inputs).filter(([, value]) => !containsUnknown(value)),
  ) as Partial<Inputs>;
  if (failures.length === 0) {
    failures.push(...refuseChanges(lifecycle, olds, inputs, deployment));
    const unknown = Object.keys(inputs).filter((property) => containsUnknown(inputs[property]));
    failures.push(...lifecycle.refuse(known, isNew, new Set(unknown), deployment));
  }
  const advice = failures.length > 0 ? [] : (lifecycle.advise?.(known, before) ?? []);
  const { property, identity, marksUnfinished } = lifecycle.naming;
  if ((inputs[property] === undefined || marksUnfinished === true) && typeof seed === "string") {
    const name = keptName(olds) ?? freshName(run, seed, identity(inputs as Partial<Inputs>));
    inputs[autoNameKey] = name;
    inputs[property] ??= name;
  }
  if (typeof seed === "string") {
    if (!isNew) run.checked.set(seed, olds[property]);
    else if (run.checked.has(seed)) run.replacements.set(inputs[property], run.checked.get(seed));
  }
  return { inputs, failures: withoutSecrets(lifecycle, failures), advice };
}

/**
 * A generated name stays until the object is replaced; for that Pulumi checks again without old inputs. It is not taken
 * from the name property, which after a refresh is what somebody made of it in Exchange.
 */
function keptName(olds: Properties): unknown {
  return isUnknown(olds[autoNameKey]) ? undefined : olds[autoNameKey];
}

function freshName(run: Run, seed: string, identity: unknown[]): string {
  const name = generatedName(seed, identity);
  // A replacement that the user forces changes nothing that the name is made of, and must still differ.
  const isTaken = run.names.has(name) || run.checked.get(seed) === name;
  return isTaken ? generatedName(seed, [...identity, name]) : name;
}

function parseProperties<Inputs extends object, Context extends ResourceContext>(
  { schema, onlyIn = {} }: Lifecycle<Inputs, Context>,
  given: Properties,
  deployment: Deployment,
): Omit<Checked, "advice"> {
  const inputs: Record<string, unknown> = {};
  const failures: Failure[] = [];
  const elsewhere = deployment === "online" ? "onPremises" : "online";
  const missing: Partial<Record<string, string>> = onlyIn[elsewhere] ?? {};
  const shape: Readonly<Record<string, z.core.$ZodType>> = Object.fromEntries(
    Object.entries(schema.shape).filter(([property]) => missing[property] === undefined),
  );
  for (const [property, value] of Object.entries(given)) {
    const reason = missing[property];
    if (reason !== undefined) {
      if (value !== undefined && value !== null) {
        failures.push({ property, reason: `exists ${places[elsewhere]} alone: ${reason}` });
      }
    } else if (!(property in shape)) {
      failures.push({
        property,
        reason: `there is no such property; valid are ${Object.keys(shape).join(", ")}`,
      });
    }
  }
  for (const [property, type] of Object.entries(shape)) {
    const value = given[property] ?? undefined;
    const result = (type as z.ZodType).safeParse(withWholeUnknowns(value));
    const issues = result.error?.issues.filter(
      (issue) => !isUnknown(valueAt(withWholeUnknowns(value), issue.path)),
    );
    for (const issue of issues ?? []) {
      failures.push({ property: [property, ...issue.path].join("."), reason: issue.message });
    }
    const normalised = containsUnknown(value) ? value : result.data;
    if (normalised !== undefined) inputs[property] = normalised;
  }
  return { inputs, failures };
}

const places: Record<Deployment, string> = { online: "in Exchange Online", onPremises: "on-premises" };

/** A text with an unknown spliced into it is as unknown as a whole one, which has the shape of a Guid and passes as one. */
function withWholeUnknowns(value: unknown): unknown {
  if (typeof value === "string") return containsUnknown(value) ? unknownValue : value;
  if (Array.isArray(value)) return value.map(withWholeUnknowns);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withWholeUnknowns(inner)]));
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (inner, key) =>
      typeof inner === "object" && inner !== null ? (inner as Record<PropertyKey, unknown>)[key] : inner,
    value,
  );
}

function refuseChanges<Inputs extends object, Context extends ResourceContext>(
  lifecycle: Lifecycle<Inputs, Context>,
  olds: Properties,
  inputs: Properties,
  deployment: Deployment,
): Failure[] {
  type Rule = string | Partial<Record<Deployment, string>>;
  type Same = (before: unknown, after: unknown, olds: Properties) => boolean;
  const same = lifecycle.same as Partial<Record<string, Same>>;
  return Object.entries(lifecycle.fixed as Record<string, Rule>).flatMap(([property, rule]) => {
    const [before, after] = [olds[property], inputs[property]];
    const reason = typeof rule === "string" ? rule : rule[deployment];
    // What is left out is not managed any more.
    if (reason === undefined || before === undefined || after === undefined) return [];
    if (containsUnknown([before, after]) || before === after) return [];
    if (same[property]?.(before, after, withoutProvider(olds))) return [];
    return [{ property, reason }];
  });
}

export function withoutProvider(properties: Properties): Record<string, unknown> {
  return Object.fromEntries(Object.entries(properties).filter(([key]) => key !== "__provider"));
}
