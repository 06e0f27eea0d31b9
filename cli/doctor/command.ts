import { Command, Option } from "commander";
import { withConnectionOptions } from "../connection-options";
import { examine } from "./examine";
import type { Purpose, Result } from "./findings";
import { reportOf } from "./report";

interface Options extends Record<string, unknown> {
  for: Purpose;
  json?: boolean;
}

const exitCodes: Record<Result, number> = { fine: 0, missing: 1, notConnected: 2 };

/** `pulumi-exchange-rbac doctor`: can I connect, who am I there, and what is missing. */
export function doctorCommand(): Command {
  const command = new Command("doctor")
    .description(
      "Connects as the provider does and says who we are, what we may do, and what is missing, with the steps. " +
        "Changes nothing. Exit code: 0 all is there, 1 something is missing, 2 no connection.",
    )
    .addOption(
      new Option("--for <purpose>", "what the identity is for: pulumi up, or pulumi preview alone")
        .choices(["up", "preview"])
        .default("up"),
    )
    .option("--json", "the same as JSON");
  return withConnectionOptions(command).action(async (options: Options) => {
    const diagnosis = await examine(options, options.for);
    console.log(options.json === true ? JSON.stringify(diagnosis, undefined, 2) : reportOf(diagnosis));
    process.exitCode = exitCodes[diagnosis.result];
  });
}
