import { createServer } from "node:http";
import type { Server } from "node:http";
import type { Server as HttpsServer } from "node:https";
import type { Socket } from "node:net";
import { vendorHosts } from "./hosts";

/**
 * A CONNECT proxy that leads to the tenant whatever asks for one of the vendor's host names, so that clients
 * with fixed hosts reach it. It forwards nothing: any other host is refused.
 */
export function createConnectProxy(tenantServer: HttpsServer): Server {
  const proxy = createServer((_request, response) => {
    response.writeHead(403, { "content-type": "text/plain" });
    response.end("This proxy only answers CONNECT for Microsoft 365 host names.\n");
  });
  proxy.on("connect", (request, socket: Socket, head: Buffer) => {
    socket.on("error", () => socket.destroy());
    const [host = "", port] = (request.url ?? "").toLowerCase().split(":");
    if (port !== "443" || !vendorHosts.includes(host)) {
      socket.end("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
      return;
    }
    socket.write("HTTP/1.1 200 Connection Established\r\n\r\n");
    if (head.length > 0) socket.unshift(head);
    // Handing over the connection itself leaves no second hop whose failure would have to be carried across.
    tenantServer.emit("connection", socket);
  });
  return proxy;
}
