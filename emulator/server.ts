import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:https";
import type { AddressInfo, Server, Socket } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { getRequestListener } from "@hono/node-server";
import { administratorOf } from "./active-directory/administrator";
import type { Credentials } from "./active-directory/administrator";
import { createApp } from "./app";
import { ensureCertificates } from "./certificates";
import { createConnectProxy } from "./connect-proxy";
import { directEnvironment, proxiedEnvironment } from "./environment";
import type { Environment } from "./environment";
import { createRequestLog } from "./request-log";
import type { RequestRecord } from "./request-log";
import { createTenant } from "./tenant";
import type { Tenant, TenantOptions } from "./tenant";

export interface StartOptions extends TenantOptions {
  /** HTTPS port on 127.0.0.1; any free one by default. */
  port?: number;
  /** Port of the CONNECT proxy on 127.0.0.1; any free one by default. */
  proxyPort?: number;
  /**
   * Folder of the certificate authority. Give one to be able to trust it before the tenant starts; otherwise
   * it lies in the tenant's folder, or in a temporary one that is removed at the end.
   */
  certificates?: string;
}

/** A tenant that clients can reach. */
export interface RunningTenant {
  /** https://localhost:PORT, for clients that can be told of another host. */
  readonly url: string;
  /** http://127.0.0.1:PORT, for clients that insist on the vendor's host names. */
  readonly proxyUrl: string;
  /** PEM file of the authority that clients must trust. */
  readonly caFile: string;
  /** What a client's process needs to talk to `url` as the seed's automation application. */
  readonly environment: Environment;
  /** The same for an unmodified client, by way of the proxy. */
  readonly proxyEnvironment: Environment;
  /** On-premises, the address that stands for remote PowerShell's: https://localhost:PORT/PowerShell/ */
  readonly connectionUri: string | undefined;
  /** On-premises, the address of Exchange Web Services. */
  readonly ewsUrl: string | undefined;
  /** On-premises, an account of the seed that may administer the organisation. */
  readonly administrator: Credentials | undefined;
  readonly tenant: Tenant;
  requests(): readonly RequestRecord[];
  clearRequests(): void;
  /** Back to the seed, and the log of requests emptied. */
  reset(): void;
  /** Ends every connection. */
  close(): Promise<void>;
}

/** Starts an embedded tenant on loopback. */
export async function startTenant(options: StartOptions = {}): Promise<RunningTenant> {
  const { port = 0, proxyPort = 0, certificates, ...tenantOptions } = options;
  const temporary =
    (certificates ?? options.folder) ? undefined : mkdtempSync(path.join(tmpdir(), "embedded-tenant-"));
  const folder = certificates ?? options.folder ?? temporary ?? "";
  const { caFile, caBundleFile, certificate, key } = await ensureCertificates(folder);

  const tenant = createTenant(tenantOptions);
  const log = createRequestLog();
  // The global Request and Response stay Node's own: the caller's process may be a client too.
  const listener = getRequestListener(createApp(tenant, log).fetch, { overrideGlobalObjects: false });
  const server = createServer(
    { cert: certificate, key },
    (request, response) => void listener(request, response),
  );
  const proxy = createConnectProxy(server);
  const endConnections = [trackConnections(server), trackConnections(proxy)];

  const removeTemporary = () => {
    if (temporary !== undefined) rmSync(temporary, { recursive: true, force: true });
  };
  const close = async () => {
    const closed = [server, proxy].map(stop);
    for (const end of endConnections) end();
    await Promise.all(closed);
    removeTemporary();
  };

  try {
    const url = `https://localhost:${await listen(server, port)}`;
    const proxyUrl = `http://127.0.0.1:${await listen(proxy, proxyPort)}`;
    return {
      url,
      proxyUrl,
      caFile,
      environment: directEnvironment(tenant, { url, caFile, caBundleFile }),
      proxyEnvironment: proxiedEnvironment(tenant, { proxyUrl, caFile, caBundleFile }),
      connectionUri: tenant.mode === "onPremises" ? `${url}/PowerShell/` : undefined,
      ewsUrl: tenant.mode === "onPremises" ? `${url}/EWS/Exchange.asmx` : undefined,
      administrator: administratorOf(tenant),
      tenant,
      requests: log.all,
      clearRequests: log.clear,
      reset: () => {
        tenant.reset();
        log.clear();
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      server.off("error", reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    if (server.listening) server.close(() => resolve());
    else resolve();
  });
}

/** Keep-alive connections and proxy tunnels would hold the server open for as long as their clients like. */
function trackConnections(server: Server): () => void {
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  return () => {
    for (const socket of sockets) socket.destroy();
  };
}
