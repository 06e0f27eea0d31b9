import { connect } from "node:net";

const everyMs = 1000;
let engine: { host: string; port: number } | undefined;

/**
 * Ends this process when its engine is gone. A killed engine leaves the provider running with nobody to answer to, and
 * with it whatever the provider has started. `address` is the engine's, the first argument of the provider process.
 */
export function endWithEngine(address: string | undefined): void {
  const [, host, port] = /^([^:]+):(\d+)$/.exec(address ?? "") ?? [];
  if (engine !== undefined || host === undefined || port === undefined) return;
  engine = { host, port: Number(port) };
  setInterval(() => void endIfEngineIsGone(), everyMs).unref();
}

/** For a step after which a run that was cut off could no longer be told from one that came to its end. */
export async function endIfEngineIsGone(): Promise<void> {
  const address = engine;
  if (address === undefined) return;
  const isGone = await new Promise<boolean>((resolve) => {
    const socket = connect(address);
    socket.on("connect", () => {
      socket.destroy();
      resolve(false);
    });
    // Only a refusal is a sign; anything else may pass.
    socket.on("error", (error: NodeJS.ErrnoException) => {
      socket.destroy();
      resolve(error.code === "ECONNREFUSED");
    });
    socket.unref();
  });
  if (isGone) process.exit(1);
}
