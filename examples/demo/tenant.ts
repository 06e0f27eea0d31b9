import type { ChildProcess } from "node:child_process";
import { closeSync, mkdirSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Agent, fetch } from "undici";
import { release, startProgram } from "./processes";
import type { TenantAnnouncement } from "./tenant-process";
import { Unexpected } from "./unexpected";

/** The embedded tenant, seen from the demo. */
export type Tenant = Started<TenantAnnouncement>;

type Started<Announcement> = Announcement & { process: ChildProcess };

/** What this product may leave in Exchange. */
export type ExchangeObjects = Record<
  "managementScopes" | "roleAssignments" | "exchangeServicePrincipals",
  ExchangeObject[]
>;

interface ExchangeObject {
  guid: string;
  name: string;
}

/** Starts the program of a tenant, and waits for what that says of itself. */
export async function startTenant<Announcement = TenantAnnouncement>(
  workFolder: string,
  environment: NodeJS.ProcessEnv,
  file = "examples/demo/tenant-process.ts",
): Promise<Started<Announcement>> {
  const folder = join(workFolder, "tenant");
  const logFile = join(workFolder, "tenant.log");
  mkdirSync(folder);
  const log = openSync(logFile, "w");
  const child = startProgram(file, [folder], environment, ["ignore", log, log, "ipc"]);
  closeSync(log);
  const announcement = await new Promise<Announcement>((resolve, reject) => {
    child.once("message", (message) => resolve(message as Announcement));
    child.once("exit", () => reject(new Unexpected("a tenant", readFileSync(logFile, "utf8"))));
  });
  return { ...announcement, process: child };
}

/** The tenant outlives the demo. */
export async function keepTenant({ process: child }: Tenant): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    child.send("keep", (error) => (error ? reject(error) : resolve()));
  });
  release(child);
}

/** The truth, from the tenant's own store and not through Exchange's cmdlets. */
export async function readObjects({ url, caFile }: Tenant): Promise<ExchangeObjects> {
  const dispatcher = new Agent({ connect: { ca: readFileSync(caFile) } });
  const read = async (kind: keyof ExchangeObjects) => {
    const answer = await fetch(`${url}/control/store/${kind}`, { dispatcher });
    return (await answer.json()) as ExchangeObject[];
  };
  try {
    return {
      managementScopes: await read("managementScopes"),
      roleAssignments: await read("roleAssignments"),
      exchangeServicePrincipals: await read("exchangeServicePrincipals"),
    };
  } finally {
    await dispatcher.close();
  }
}

/** What is there now and was not there before. */
export function added(before: ExchangeObjects, now: ExchangeObjects): ExchangeObjects {
  const newOf = (kind: keyof ExchangeObjects) =>
    now[kind].filter(({ guid }) => !before[kind].some((object) => object.guid === guid));
  return {
    managementScopes: newOf("managementScopes"),
    roleAssignments: newOf("roleAssignments"),
    exchangeServicePrincipals: newOf("exchangeServicePrincipals"),
  };
}
