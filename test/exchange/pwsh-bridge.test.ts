import path from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { startBridge, type Bridge } from "../../providers/exchange/powershell/bridge";
import { Secret } from "../../providers/exchange/secret";
import type { Parameters } from "../../providers/exchange/transport";
import { realShell } from "../support/real-shell";

const where = realShell === undefined ? " (skipped: neither pwsh nor EXCHANGE_PWSH is here)" : "";
const cmdlets = ["Write-Output", "Write-Warning", "Get-Item", "Import-Clixml", "Get-BridgeExchange"];
/** As remoting brings it: objects are bags of properties with a text, an enum is a number with one. */
const roleGroup = path.join(__dirname, "..", "support", "powershell", "role-group-from-a-server.xml");

/** Everything that the script does with a text, without any module: in PowerShell 7 as in Windows PowerShell 5.1. */
describe.skipIf(realShell === undefined)(`bridge.ps1 in a real PowerShell${where}`, () => {
  test.each([
    "plain",
    'it\'s "quoted" ‘so’ ‚and‛ “so” „too‟',
    "$(1 + 1) `$x ${y} @(z) ; | & { }",
    "one\r\ntwo\nthree\ttab\0nul",
    "Grüße 你好 🏢 \u202eright to left",
    "2026-11-24T15:00:00Z",
    "",
    "x".repeat(64 * 1024),
  ])("gives %j back as it was", async (text) => {
    const bridge = await start();
    expect(await valuesOf(bridge, { given: text })).toEqual([text]);
  });

  test("keeps numbers, truth values, nothing and lists what they are", async () => {
    const bridge = await start();
    expect(await valuesOf(bridge, { only: 42 })).toEqual([42]);
    expect(await valuesOf(bridge, { only: true })).toEqual([true]);
    expect(await valuesOf(bridge, { only: null })).toEqual([null]);
    expect(await valuesOf(bridge, { only: ["a", "b"] })).toEqual([["a", "b"]]);
    expect(await valuesOf(bridge, { only: [] })).toEqual([[]]);
  });

  test("never shows what was given as a SecureString", async () => {
    const bridge = await start();
    expect(await valuesOf(bridge, { only: new Secret("secureString", "hidden") })).toEqual(["<secure>"]);
  });

  test("tells warnings, and errors by their kind", async () => {
    const bridge = await start();
    expect(await bridge.call(ask("Write-Warning", { Message: "mind" }), 30_000)).toMatchObject({
      records: [],
      warnings: ["mind"],
      errors: [],
    });
    const missing = await bridge.call(ask("Get-Item", { Path: "./no such item" }), 30_000);
    expect(missing.errors).toMatchObject([{ categoryReason: "ItemNotFoundException" }]);
  });

  test("takes what came from a server, wherever it stands, by its text", async () => {
    const bridge = await start();
    const select = ["Identity", "Guid", "ManagedBy", "Kind"];
    const { records } = await bridge.call({ ...ask("Import-Clixml", { Path: roleGroup }), select }, 30_000);
    expect(records).toEqual([
      {
        Identity: "contoso.com/Room keepers",
        Guid: "5b7b6c1e-2f55-4a3b-9c0e-6d1f2a3b4c5d",
        ManagedBy: ["contoso.com/Organization Management", "contoso.com/Users/Pat"],
        Kind: "StandardRoleGroup",
      },
    ]);
  });

  test("runs no cmdlet that was not announced, and has no session of its own accord", async () => {
    const bridge = await start();
    const refused = await bridge.call(ask("Get-Process", {}), 30_000);
    expect(refused.errors).toMatchObject([{ categoryReason: "UnauthorizedAccessException" }]);
    expect((await bridge.call(ask("Get-BridgeExchange", {}), 30_000)).records).toEqual([]);
  });
});

async function start(): Promise<Bridge> {
  const bridge = await startBridge({
    executable: realShell ?? "",
    environment: process.env,
    cmdlets,
    startTimeoutMs: 60_000,
  });
  onTestFinished(() => bridge.end(5_000));
  return bridge;
}

/** The values of a hashtable, after they have been in PowerShell. */
async function valuesOf(bridge: Bridge, table: Parameters): Promise<unknown> {
  const request = { ...ask("Write-Output", { InputObject: table }), select: ["Values"] };
  const { records, errors } = await bridge.call(request, 30_000);
  expect(errors).toEqual([]);
  return records[0]?.["Values"];
}

function ask(cmdlet: string, parameters: Parameters) {
  return { cmdlet, parameters, select: [] };
}
