import published from "./cmdlets.json";
import { defaultSets, errata, exclusiveParameters } from "./errata";

export type Mode = "online" | "onPremises";

export interface Definition {
  readonly online: boolean;
  readonly onPremises: boolean;
  readonly parameters: Readonly<Record<string, ParameterDefinition>>;
  readonly sets: Readonly<Record<string, { readonly mandatory: string[]; readonly optional: string[] }>>;
}

export interface ParameterDefinition {
  readonly type: string;
  readonly online: boolean;
  readonly onPremises: boolean;
}

/** A cmdlet as one kind of Exchange offers it. */
export interface CmdletSyntax {
  readonly name: string;
  /** The type of each parameter, by its name. */
  readonly parameters: ReadonlyMap<string, string>;
  readonly sets: readonly ParameterSet[];
  /** Taken when several sets fit. */
  readonly defaultSet: string | undefined;
  readonly exclusive: readonly (readonly string[])[];
}

export interface ParameterSet {
  readonly name: string;
  readonly mandatory: readonly string[];
  /** Mandatory ones included. */
  readonly parameters: ReadonlySet<string>;
}

/** The cmdlets of one kind of Exchange, in the order of their documentation. */
export function cmdletsOf(mode: Mode): readonly CmdletSyntax[] {
  return [...syntaxes[mode].values()];
}

/** The syntax of a cmdlet, named in any casing. */
export function cmdletSyntax(name: string, mode: Mode): CmdletSyntax | undefined {
  return syntaxes[mode].get(name.toLowerCase());
}

const definitions: readonly (readonly [string, Definition])[] = Object.entries(published).map(
  ([name, entry]) => {
    const definition: Definition = {
      online: entry.online,
      onPremises: entry.onPremises,
      parameters: Object.fromEntries(
        Object.entries(entry.parameters).map(([key, text]) => [key, parameter(text)]),
      ),
      sets: Object.fromEntries(
        Object.entries(entry.sets).map(([key, { mandatory, optional }]) => [
          key,
          { mandatory: words(mandatory), optional: words(optional) },
        ]),
      ),
    };
    return [name, errata[name]?.(definition) ?? definition];
  },
);

const syntaxes: Readonly<Record<Mode, ReadonlyMap<string, CmdletSyntax>>> = {
  online: syntaxesOf("online"),
  onPremises: syntaxesOf("onPremises"),
};

function syntaxesOf(mode: Mode): ReadonlyMap<string, CmdletSyntax> {
  return new Map(
    definitions
      .filter(([, definition]) => definition[mode])
      .map(([name, definition]) => [name.toLowerCase(), syntax(name, definition, mode)]),
  );
}

function syntax(name: string, definition: Definition, mode: Mode): CmdletSyntax {
  const available = Object.entries(definition.parameters).filter(([, { [mode]: offered }]) => offered);
  const parameters = new Map(available.map(([key, { type }]) => [key, type]));
  const sets = Object.entries(definition.sets)
    .filter(([, { mandatory }]) => mandatory.every((key) => parameters.has(key)))
    .map(([key, { mandatory, optional }]) => ({
      name: key,
      mandatory,
      parameters: new Set([...mandatory, ...optional].filter((candidate) => parameters.has(candidate))),
    }));
  const wanted = [defaultSets[name], "Default", "Identity"];
  const defaultSet = wanted.find((candidate) => sets.some((set) => set.name === candidate));
  return { name, parameters, sets, defaultSet, exclusive: exclusiveParameters[name] ?? [] };
}

function parameter(text: string): ParameterDefinition {
  const [type = "", where = ""] = text.split(" ");
  return {
    type,
    online: where === "online" || where === "both",
    onPremises: where === "onPremises" || where === "both",
  };
}

function words(names: string): string[] {
  return names === "" ? [] : names.split(" ");
}
