#!/usr/bin/env node
import { createRequire } from "node:module";
import { Command } from "commander";
import { doctorCommand } from "./doctor/command";
import { exportCommand } from "./export/command";
import { verifyCommand } from "./verify/command";

/** Each command is a folder beside this file; its module gives a commander `Command`. */
const commands = [doctorCommand, exportCommand, verifyCommand];

// Required, not imported: the compiler would copy an imported package.json into dist/.
const { version } = createRequire(__filename)("pulumi-exchange-rbac/package.json") as { version: string };

const program = new Command("pulumi-exchange-rbac")
  .description("Who may act on which Exchange mailbox: what Pulumi cannot ask for itself.")
  .version(version);
for (const command of commands) program.addCommand(command());

program.parseAsync().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
