import type { CmdletSyntax } from "./catalogue";
import { BindingError } from "./errors";

/** Every cmdlet has these; they steer the PowerShell host and say nothing to Exchange. */
export const commonParameters: readonly string[] = [
  "Debug",
  "ErrorAction",
  "ErrorVariable",
  "InformationAction",
  "InformationVariable",
  "OutBuffer",
  "OutVariable",
  "PipelineVariable",
  "Verbose",
  "WarningAction",
  "WarningVariable",
];

const aliases: Readonly<Record<string, string>> = {
  cf: "Confirm",
  wi: "WhatIf",
  db: "Debug",
  ea: "ErrorAction",
  ev: "ErrorVariable",
  infa: "InformationAction",
  iv: "InformationVariable",
  ob: "OutBuffer",
  ov: "OutVariable",
  pv: "PipelineVariable",
  vb: "Verbose",
  wa: "WarningAction",
  wv: "WarningVariable",
};

/** The parameter that a name means: itself in any casing, its alias, or an unambiguous beginning of either. */
export function findParameter(cmdlet: CmdletSyntax, given: string, acceptsPrefix: boolean): string {
  const names = [...cmdlet.parameters.keys(), ...commonParameters];
  const wanted = given.toLowerCase();
  const exact = names.find((name) => name.toLowerCase() === wanted);
  if (exact) return exact;
  const byAlias = Object.entries(aliases).filter(([, name]) => names.includes(name));
  const aliased = byAlias.find(([alias]) => alias === wanted)?.[1];
  if (aliased) return aliased;
  const starting = (text: string) => wanted !== "" && text.toLowerCase().startsWith(wanted);
  const candidates = new Set([
    ...names.filter(starting),
    ...byAlias.filter(([alias]) => starting(alias)).map(([, name]) => name),
  ]);
  const [only, ...others] = acceptsPrefix ? candidates : [];
  if (only === undefined) {
    throw new BindingError(
      "parameterNotFound",
      `A parameter cannot be found that matches parameter name '${given}'.`,
      given,
    );
  }
  if (others.length === 0) return only;
  throw new BindingError(
    "ambiguousParameter",
    `Parameter cannot be processed because the parameter name '${given}' is ambiguous. ` +
      `Possible matches include: ${[...candidates].map((name) => `-${name}`).join(" ")}.`,
    given,
  );
}
