/**
 * An Entra administrator at work by hand: consents to a permission of Microsoft Graph for the vendor's
 * application, in all mailboxes of the tenant, or takes the consent back.
 *
 *     npx tsx examples/demo/consent.ts grant Calendars.Read
 *     npx tsx examples/demo/consent.ts revoke Calendars.Read
 */
import { main, setting, signIn } from "./sign-in";

interface Principal {
  id: string;
  displayName: string;
  appRoles: { id: string; value: string }[];
}

const graphAppId = "00000003-0000-0000-c000-000000000000";

main(async () => {
  const [action, permission] = process.argv.slice(2);
  if (permission === undefined || (action !== "grant" && action !== "revoke"))
    throw new Error('Say "grant" or "revoke", and the permission: grant Calendars.Read');
  const token = await signIn(
    setting("ADMINISTRATOR_CLIENT_ID"),
    setting("ADMINISTRATOR_CLIENT_SECRET"),
    "https://graph.microsoft.com",
  );
  const graph = await findPrincipal(token, graphAppId);
  const vendor = await findPrincipal(token, setting("VENDOR_CLIENT_ID"));
  const appRoleId = graph.appRoles.find(({ value }) => value === permission)?.id;
  if (appRoleId === undefined)
    throw new Error(`Microsoft Graph has no application permission ${permission}.`);

  const consents = `/servicePrincipals/${vendor.id}/appRoleAssignments`;
  if (action === "grant") {
    await call(token, "POST", consents, { principalId: vendor.id, resourceId: graph.id, appRoleId });
    return;
  }
  const { value } = (await call(token, "GET", consents)) as { value: { id: string; appRoleId: string }[] };
  const held = value.find((consent) => consent.appRoleId === appRoleId);
  if (held === undefined) throw new Error(`${vendor.displayName} has no consent to ${permission}.`);
  await call(token, "DELETE", `${consents}/${held.id}`);
});

async function findPrincipal(token: string, appId: string): Promise<Principal> {
  return (await call(token, "GET", `/servicePrincipals(appId='${appId}')`)) as Principal;
}

async function call(token: string, method: string, path: string, body?: object): Promise<unknown> {
  const answer = await fetch(`${setting("EXCHANGE_TENANT_URL")}/v1.0${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path}: HTTP ${answer.status} ${text}`);
  return text === "" ? undefined : JSON.parse(text);
}
