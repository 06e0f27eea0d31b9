import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, inject, it, onTestFinished } from "vitest";
import type { RunningTenant } from "../../emulator";
import { Engine } from "../support/engine";
import { postEws } from "../support/ews";
import { startTestTenant } from "../support/tenant";
import { standInShell } from "../support/transports";

const checkout = join(__dirname, "..", "..");
const compiled = { extends: join(checkout, "tsconfig.json"), compilerOptions: { rootDir: checkout } };
const account = "room.booking@contoso.com";

it("the tenant stack gives an account of an organisation's own the rooms and nobody else, by config alone", async () => {
  const running = await startTestTenant({ mode: "onPremises", clock: "real" });
  const engine = await tenantStack(running);
  const configure = (key: string, value: string) => engine.run(["config", "set", key, value]);
  await configure("exchange:deployment", "onPremises");
  await configure("exchange:connectionUri", running.connectionUri ?? "");
  await configure("name", "Room Booking");

  const refused = await engine.run(["up", "--yes", "--skip-preview"], { expectExit: 1 });
  expect(refused.stdout + refused.stderr).toContain('The setting "account" is missing');
  expect(refused.stdout + refused.stderr).toContain("pulumi config set account <value>");

  await configure("account", account);
  await engine.up();
  await engine.preview({ args: ["--expect-no-changes"] });
  const { stdout } = await engine.run(["stack", "output", "--json", "--show-secrets"]);
  const { password } = JSON.parse(stdout) as { password: string };

  const codesFor = async (mailbox: string): Promise<readonly string[]> =>
    (await postEws(running, { username: account, password }, calendarOf(mailbox))).codes;
  expect(await codesFor("boardroom@contoso.com")).toEqual(["NoError"]);
  expect(await codesFor("pat.obrien@contoso.com")).toEqual(["ErrorImpersonateUserDenied"]);

  await engine.destroy();
  expect(running.tenant.store.managementScopes.all()).toEqual([]);
  expect(await codesFor("boardroom@contoso.com")).toEqual(["ErrorImpersonateUserDenied"]);
});

/** This repository's own stack, in a folder of its own. */
async function tenantStack(running: RunningTenant): Promise<Engine> {
  const read = (file: string): string => readFileSync(join(checkout, file), "utf8");
  const programs = readdirSync(join(checkout, "stacks")).filter((name) => name.endsWith(".ts"));
  const files = Object.fromEntries(programs.map((name) => [`stacks/${name}`, read(`stacks/${name}`)]));
  const engine = await Engine.create({
    installed: inject("engine"),
    files: { ...files, "Pulumi.yaml": read("Pulumi.yaml"), "stacks/tsconfig.json": JSON.stringify(compiled) },
    environment: { ...running.environment, EXCHANGE_PWSH: standInShell },
  });
  onTestFinished(() => engine.close());
  return engine;
}

function calendarOf(mailbox: string): string {
  return `<?xml version="1.0" encoding="utf-8"?>
<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"
  xmlns:t="http://schemas.microsoft.com/exchange/services/2006/types"
  xmlns:m="http://schemas.microsoft.com/exchange/services/2006/messages">
  <s:Header>
    <t:RequestServerVersion Version="Exchange2013_SP1"/>
    <t:ExchangeImpersonation><t:ConnectingSID>
      <t:PrimarySmtpAddress>${mailbox}</t:PrimarySmtpAddress>
    </t:ConnectingSID></t:ExchangeImpersonation>
  </s:Header>
  <s:Body><m:GetFolder>
    <m:FolderShape><t:BaseShape>IdOnly</t:BaseShape></m:FolderShape>
    <m:FolderIds><t:DistinguishedFolderId Id="calendar"/></m:FolderIds>
  </m:GetFolder></s:Body>
</s:Envelope>`;
}
