import type { Exported, ExportedObject } from "./objects";
import { commentOn } from "./remarks";

/** The text of a program that declares the objects. */
export function programText({ objects, organizationGuid }: Exported): string {
  const kinds = [...new Set(objects.map(({ kind }) => kind))].sort();
  const identifiers = new Map(objects.map(({ guid, identifier }) => [guid, identifier]));
  const referredTo = new Set(objects.flatMap(({ refersTo }) => [...refersTo]));
  const declarations = objects.map((object) => declaration(object, identifiers, referredTo.has(object.guid)));
  return [
    `// Written by "pulumi-exchange-rbac export" from organisation ${organizationGuid}.`,
    `import { ${kinds.join(", ")} } from "pulumi-exchange-rbac";`,
    ...declarations.map((text) => `\n${text}`),
    "",
  ].join("\n");
}

function declaration(
  object: ExportedObject,
  identifiers: ReadonlyMap<string, string>,
  isReferredTo: boolean,
): string {
  const { kind, guid, pulumiName, identifier, declared } = object;
  const others = new Map([...identifiers].filter(([other]) => other !== guid));
  const properties = Object.entries(declared).map(
    ([property, value]) => `  ${property}: ${literal(value, others)},\n`,
  );
  const comment = commentOn(object);
  return (
    (comment === undefined ? "" : `// ${comment}\n`) +
    (isReferredTo ? `const ${identifier} = ` : "") +
    `new ${kind}(${JSON.stringify(pulumiName)}, {\n${properties.join("")}});`
  );
}

function literal(value: unknown, identifiers: ReadonlyMap<string, string>): string {
  if (typeof value === "string") {
    const identifier = identifiers.get(value);
    return identifier === undefined ? JSON.stringify(value) : `${identifier}.id`;
  }
  if (Array.isArray(value)) return `[${value.map((inner) => literal(inner, identifiers)).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).map(([key, inner]) => `${key}: ${literal(inner, identifiers)}`);
  return `{ ${entries.join(", ")} }`;
}
