import { existsSync, readFileSync } from "node:fs";
import { request } from "node:http";
import { connect as connectTcp, createServer } from "node:net";
import type { Socket } from "node:net";
import { Duplex } from "node:stream";
import tls from "node:tls";
import { EnvHttpProxyAgent, fetch as proxiedFetch } from "undici";
import { describe, expect, it } from "vitest";
import { startTenant } from "../../emulator";
import { automation, tenantId } from "../support/seed";
import { accessToken, graphScope } from "../support/sign-in";
import { startTestTenant } from "../support/tenant";

describe("the server", () => {
  it("answers on loopback by name and by address, with a certificate that the process trusts", async () => {
    const running = await startTestTenant();
    expect(running.url).toMatch(/^https:\/\/localhost:\d+$/);
    const byAddress = running.url.replace("localhost", "127.0.0.1");
    for (const url of [running.url, byAddress]) {
      expect((await fetch(`${url}/common/discovery/instance`)).status).toBe(200);
    }
  });

  it("hands out all that a client needs, for both ways to reach it", async () => {
    const running = await startTestTenant();
    const credentials = {
      NODE_EXTRA_CA_CERTS: running.caFile,
      SSL_CERT_FILE: running.caFile.replace("ca.pem", "ca-bundle.pem"),
      REQUESTS_CA_BUNDLE: running.caFile.replace("ca.pem", "ca-bundle.pem"),
      AZURE_TENANT_ID: tenantId,
      AZURE_CLIENT_ID: automation.appId,
      AZURE_CLIENT_SECRET: automation.secret,
      ARM_TENANT_ID: tenantId,
      ARM_CLIENT_ID: automation.appId,
      ARM_CLIENT_SECRET: automation.secret,
    };
    expect(running.environment).toEqual({
      ...credentials,
      AZURE_AUTHORITY_HOST: running.url,
      EXCHANGE_TENANT_URL: running.url,
    });
    expect(running.proxyEnvironment).toEqual({ ...credentials, HTTPS_PROXY: running.proxyUrl });
  });

  it("logs who asked for what, and which cmdlet, but no password", async () => {
    const running = await startTestTenant();
    const token = await accessToken(running, "https://outlook.office365.com/.default");
    running.clearRequests();
    await fetch(`${running.url}/adminapi/beta/${tenantId}/InvokeCommand?x=1`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: JSON.stringify({
        CmdletInput: {
          CmdletName: "Get-ManagementScope",
          Parameters: { Identity: "Rooms", Password: "Swordfish" },
        },
      }),
    });
    expect(running.requests()).toMatchObject([
      {
        method: "POST",
        host: new URL(running.url).host,
        path: `/adminapi/beta/${tenantId}/InvokeCommand`,
        query: "?x=1",
        cmdlet: "Get-ManagementScope",
        parameters: { Identity: "Rooms", Password: "[secret]" },
        callerAppId: automation.appId,
        status: expect.any(Number) as number,
      },
    ]);
    expect(JSON.stringify(running.requests())).not.toMatch(/Swordfish|eyJ/);
  });

  it("goes back to its seed", async () => {
    const running = await startTestTenant();
    running.tenant.store.servicePrincipals.remove(automation.servicePrincipalId);
    await accessToken(running).catch(() => undefined);
    running.reset();
    expect(running.requests()).toEqual([]);
    await expect(accessToken(running)).resolves.toBeTypeOf("string");
  });

  it("closes although clients keep their connections, and frees its ports", async () => {
    const running = await startTestTenant();
    const agent = proxyTo(running.proxyUrl);
    await fetch(`${running.url}/common/discovery/instance`);
    await proxiedFetch("https://graph.microsoft.com/v1.0/users", { dispatcher: agent });
    await running.close();
    await expect(fetch(`${running.url}/common/discovery/instance`)).rejects.toThrow();
    const again = await startTestTenant({ port: Number(new URL(running.url).port) });
    expect(again.url).toBe(running.url);
  });

  it("says so when its port is taken, and leaves nothing open", async () => {
    const other = createServer();
    const port = await new Promise<number>((resolve) => {
      other.listen(0, "127.0.0.1", () => resolve((other.address() as { port: number }).port));
    });
    try {
      await expect(startTestTenant({ port })).rejects.toMatchObject({ code: "EADDRINUSE" });
      await expect(startTestTenant({ proxyPort: port })).rejects.toMatchObject({ code: "EADDRINUSE" });
    } finally {
      other.close();
    }
  });

  it("has no Graph and no Entra on-premises", async () => {
    const running = await startTestTenant({ mode: "onPremises" });
    expect((await fetch(`${running.url}/v1.0/users`)).status).toBe(404);
    expect((await fetch(`${running.url}/common/discovery/instance`)).status).toBe(404);
  });

  it("removes a certificate folder that nobody has asked for", async () => {
    const running = await startTenant({ clock: "virtual" });
    expect(existsSync(running.caFile)).toBe(true);
    await running.close();
    expect(existsSync(running.caFile)).toBe(false);
  });
});

