import { describe, expect, it } from "vitest";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";
import {
  addUnscopedGroup,
  boardroom,
  countingClock,
  ewsRequests,
  legacy,
  megan,
  probeOf,
  rainier,
  startWithRoomsGrant,
} from "../support/impersonation";
import { standIn } from "../support/stand-in-log";
import { startTestTenant } from "../support/tenant";

describe("what an account is answered", () => {
  it("is that a mailbox in its scope opens and another is refused", async () => {
    const { probe } = probeOf(await startWithRoomsGrant());
    expect(await probe(boardroom)).toEqual({
      answer: "open",
      code: "NoError",
      meaning: "it opens the mailbox",
      isHopeless: false,
    });
    expect(await probe(megan)).toEqual({
      answer: "refused",
      code: "ErrorImpersonateUserDenied",
      meaning: "no grant of ApplicationImpersonation that it has reaches this mailbox",
      isHopeless: false,
    });
  });

  it("is that everybody's opens, once it has the role without a scope as well", async () => {
    const running = await startWithRoomsGrant();
    const { probe } = probeOf(running);
    expect((await probe(megan)).answer).toBe("refused");
    await addUnscopedGroup(running);
    expect((await probe(megan)).answer).toBe("open");
  });

  it("is refused everywhere without a grant", async () => {
    const { probe } = probeOf(await startTestTenant({ mode: "onPremises" }));
    expect((await probe(boardroom)).code).toBe("ErrorImpersonateUserDenied");
  });

  it("by user principal name is the same as by DOMAIN\\name", async () => {
    const running = await startWithRoomsGrant();
    const account = {
      kind: "password",
      username: "svc-legacy@contoso.com",
      password: legacy.password,
    } as const;
    expect((await probeOf(running, { account }).probe(boardroom)).answer).toBe("open");
  });
});

describe("an answer that says nothing about grants", () => {
  it("is not a refusal: nobody has the address", async () => {
    const { probe } = probeOf(await startWithRoomsGrant());
    const result = await probe("nobody@contoso.com");
    expect(result).toMatchObject({ answer: "unclear", code: "ErrorNonExistentMailbox", isHopeless: false });
    expect(result.meaning).toContain("no mailbox here has this address");
  });

  it("is not a refusal: the address is not the primary one, which is then named", async () => {
    const running = await startWithRoomsGrant();
    const { recipients } = running.tenant.store;
    const room = recipients.by("primarySmtpAddress", boardroom);
    if (!room) throw new Error("no boardroom");
    recipients.update(room.guid, { emailAddresses: [...room.emailAddresses, "smtp:board@contoso.com"] });
    const result = await probeOf(running).probe("board@contoso.com");
    expect(result).toMatchObject({ answer: "unclear", code: "ErrorNonPrimarySmtpAddress" });
    expect(result.meaning).toContain("has another primary address: give that one");
  });

  it("is not a refusal: the mailbox is closed to Exchange Web Services", async () => {
    const running = await startWithRoomsGrant();
    const { recipients } = running.tenant.store;
    const room = recipients.by("primarySmtpAddress", rainier);
    if (!room) throw new Error("no such room");
    recipients.update(room.guid, { attributes: { ...room.attributes, ewsEnabled: false } });
    const { probe } = probeOf(running);
    expect(await probe(rainier)).toMatchObject({ answer: "unclear", code: "HTTP 403", isHopeless: false });
    expect((await probe(boardroom)).answer).toBe("open");
  });

  it.each([
    "ErrorImpersonationDenied",
    "ErrorImpersonationFailed",
    "ErrorAccessDenied",
    "ErrorNewAndUnheardOf",
  ])("is not a refusal: %s", async (code) => {
    const running = await startWithRoomsGrant();
    running.tenant.faults.set({ ews: { errors: [{ code }] } });
    expect(await probeOf(running).probe(boardroom)).toMatchObject({ answer: "unclear", code });
  });

  it.each([
    ["a wrong password", { ...legacy, password: "Wrong-Pa$$word" }],
    ["an unknown account", { username: "CONTOSO\\nobody", password: "Wrong-Pa$$word" }],
  ])("ends the trying at once: %s", async (_, who) => {
    const running = await startWithRoomsGrant();
    const result = await probeOf(running, { account: { kind: "password", ...who } }).probe(boardroom);
    expect(result).toMatchObject({ answer: "unclear", code: "HTTP 401", isHopeless: true });
    expect(result.meaning).toContain("password is not accepted");
    expect(ewsRequests(running)).toBe(1);
  });

  it("ends the trying: nobody logs on, as who runs the shell is nobody here", async () => {
    const running = await startWithRoomsGrant();
    const result = await probeOf(running, { account: { kind: "kerberos" } }).probe(boardroom);
    expect(result).toMatchObject({ code: "HTTP 401", isHopeless: true });
  });
});

