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
    const files = filesIn(options.out);
    if (options.force !== true) refuseToOverwrite(files);
    const exported = await exportObjects(connectBy(options), {
      kinds: options.only ?? [],
      names: options.name ?? [],
    });
    report(exported);
    if (exported.objects.length === 0) {
      console.log("There is nothing to take over.");
      return;
    }
    write(exported, files);
    tellHowToGoOn(files);
  });
}

interface Files {
  folder: string;
  importPath: string;
  programPath: string;
}

function filesIn(folder: string): Files {
  return { folder, importPath: join(folder, importFileName), programPath: join(folder, programFileName) };
}

function refuseToOverwrite({ programPath, importPath }: Files): void {
  const existing = [programPath, importPath].find((path) => existsSync(path));
  if (existing === undefined) return;
  throw new Error(`${existing} exists. Give another folder with --out, or --force to overwrite it.`);
}

function write(exported: Exported, { folder, programPath, importPath }: Files): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(programPath, programText(exported));
  writeFileSync(importPath, importFile(exported.objects));
}

function report(exported: Exported): void {
  for (const { kind, noun } of exportedKinds) {
    const count = exported.objects.filter((object) => object.kind === kind).length;
    if (count > 0) console.log(`${count} ${noun}${count === 1 ? "" : "s"}`);
  }
  const remarks = remarksOn(exported);
  if (remarks.length > 0) console.log(`\n${remarks.map((remark) => `- ${remark}`).join("\n")}\n`);
}

function tellHowToGoOn({ programPath, importPath }: Files): void {
  console.log(
    `Written: ${programPath}, ${importPath}\n` +
      `Put the program into your Pulumi project, then run:\n\n` +
      `  pulumi import --file ${importPath} --generate-code=false --protect=false\n` +
      `  pulumi preview --expect-no-changes`,
  );
}
