import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { RunningTenant } from "../../emulator";
import { verifyCommand } from "../../cli/verify/command";
import {
  addUnscopedGroup,
  boardroom,
  ewsRequests,
  legacy,
  megan,
  rainier,
  startWithRoomsGrant,
} from "../support/impersonation";
import { startTestTenant } from "../support/tenant";
import { standInShell } from "../support/transports";

let printed: string;

beforeEach(() => {
  printed = "";
  process.exitCode = undefined;
  for (const name of ["log", "error", "warn", "info", "debug"] as const) {
    vi.spyOn(console, name).mockImplementation((text: string) => void (printed += `${text}\n`));
  }
  vi.stubEnv("EXCHANGE_PWSH", standInShell);
  vi.stubEnv("EXCHANGE_VERIFY_PASSWORD", legacy.password);
});

afterEach(() => {
  // Whatever was tried: the password is in nothing that anybody sees.
  expect(printed).not.toContain(legacy.password);
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  process.exitCode = undefined;
});

describe("pulumi-exchange-rbac verify", () => {
  it("proves a scope: a room opens, a person is refused", async () => {
    const running = await startWithRoomsGrant();
    await verify(running, "--allowed", boardroom, rainier, "--denied", megan);
    expect(process.exitCode).toBe(0);
    expect(printed.replace(/ +/g, " ")).toBe(
      [
        `As ${legacy.username}, by impersonation, at ${running.ewsUrl ?? ""}`,
        "",
        "mailbox must be answer response code what that means",
        `${boardroom} open open NoError it opens the mailbox`,
        `${rainier} open open NoError it opens the mailbox`,
        `${megan} refused refused ErrorImpersonateUserDenied no grant of ApplicationImpersonation that it has reaches this mailbox`,
        "",
        `Proven: ${legacy.username} opens ${boardroom} and ${rainier}, and is refused ${megan}.`,
        "",
      ].join("\n"),
    );
  });

  it("finds the person open who the guide to the letter opens", async () => {
    const running = await startWithRoomsGrant();
    await addUnscopedGroup(running);
    await verify(running, "--allowed", boardroom, "--denied", megan);
    expect(process.exitCode).toBe(1);
    expect(printed).toMatch(new RegExp(`${megan} +refused +open +NoError`));
    expect(printed).toContain(`Not confined: ${legacy.username} opens ${megan}, which must not open.`);
  });

  it("does not count a refusal when no allowed mailbox opens", async () => {
    const running = await startTestTenant({ mode: "onPremises" });
    await verify(running, "--allowed", boardroom, "--denied", megan);
    expect(process.exitCode).toBe(1);
    expect(printed).toContain("Nothing is proven");
  });

  it("asks once with a wrong password, and leaves the other mailboxes alone", async () => {
    const running = await startWithRoomsGrant();
    vi.stubEnv("EXCHANGE_VERIFY_PASSWORD", "Wrong-Pa$$word");
    await verify(running, "--allowed", boardroom, rainier, "--denied", megan);
    expect(process.exitCode).toBe(1);
    expect(printed).toMatch(new RegExp(`${boardroom} +open +unclear +HTTP 401`));
    expect(printed).toMatch(new RegExp(`${megan} +refused +not tried`));
    expect(printed).not.toContain("Wrong-Pa$$word");
    expect(ewsRequests(running)).toBe(1);
  });

  it("takes another address of Exchange Web Services", async () => {
    const running = await startWithRoomsGrant();
    const options = [
      "--connection-uri",
      "http://ex1.contoso.example/PowerShell/",
      "--ews-url",
      running.ewsUrl ?? "",
    ];
    await verify(running, "--allowed", boardroom, "--denied", megan, ...options);
    expect(process.exitCode).toBe(0);
  });

  it("asks Exchange Web Services of the server of --connection-uri, and only over https", async () => {
    const running = await startWithRoomsGrant();
    const options = ["--connection-uri", "http://localhost:9/PowerShell/"];
    await verify(running, "--allowed", boardroom, "--denied", megan, ...options);
    expect(printed).toContain("at https://localhost/EWS/Exchange.asmx");
    expect(process.exitCode).toBe(1);
  });
});

describe("what verify refuses before it asks anybody", () => {
  it.each([
    [
      ["--deployment", "online"],
      /alone for now.*--deployment onPremises.*Test-ServicePrincipalAuthorization/s,
    ],
    [["--ews-url", "http://ex1.contoso.com/EWS/Exchange.asmx"], /--ews-url must be an https/],
    [["--ews-url", "https://a:b@ex1.contoso.com/EWS/Exchange.asmx"], /--ews-url must be.*without a password/],
    [["--as", " "], /--as is empty/],
    [["--as", megan], /own mailbox, which always opens/],
    [["--denied", boardroom.toUpperCase()], /in --allowed and in --denied/],
    [["--denied", "boardroom@contoso.com\nx"], /not the address of a mailbox/],
    [["--connection-uri", "ex1"], /--connection-uri is "ex1"/],
  ])("%j", async (options, message) => {
    const running = await startWithRoomsGrant();
    running.clearRequests();
    const asked = verify(running, "--allowed", boardroom, "--denied", megan, ...options);
    await expect(asked).rejects.toThrow(message);
    expect(running.requests()).toEqual([]);
  });

  it("is an account without its password, and a password without its account", async () => {
    const running = await startWithRoomsGrant();
    const connection = ["--deployment", "onPremises", "--connection-uri", running.connectionUri ?? ""];
    const mailboxes = ["--allowed", boardroom, "--denied", megan];
    const ask = (...args: string[]) =>
      verifyCommand().parseAsync([...connection, ...mailboxes, ...args], { from: "user" });
    await expect(ask()).rejects.toThrow("--as does not say whose password it is");
    vi.stubEnv("EXCHANGE_VERIFY_PASSWORD", "");
    await expect(ask("--as", legacy.username)).rejects.toThrow("not in EXCHANGE_VERIFY_PASSWORD");
  });

  it("is Exchange Online, before it wants credentials for it", async () => {
    const ask = verifyCommand().parseAsync(["--allowed", boardroom, "--denied", megan], { from: "user" });
    await expect(ask).rejects.toThrow("--deployment is online");
  });
});

async function verify(running: RunningTenant, ...args: string[]): Promise<void> {
  for (const [name, value] of Object.entries(running.environment)) vi.stubEnv(name, value);
  const connection = ["--deployment", "onPremises", "--connection-uri", running.connectionUri ?? ""];
  await verifyCommand().parseAsync([...connection, "--as", legacy.username, ...args], { from: "user" });
}