describe("a busy server", () => {
  it("is asked again after as long as it wants", async () => {
    const running = await startWithRoomsGrant();
    running.tenant.faults.set({
      ews: { errors: [{ code: "ErrorServerBusy", times: 2, backOffMilliseconds: 7_000 }] },
    });
    const clock = countingClock(running);
    expect((await probeOf(running, { clock }).probe(boardroom)).answer).toBe("open");
    expect(clock.pauses).toEqual([7_000, 7_000]);
  });

  it("is asked again when a mailbox is being moved", async () => {
    const running = await startWithRoomsGrant();
    running.tenant.faults.set({ ews: { errors: [{ code: "ErrorMailboxMoveInProgress", times: 3 }] } });
    expect((await probeOf(running).probe(boardroom)).answer).toBe("open");
    expect(ewsRequests(running)).toBe(4);
  });

  it("is given up within bounds, and nothing is concluded from it", async () => {
    const running = await startWithRoomsGrant();
    running.tenant.faults.set({ ews: { errors: [{ code: "ErrorServerBusy", times: 1000 }] } });
    const result = await probeOf(running).probe(boardroom);
    expect(result).toMatchObject({ answer: "unclear", code: "ErrorServerBusy" });
    expect(result.meaning).toContain("too busy");
    expect(ewsRequests(running)).toBe(8);
  });

  it("that wants to be left alone for longer than we wait is given up at once", async () => {
    const running = await startWithRoomsGrant();
    running.tenant.faults.set({
      ews: { errors: [{ code: "ErrorServerBusy", times: 1000, backOffMilliseconds: 600_000 }] },
    });
    expect((await probeOf(running).probe(boardroom)).code).toBe("ErrorServerBusy");
    expect(ewsRequests(running)).toBe(1);
  });
});

describe("the address of Exchange Web Services", () => {
  it("is followed nowhere else: a redirect is told, and the password stays", async () => {
    const running = await startWithRoomsGrant();
    const asked: (string | undefined)[] = [];
    const elsewhere = await serve((request, response) => {
      asked.push(request.headers.authorization);
      response.end();
    });
    const url = await serve((_, response) => response.writeHead(302, { location: elsewhere }).end());
    const result = await probeOf(running, { url }).probe(boardroom);
    expect(result).toMatchObject({ answer: "unclear", code: "HTTP 302", isHopeless: true });
    expect(result.meaning).toContain(elsewhere);
    expect(asked).toEqual([]);
  });

  it("is not believed when another kind of server says yes", async () => {
    const running = await startWithRoomsGrant();
    const url = await serve((_, response) =>
      response.end("<html><!-- NoError --><body>Welcome</body></html>"),
    );
    expect(await probeOf(running, { url }).probe(boardroom)).toMatchObject({
      answer: "unclear",
      code: "HTTP 200",
    });
  });

  it("is not believed when success comes with the status of a failure, and that is what is shown", async () => {
    const running = await startWithRoomsGrant();
    const url = await serve((_, response) =>
      response.writeHead(500).end("<s><ResponseCode>NoError</ResponseCode></s>"),
    );
    expect(await probeOf(running, { url }).probe(boardroom)).toMatchObject({
      answer: "unclear",
      code: "HTTP 500",
    });
  });

  it("that nobody answers at is said, after a few attempts, with what the system said", async () => {
    const running = await startWithRoomsGrant();
    const result = await probeOf(running, { url: "https://localhost:9/EWS/Exchange.asmx" }).probe(boardroom);
    expect(result).toMatchObject({ answer: "unclear", code: undefined, isHopeless: true });
    expect(result.meaning).toContain("whether this machine reaches the server");
  });

  it("whose certificate is not trusted is said", async () => {
    const running = await startWithRoomsGrant();
    const variables = { NODE_EXTRA_CA_CERTS: "" };
    const result = await probeOf(running, { variables }).probe(boardroom);
    expect(result).toMatchObject({ answer: "unclear", code: undefined, isHopeless: true });
    expect(result.meaning).toContain("does not trust the server's certificate");
  });

  it("never sees a password come back in a message", async () => {
    const running = await startWithRoomsGrant();
    const url = await serve((_, response) =>
      response
        .writeHead(500)
        .end(
          `<s><faultstring>you said ${legacy.password}</faultstring><ResponseCode>ErrorX</ResponseCode></s>`,
        ),
    );
    expect((await probeOf(running, { url }).probe(boardroom)).meaning).toBe("you said <secret>");
  });
});

