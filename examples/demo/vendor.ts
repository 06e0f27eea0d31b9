/**
 * The vendor's side, a program that knows nothing of Pulumi: signs in with the vendor's own secret, tries to
 * read the calendar of each mailbox through Microsoft Graph, and says what came of it.
 *
 *     npx tsx examples/demo/vendor.ts boardroom@contoso.example pat.obrien@contoso.example
 */
import { main, setting, signIn } from "./sign-in";

export type Answer = "open" | "refused" | "error";

/** What a mailbox answered; also sent to the process that started this one. */
export interface Row {
  mailbox: string;
  answer: Answer;
  detail: string;
}

main(async () => {
  const token = await signIn(
    setting("VENDOR_CLIENT_ID"),
    setting("VENDOR_CLIENT_SECRET"),
    "https://graph.microsoft.com",
  );
  const rows: Row[] = [];
  for (const mailbox of process.argv.slice(2)) rows.push(await tryCalendar(mailbox, token));
  print(rows);
  process.send?.({ rows });
});

async function tryCalendar(mailbox: string, token: string): Promise<Row> {
  const url = `${setting("EXCHANGE_TENANT_URL")}/v1.0/users/${encodeURIComponent(mailbox)}/calendar?$select=id`;
  const answer = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
  const body = (await answer.json()) as { error?: { code: string } };
  const detail = [answer.status, body.error?.code ?? "OK"].join(" ");
  if (answer.ok) return { mailbox, answer: "open", detail };
  return { mailbox, answer: answer.status === 403 ? "refused" : "error", detail };
}

function print(rows: Row[]): void {
  const width = Math.max(7, ...rows.map(({ mailbox }) => mailbox.length)) + 2;
  const line = (first: string, second: string, third: string) =>
    console.log(`${first.padEnd(width)}${second.padEnd(10)}${third}`);
  line("mailbox", "calendar", "Graph's answer");
  for (const { mailbox, answer, detail } of rows) line(mailbox, answer, detail);
}
