import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { z } from "zod";
import { kinds, type Kind } from "../../providers/dynamic/provider-text";
import { managementScopeSchema } from "../../providers/resources/management-scope";
import { roleAssignmentSchema } from "../../providers/resources/role-assignment";
import { roleGroupSchema } from "../../providers/resources/role-group";
import { serviceAccountSchema } from "../../providers/resources/service-account";
import { servicePrincipalSchema } from "../../providers/resources/service-principal";
import { kindsUnderTest } from "../support/kinds";
import { ManagedResource } from "../support/managed-resource";
import { startTestTenant } from "../support/tenant";

const schemas: Record<Kind, z.ZodObject> = {
  ManagementScope: managementScopeSchema,
  ServiceAccount: serviceAccountSchema,
  ServicePrincipal: servicePrincipalSchema,
  RoleGroup: roleGroupSchema,
  RoleAssignment: roleAssignmentSchema,
};

/** Outputs that only some objects have. */
const occasional: Partial<Record<Kind, string[]>> = {
  ServicePrincipal: ["adopted"],
  ServiceAccount: ["adopted", "mail", "password"],
};

const folder = join(__dirname, "..", "..", "docs", "resources");

test("there is a page for every kind, and no other", () => {
  expect(readdirSync(folder).sort()).toEqual(kinds.map(fileOf).sort());
});

describe.each(kinds)("the page of %s", (kind) => {
  const text = readFileSync(join(folder, fileOf(kind)), "utf8");

  test("lists exactly the arguments", () => {
    expect(
      rowsOf(text, "Arguments")
        .flatMap(({ names }) => names)
        .sort(),
    ).toEqual(Object.keys(schemas[kind].shape).sort());
  });

  test("says of each argument whether it is required, and what stands for it when it is left out", () => {
    for (const { names, cells } of rowsOf(text, "Arguments")) {
      const rule = String(cells[1]);
      for (const name of names) {
        expect(`${name}: ${rule}`).toMatch(expectedRule(schemas[kind].shape[name], names.length > 1, name));
      }
    }
  });

  test("names exactly the outputs that are no arguments", async () => {
    const section = sectionOf(text, "Outputs");
    const named = [...section.matchAll(/`(\w+)`/g)].map(([, name = ""]) => name);
    const running = await startTestTenant();
    const underTest = kindsUnderTest.find((each) => each.kind === kind);
    const resource = new ManagedResource(kind, running);
    await resource.up((await underTest?.program(running)) ?? {});
    const inState = Object.keys(resource.state?.outputs ?? {}).filter((name) => !name.startsWith("__"));
    const more = inState.filter((name) => !(name in schemas[kind].shape));
    const expected = new Set([...more, ...(occasional[kind] ?? []), "id"]);
    expect([...new Set(named)].sort()).toEqual([...expected].sort());
  });
});

interface Row {
  names: string[];
  cells: string[];
}

function fileOf(kind: Kind): string {
  return `${kind.replace(/(?!^)[A-Z]/g, "-$&").toLowerCase()}.md`;
}

/** From a heading of the second level to the next. */
function sectionOf(text: string, heading: string): string {
  const section = text.split(/^## /m).find((each) => each.startsWith(`${heading}\n`));
  if (section === undefined) throw new Error(`The page has no section "${heading}".`);
  return section;
}

/** The rows of the section's first table whose first cell holds names in code. */
function rowsOf(text: string, heading: string): Row[] {
  const [beforeSubsections = ""] = sectionOf(text, heading).split(/^### /m);
  const lines = beforeSubsections.split("\n").filter((line) => line.startsWith("| `"));
  return lines.map((line) => {
    const cells = line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim());
    return { names: [...(cells[0] ?? "").matchAll(/`(\w+)`/g)].map(([, name = ""]) => name), cells };
  });
}

function expectedRule(property: unknown, isOneOfSeveral: boolean, name: string): RegExp {
  if (isOneOfSeveral) return /: exactly one$/;
  const schema = property as z.ZodType;
  const left = schema.safeParse(undefined);
  if (!left.success) return /: required$/;
  const standsFor = left.data as string | boolean | undefined;
  if (standsFor !== undefined) return new RegExp(`: \`${standsFor.toString()}\`$`);
  return name === "adopt" ? /: `false`$/ : /: (generated|not managed|none|no wait|`false`)$/;
}
