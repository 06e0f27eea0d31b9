import { Command } from "commander";
import { ewsProbe } from "../../providers/access/ews-probe";
import { prove } from "../../providers/access/proof";
import { withConnectionOptions } from "../connection-options";
import { questionOf, type Options } from "./question";
import { reportOf } from "./report";

/** `pulumi-exchange-rbac verify`: whether an account opens the mailboxes that it must open, and no other. */
export function verifyCommand(): Command {
  const command = new Command("verify")
    .description(
      "Logs on to Exchange Web Services as an account and tries to open mailboxes by impersonation: some must open, " +
        "others must be refused. Reads the id of a calendar and nothing else. On-premises. " +
        "Exit code: 0 all is as it must be, 1 it is not, or could not be proven.",
    )
    .requiredOption("--allowed <address...>", "primary addresses of mailboxes that must open")
    .requiredOption("--denied <address...>", "primary addresses of mailboxes that must not open")
    .option(
      "--as <user>",
      "the account to try: CONTOSO\\name or name@contoso.com, with its password in EXCHANGE_VERIFY_PASSWORD; " +
        "default: the account that runs this command",
    )
    .option("--ews-url <address>", "default: https://<host of --connection-uri>/EWS/Exchange.asmx");
  return withConnectionOptions(command).action(async (options: Options) => {
    const { probe: how, account, expected } = questionOf(options, process.env);
    const { probe, close } = ewsProbe(how);
    try {
      const proof = await prove(probe, account, expected);
      console.log(reportOf(proof, { account, url: how.url }));
      process.exitCode = proof.holds ? 0 : 1;
    } finally {
      await close();
    }
  });
}
