import { Command } from "commander";
import { withConnectionOptions } from "../connection-options";

export function exportCommand(): Command {
  return withConnectionOptions(
    new Command("export").description("Writes existing objects as a Pulumi import file and a program."),
  );
}