describe("the shell", () => {
  it("is one for all mailboxes, opens no session with an Exchange server, and ends", async () => {
    const running = await startWithRoomsGrant();
    const shell = standIn();
    const { probe, close } = probeOf(running, { variables: shell.variables });
    await probe(boardroom);
    await probe(rainier);
    await close();
    expect(shell.processes()).toBe(1);
    expect(shell.count("Connect-BridgeExchange")).toBe(0);
    expect(shell.entries().at(-1)).toMatchObject({ ended: "end of input" });
  });

  it.each(["kill", "exit", "mumble"] as const)("is replaced when it fails (%s)", async (how) => {
    const running = await startWithRoomsGrant();
    const shell = standIn();
    shell.fail({ cmdlet: "Send-BridgeEwsRequest", how, when: "after" });
    expect((await probeOf(running, { variables: shell.variables }).probe(boardroom)).answer).toBe("open");
    expect(shell.processes()).toBe(2);
  });

  it("is killed when it hangs, and replaced", async () => {
    const running = await startWithRoomsGrant();
    const shell = standIn();
    shell.fail({ cmdlet: "Send-BridgeEwsRequest", how: "hang", when: "before" });
    const bounds = { start: 20_000, answer: 1_500, end: 500 };
    const { probe } = probeOf(running, { variables: shell.variables, bounds });
    expect((await probe(boardroom)).answer).toBe("open");
    expect(shell.processes()).toBe(2);
  });

  it("is asked for by name where there is none", async () => {
    const running = await startWithRoomsGrant();
    const { probe } = probeOf(running, { variables: { EXCHANGE_PWSH: "/nowhere/pwsh" } });
    await expect(probe(boardroom)).rejects.toThrow(/"\/nowhere\/pwsh" did not start.*EXCHANGE_PWSH/s);
  });

  it("is not given the password that it is to prove with in its environment", async () => {
    const running = await startWithRoomsGrant();
    const shell = standIn();
    const variables = { ...shell.variables, EXCHANGE_VERIFY_PASSWORD: legacy.password };
    await probeOf(running, { variables }).probe(boardroom);
    expect(shell.entries()[0]?.variables).not.toContain("EXCHANGE_VERIFY_PASSWORD");
  });
});

describe("a hostile address", () => {
  it.each([
    "</t:PrimarySmtpAddress><t:PrimarySmtpAddress>boardroom@contoso.com",
    "x</t:PrimarySmtpAddress></t:ConnectingSID></t:ExchangeImpersonation><!--@contoso.com",
    "&boardroom;@contoso.com",
    "&lt;@contoso.com",
    "$(calc)`;'\"@contoso.com",
    "\u2018\u201cb\u00f6ard\u{1f4c5}@contoso.com",
    "]]>@contoso.com",
  ])("is no more than an unknown address: %s", async (mailbox) => {
    const running = await startWithRoomsGrant();
    expect(await probeOf(running).probe(mailbox)).toMatchObject({
      answer: "unclear",
      code: "ErrorNonExistentMailbox",
    });
  });

  it.each([
    "",
    "boardroom",
    "a b@contoso.com",
    "boardroom@contoso.com\r\nX-Other: 1",
    "\u0000@contoso.com",
    "\ud800@contoso.com",
  ])("that cannot be one is refused before anything is sent: %j", async (mailbox) => {
    const running = await startWithRoomsGrant();
    running.clearRequests();
    await expect(probeOf(running).probe(mailbox)).rejects.toThrow("is not the address of a mailbox");
    expect(running.requests()).toEqual([]);
  });
});

/** A server that is none of Exchange. */
async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}
