/**
 * A process of its own that is connected over PowerShell, for tests of how such a process ends. It says "connected", does
 * as its argument says, and otherwise waits for a signal.
 */
import { connect } from "../../providers/clients";
import { transports } from "./transports";

async function main(end: string | undefined): Promise<void> {
  const config: Record<string, string> = {
    environment: process.env["EXCHANGE_TENANT_URL"] ?? "",
    ...transports.powershell,
  };
  const clients = connect((key) => config[key]);
  await clients.organizationGuid();
  console.log("connected");
  if (end === "finish") return;
  if (end === "exit") process.exit(3);
  if (end === "throw") throw new Error("thrown by the test");
  if (end === "ask") await clients.exchange.managementScopes.list();
  setInterval(() => undefined, 1000);
}

process.on("SIGUSR2", () => process.exit(3));
process.on("unhandledRejection", (error) => {
  throw error;
});
void main(process.argv[2]);
