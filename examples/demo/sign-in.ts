/** What the programs of this folder that are not Pulumi need to know, all of it from the environment. */
export function setting(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === "") throw new Error(`${name} is not set.`);
  return value;
}

/** An access token for an application of its own, by the OAuth 2.0 client credentials flow. */
export async function signIn(clientId: string, clientSecret: string, resource: string): Promise<string> {
  const url = `${setting("AZURE_AUTHORITY_HOST")}/${setting("AZURE_TENANT_ID")}/oauth2/v2.0/token`;
  const answer = await fetch(url, {
    method: "POST",
    body: new URLSearchParams({
      grant_type: "client_credentials",
      client_id: clientId,
      client_secret: clientSecret,
      scope: `${resource}/.default`,
    }),
  });
  const body = (await answer.json()) as { access_token?: string; error_description?: string };
  if (body.access_token === undefined) throw new Error(body.error_description ?? `HTTP ${answer.status}`);
  return body.access_token;
}

/** Runs a small program; what went wrong is a sentence and exit code 1. */
export function main(program: () => Promise<void>): void {
  program().catch((error: unknown) => {
    console.error((error as Error).message);
    process.exitCode = 1;
  });
}
