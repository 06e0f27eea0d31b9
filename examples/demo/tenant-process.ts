/**
 * The embedded tenant, in a process of its own: `tenant-process.ts <folder>`. It ends when the process that
 * started it is gone, unless that has said "keep".
 */
import { randomBytes, randomUUID } from "node:crypto";
import { defaultSeed, startTenant, type Environment, type Seed } from "pulumi-exchange-rbac/emulator";

/** An application as which somebody in the story signs in. */
export interface Identity {
  clientId: string;
  clientSecret: string;
}

/** What the tenant tells once it answers. */
export interface TenantAnnouncement {
  url: string;
  caFile: string;
  tenantId: string;
  /** For Pulumi: the seed's automation application. */
  environment: Environment;
  vendor: Identity & { displayName: string; objectId: string };
  administrator: Identity;
}

type Application = NonNullable<Seed["applications"]>[number];

/**
 * The embedded tenant signs in applications alone, so the administrator who works by hand is one, too: not
 * the one that Pulumi uses, and with a secret that only this run knows.
 */
const administrator = {
  id: randomUUID(),
  appId: randomUUID(),
  servicePrincipalId: randomUUID(),
  displayName: "Administrator by hand",
  secrets: [randomBytes(24).toString("base64url")],
  consents: ["Exchange.ManageAsApp", "Application.Read.All", "AppRoleAssignment.ReadWrite.All"],
  directoryRoles: ["Exchange Administrator"],
} satisfies Application;

async function main(): Promise<void> {
  const [folder] = process.argv.slice(2);
  if (folder === undefined) throw new Error("Which folder?");
  const seed = defaultSeed();
  const applications = [...(seed.applications ?? []), administrator];
  const running = await startTenant({ folder, seed: { ...seed, applications } });
  process.send?.({
    url: running.url,
    caFile: running.caFile,
    tenantId: seed.organization.tenantId,
    environment: running.environment,
    vendor: vendorOf(applications),
    administrator: identityOf(administrator),
  } satisfies TenantAnnouncement);

  const stop = () => void running.close().then(() => process.exit());
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
  process.once("disconnect", stop);
  process.once("message", (message) => {
    if (message === "keep") process.off("disconnect", stop);
  });
}

function vendorOf(applications: Application[]): TenantAnnouncement["vendor"] {
  const application = applications.find(({ displayName }) => displayName === "Contoso Room Booking");
  if (application === undefined) throw new Error("The seed has no vendor's application.");
  const { displayName, servicePrincipalId: objectId } = application;
  return { ...identityOf(application), displayName, objectId };
}

function identityOf({ appId, secrets }: Application): Identity {
  return { clientId: appId, clientSecret: secrets?.[0] ?? "" };
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