describe("the proxy", () => {
  it("answers for the vendor's hosts, whose names then appear in links", async () => {
    const running = await startTestTenant();
    const dispatcher = proxyTo(running.proxyUrl);
    const token = await proxiedFetch(`https://login.microsoftonline.com/${tenantId}/oauth2/v2.0/token`, {
      dispatcher,
      method: "POST",
      body: new URLSearchParams({
        grant_type: "client_credentials",
        client_id: automation.appId,
        client_secret: automation.secret,
        scope: graphScope,
      }),
    });
    const { access_token } = (await token.json()) as { access_token: string };
    const list = await proxiedFetch("https://graph.microsoft.com/v1.0/servicePrincipals?$top=1", {
      dispatcher,
      headers: { authorization: `Bearer ${access_token}` },
    });
    const body = (await list.json()) as Record<string, string>;
    expect(body["@odata.nextLink"]).toMatch(/^https:\/\/graph\.microsoft\.com\/v1\.0\/servicePrincipals\?/);
    expect(body["@odata.context"]).toBe("https://graph.microsoft.com/v1.0/$metadata#servicePrincipals");
    for (const host of ["outlook.office365.com", "login.microsoftonline.us", "webmail.apps.mil"]) {
      expect((await proxiedFetch(`https://${host}/`, { dispatcher })).status).toBe(404);
    }
    await dispatcher.close();
  });

  it("plays the sovereign clouds too, from the token to the cmdlet", async () => {
    const running = await startTestTenant();
    const dispatcher = proxyTo(running.proxyUrl);
    const signIn = await proxiedFetch(`https://login.microsoftonline.us/${tenantId}/oauth2/v2.0/token`, {
      dispatcher,
      method: "POST",
      body: new URLSearchParams({
        grant_type: "client_credentials",
        client_id: automation.appId,
        client_secret: automation.secret,
        scope: "https://outlook.office365.us/.default",
      }),
    });
    const { access_token } = (await signIn.json()) as { access_token: string };
    const url = `https://outlook.office365.us/adminapi/beta/${tenantId}/InvokeCommand`;
    const answer = await proxiedFetch(url, {
      dispatcher,
      method: "POST",
      headers: { authorization: `Bearer ${access_token}`, "content-type": "application/json" },
      body: JSON.stringify({ CmdletInput: { CmdletName: "Get-ManagementScope", Parameters: {} } }),
    });
    expect(answer.status).toBe(200);
    await dispatcher.close();
  });

  it("takes a client that does not wait for its answer before it starts TLS", async () => {
    const { proxyUrl } = await startTestTenant();
    const socket = tls.connect({
      socket: new EagerTunnel(proxyUrl, "graph.microsoft.com:443"),
      servername: "graph.microsoft.com",
      ca: readFileSync(process.env.NODE_EXTRA_CA_CERTS ?? ""),
    });
    const status = await new Promise<string>((resolve, reject) => {
      socket.once("error", reject).once("data", (data: Buffer) => resolve(data.toString().slice(0, 12)));
      socket.write("GET /v1.0/users HTTP/1.1\r\nHost: graph.microsoft.com\r\n\r\n");
    });
    socket.destroy();
    expect(status).toBe("HTTP/1.1 401");
  });

  it("refuses every other host, other ports and plain requests", async () => {
    const { proxyUrl } = await startTestTenant();
    for (const target of [
      "example.com:443",
      "graph.microsoft.com:8443",
      "localhost:443",
      "graph.microsoft.com",
    ]) {
      expect(await connect(proxyUrl, target)).toBe(403);
    }
    expect(await connect(proxyUrl, "GRAPH.microsoft.com:443")).toBe(200);
    expect((await fetch(proxyUrl)).status).toBe(403);
  });
});

function proxyTo(proxyUrl: string): EnvHttpProxyAgent {
  return new EnvHttpProxyAgent({ httpsProxy: proxyUrl });
}

/** The status that the proxy gives to a CONNECT. */
function connect(proxyUrl: string, target: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(proxyUrl);
    request({ hostname, port, method: "CONNECT", path: target })
      .once("connect", (response, socket) => {
        socket.destroy();
        resolve(response.statusCode);
      })
      .once("error", reject)
      .end();
  });
}

/** A connection through the proxy whose first packet holds the CONNECT and the first bytes for its target. */
class EagerTunnel extends Duplex {
  readonly #socket: Socket;
  #request: string | undefined;
  #answer = "";

  constructor(proxyUrl: string, target: string) {
    super();
    this.#request = `CONNECT ${target} HTTP/1.1\r\nHost: ${target}\r\n\r\n`;
    this.#socket = connectTcp(Number(new URL(proxyUrl).port), "127.0.0.1");
    this.#socket.on("data", (data: Buffer) => {
      if (this.#answer.endsWith("\r\n\r\n")) {
        this.push(data);
        return;
      }
      this.#answer += data.toString("latin1");
      const [head = "", ...rest] = this.#answer.split("\r\n\r\n");
      if (rest.length === 0) return;
      this.#answer = `${head}\r\n\r\n`;
      const early = rest.join("\r\n\r\n");
      if (early !== "") this.push(Buffer.from(early, "latin1"));
    });
  }

  override _read(): void {
    // Data is pushed as it comes.
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    const first = this.#request === undefined ? chunk : Buffer.concat([Buffer.from(this.#request), chunk]);
    this.#request = undefined;
    this.#socket.write(first, done);
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#socket.destroy();
    done(error);
  }
}
