/**
 * An embedded on-premises organisation, in a process of its own: `organization-process.ts <folder>`. It ends when the
 * process that started it is gone.
 */
import { startTenant, type Environment } from "pulumi-exchange-rbac/emulator";

/** What the organisation tells once it answers. */
export interface OrganizationAnnouncement {
  url: string;
  caFile: string;
  /** How the processes of the story are told of the authority. */
  trust: Environment;
  connectionUri: string;
  administrator: { username: string; password: string };
}

async function main(): Promise<void> {
  const [folder] = process.argv.slice(2);
  if (folder === undefined) throw new Error("Which folder?");
  const running = await startTenant({ mode: "onPremises", folder });
  const { url, caFile, connectionUri, administrator, environment } = running;
  if (connectionUri === undefined || administrator === undefined) throw new Error("Not on-premises.");
  const credentials = /^EXCHANGE_/;
  const trust = Object.fromEntries(Object.entries(environment).filter(([name]) => !credentials.test(name)));
  process.send?.({ url, caFile, trust, connectionUri, administrator } satisfies OrganizationAnnouncement);

  const stop = () => void running.close().then(() => process.exit());
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
  process.once("disconnect", stop);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
