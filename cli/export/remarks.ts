import type { Exported, ExportedObject } from "./objects";

/** What somebody should know who takes these objects over, a sentence or two each. */
export function remarksOn({ objects, leftOut, isComplete }: Exported): string[] {
  const referredTo = new Set(objects.flatMap(({ refersTo }) => [...refersTo]));
  return [
    ...objects.filter(reachesEverybody).map((object) => {
      const what = object.inputs["delegating"] === true ? "its role may be handed on" : "its role counts";
      return `${title(object)} is not bound to a scope: ${what} for every recipient of the organisation.`;
    }),
    ...objects.flatMap((object) =>
      widenersOf(object).map(
        (wider) => `${title(object)} does not confine: another grant reaches further (${readable(wider)}).`,
      ),
    ),
    ...objects
      .filter(({ inputs }) => inputs["enabled"] === false)
      .map((object) => `${title(object)} is switched off.`),
    ...objects
      .filter(({ kind, guid }) => isComplete && kind === "ManagementScope" && !referredTo.has(guid))
      .map((object) => `${title(object)} is used by nobody.`),
    ...leftOut.map(({ object, reasons }) => `${title(object)} is left out: ${reasons.join("; ")}.`),
  ];
}

/** What stands above an object in the program; it names nothing, so that no name can end it. */
export function commentOn(object: ExportedObject): string | undefined {
  if (reachesEverybody(object)) return "Not bound to a scope: reaches every recipient of the organisation.";
  if (widenersOf(object).length > 0)
    return "Does not confine: what mayBeWidenedBy names reaches further. Take one of the two away.";
  return undefined;
}

export function title({ noun, name }: { noun: string; name: string }): string {
  return `The ${noun} ${readable(JSON.stringify(name))}`;
}

function readable(text: string): string {
  return text.replace(invisible, escaped);
}

/** The other grants that reach further, which the program says to accept so that its preview is empty. */
function widenersOf({ inputs }: ExportedObject): string[] {
  const { mayBeWidenedBy } = inputs;
  return Array.isArray(mayBeWidenedBy) ? mayBeWidenedBy.map(String) : [];
}

/** What a terminal could take for a command, or shows in another order. */
const invisible = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

function escaped(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}

function reachesEverybody({ inputs }: ExportedObject): boolean {
  const { scope } = inputs;
  return typeof scope === "object" && scope !== null && "organizationWide" in scope;
}
