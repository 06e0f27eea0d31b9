import type { CollectionName } from "../store";
import type { Entities } from "../entities";
import type { Tenant } from "../tenant";
import type { Reader } from "../visibility";
import type { WireObject } from "./wire";

/** Who runs a cmdlet, as far as Exchange cares: an application online, a person on-premises. */
export interface Executor {
  /** Guid of the caller's own object in Exchange; an application has none without its pointer. */
  readonly principal: string | undefined;
  /** Guids of the assignees whose rights the caller has: its role groups, and a person's security groups and self. */
  readonly roleGroups: readonly string[];
}

/** One call of a cmdlet, its parameters bound. */
export interface Invocation {
  readonly tenant: Tenant;
  readonly executor: Executor;
  readonly values: Readonly<Record<string, unknown>>;
  /** Canonical names of the parameters that were passed, null values included. */
  readonly given: ReadonlySet<string>;
  readonly warn: (message: string) => void;
  /** A collection as this reader sees it at the moment of the call. */
  readonly view: <Name extends CollectionName>(name: Name, reader: Reader) => Entities[Name][];
}

export interface Cmdlet {
  readonly name: string;
  /** Where it is played, if not wherever Exchange has it. */
  readonly only?: Tenant["mode"];
  /** What of it is missing here; absent when it is complete. */
  readonly partial?: string;
  /** Objects to answer with; nothing for a cmdlet that answers with an empty body. */
  readonly run: (invocation: Invocation) => readonly WireObject[] | undefined;
}

/** The text that a parameter was given; undefined when it was not given or is null. */
export function text({ values }: Pick<Invocation, "values">, parameter: string): string | undefined {
  const value = values[parameter];
  if (value === undefined || value === null) return undefined;
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** Whether a switch or a Boolean was given as true. */
export function isOn({ values }: Pick<Invocation, "values">, parameter: string): boolean {
  return values[parameter] === true;
}

/** The Boolean that a parameter was given; undefined when it was not given. */
export function flag({ values }: Pick<Invocation, "values">, parameter: string): boolean | undefined {
  const value = values[parameter];
  return typeof value === "boolean" ? value : undefined;
}

/** The texts of a list parameter; one value counts as a list of one. */
export function texts({ values }: Pick<Invocation, "values">, parameter: string): string[] | undefined {
  const value = values[parameter];
  if (value === undefined || value === null) return undefined;
  return (Array.isArray(value) ? value : [value]).map(String);
}
