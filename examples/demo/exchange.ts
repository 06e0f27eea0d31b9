/**
 * An administrator at work by hand: runs one Exchange cmdlet, written as in PowerShell.
 *
 *     npx tsx examples/demo/exchange.ts Set-ManagementScope -Identity rooms -RecipientRestrictionFilter "City -eq 'Oslo'"
 */
import { main, setting, signIn } from "./sign-in";

main(async () => {
  const [cmdlet, ...rest] = process.argv.slice(2);
  if (cmdlet === undefined) throw new Error("Which cmdlet?");
  const token = await signIn(
    setting("ADMINISTRATOR_CLIENT_ID"),
    setting("ADMINISTRATOR_CLIENT_SECRET"),
    "https://outlook.office365.com",
  );
  const url = `${setting("EXCHANGE_TENANT_URL")}/adminapi/beta/${setting("AZURE_TENANT_ID")}/InvokeCommand`;
  const answer = await fetch(url, {
    method: "POST",
    headers: {
      authorization: `Bearer ${token}`,
      "content-type": "application/json",
      // A refusal's body is declared gzip although it is not.
      "accept-encoding": "identity",
    },
    body: JSON.stringify({ CmdletInput: { CmdletName: cmdlet, Parameters: parameters(rest) } }),
  });
  if (!answer.ok) throw new Error(`${cmdlet}: HTTP ${answer.status} ${await answer.text()}`);
  const { value = [] } = (await answer.json()) as { value?: unknown[] };
  if (value.length > 0) console.log(JSON.stringify(value, undefined, 2));
});

/** `-Name value`, and `-Name` or `-Name:$false` for switches. */
function parameters(words: string[]): Record<string, string | boolean> {
  const found: Record<string, string | boolean> = {};
  for (let index = 0; index < words.length; index++) {
    const [, name, attached] = /^-(\w+)(?::(.*))?$/.exec(words[index] ?? "") ?? [];
    if (name === undefined) throw new Error(`"${words[index] ?? ""}" is not a parameter.`);
    const next = words[index + 1];
    const takesNext = attached === undefined && next !== undefined && !/^-[A-Za-z]+(:|$)/.test(next);
    found[name] = valueOf(attached ?? (takesNext ? next : "$true"));
    if (takesNext) index++;
  }
  return found;
}

function valueOf(word: string): string | boolean {
  return /^\$(true|false)$/i.test(word) ? word.toLowerCase() === "$true" : word;
}
