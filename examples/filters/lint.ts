import { readFileSync } from "node:fs";
import { FilterError, format, parse } from "pulumi-exchange-rbac/filter";

// One filter per file: npx tsx lint.ts filters/*.opath
for (const file of process.argv.slice(2)) {
  try {
    console.log(`${file}: ${format(parse(readFileSync(file, "utf8")))}`);
  } catch (error) {
    if (!(error instanceof FilterError)) throw error;
    console.error(`${file}:${error.line}:${error.column}: ${error.message}`);
    process.exitCode = 1;
  }
}
