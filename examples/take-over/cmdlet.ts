import { setting, signIn } from "../demo/sign-in";

export type Parameters = Record<string, string | boolean>;

/** Signs in as the administrator who works by hand. */
export function administratorToken(): Promise<string> {
  return signIn(
    setting("ADMINISTRATOR_CLIENT_ID"),
    setting("ADMINISTRATOR_CLIENT_SECRET"),
    "https://outlook.office365.com",
  );
}

/** Runs a cmdlet as a plain InvokeCommand call, and prints it as one would have typed it. */
export async function invoke(token: string, cmdlet: string, parameters: Parameters): Promise<void> {
  console.log(`PS> ${typed(cmdlet, parameters)}`);
  const url = `${setting("EXCHANGE_TENANT_URL")}/adminapi/beta/${setting("AZURE_TENANT_ID")}/InvokeCommand`;
  const answer = await fetch(url, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify({ CmdletInput: { CmdletName: cmdlet, Parameters: parameters } }),
  });
  if (!answer.ok) throw new Error(`${cmdlet}: HTTP ${answer.status} ${await answer.text()}`);
}

function typed(cmdlet: string, parameters: Parameters): string {
  const words = Object.entries(parameters).map(([name, value]) =>
    typeof value === "boolean" ? `-${name} $${value}` : `-${name} '${value.replaceAll("'", "''")}'`,
  );
  return [cmdlet, ...words].join(" ");
}
