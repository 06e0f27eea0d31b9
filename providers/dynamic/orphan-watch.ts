import { connect } from "node:net";

const everyMs = 1000;
let watching = false;

/**
 * Ends this process when its engine is gone. A killed engine leaves the provider running with nobody to answer to, and
 * with it whatever the provider has started. `address` is the engine's, the first argument of the provider process.
 */
export function endWithEngine(address: string | undefined): void {
  const [, host, port] = /^([^:]+):(\d+)$/.exec(address ?? "") ?? [];
  if (watching || host === undefined || port === undefined) return;
  watching = true;
  const timer = setInterval(() => {
    const socket = connect({ host, port: Number(port) });
    socket.on("connect", () => socket.destroy());
    socket.on("error", (error: NodeJS.ErrnoException) => {
      socket.destroy();
      if (error.code === "ECONNREFUSED") process.exit(1);
    });
    socket.unref();
  }, everyMs);
  timer.unref();
}
