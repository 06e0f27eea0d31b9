import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Command, Option } from "commander";
import { connectBy, withConnectionOptions } from "../connection-options";
import { exportObjects } from "./export";
import { importFile } from "./import-file";
import { exportedKinds } from "./kinds";
import type { Exported } from "./objects";
import { programText } from "./program";
import { remarksOn } from "./remarks";

interface Options extends Record<string, unknown> {
  out: string;
  only?: string[];
  name?: string[];
  force?: boolean;
}

const importFileName = "exchange-import.json";
const programFileName = "exchange.ts";

/** `pulumi-exchange-rbac export`: takes an existing set-up under control without touching it. */
export function exportCommand(): Command {
  const command = new Command("export")
    .description(
      "Reads the objects that exist in Exchange, and writes a file for pulumi import and a program that declares them. " +
        "Changes nothing in the tenant.",
    )
    .option("--out <folder>", "where to write", ".")
    .addOption(
      new Option("--only <kind...>", "only objects of these kinds").choices(
        exportedKinds.map(({ kind }) => kind),
      ),
    )
    .option("--name <pattern...>", "only objects of these names; * stands for any text")
    .option("--force", "overwrite files of a former export");
  return withConnectionOptions(command).action(async (options: Options) => {
    const exported = await exportObjects(connectBy(options), {
      kinds: options.only ?? [],
      names: options.name ?? [],
    });
    report(exported, write(exported, options));
  });
}

interface Files {
  importPath: string;
  programPath: string;
}

function write(exported: Exported, { out, force }: Options): Files {
  const files = { importPath: join(out, importFileName), programPath: join(out, programFileName) };
  const existing = Object.values(files).find((path) => existsSync(path));
  if (existing !== undefined && force !== true) {
    throw new Error(`${existing} exists. Give another folder with --out, or --force to overwrite it.`);
  }
  mkdirSync(out, { recursive: true });
  writeFileSync(files.programPath, programText(exported));
  writeFileSync(files.importPath, importFile(exported.objects));
  return files;
}

function report(exported: Exported, { importPath, programPath }: Files): void {
  const { objects } = exported;
  for (const { kind, noun } of exportedKinds) {
    const count = objects.filter((object) => object.kind === kind).length;
    if (count > 0) console.log(`${count} ${noun}${count === 1 ? "" : "s"}`);
  }
  if (objects.length === 0) console.log("There is nothing to take over.");
  const remarks = remarksOn(exported);
  if (remarks.length > 0) console.log(`\n${remarks.map((remark) => `- ${remark}`).join("\n")}`);
  console.log(
    `\nWritten: ${programPath}, ${importPath}\n` +
      `Put the program into your Pulumi project, then run:\n\n` +
      `  pulumi import --file ${importPath} --generate-code=false --protect=false\n` +
      `  pulumi preview --expect-no-changes`,
  );
}
