import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type {
  ExchangeServicePrincipal,
  ManagementScope,
  RoleAssignment,
  RoleGroup,
  User,
} from "../../emulator";
import type { Deployment } from "../support/engine-documents";
import { connectedEngine, startEngineTenant } from "../support/engine-exchange";
import { allowAccounts } from "../support/graph-rights";

/** What a released version wrote: the program, the objects that it made in the tenant, and the exported state. */
interface Recording {
  files: Record<string, string>;
  managementScopes: ManagementScope[];
  exchangeServicePrincipals: ExchangeServicePrincipal[];
  roleGroups?: RoleGroup[];
  roleAssignments: RoleAssignment[];
  users?: User[];
  deployment: Deployment;
}

const folder = join(__dirname, "..", "dynamic", "recorded-state");
/** Stands in the recording for the address of the tenant. */
const placeholder = "https://tenant.invalid";

test.each(readdirSync(folder))("the state in %s is read, seen unchanged and destroyed", async (file) => {
  const running = await startEngineTenant();
  allowAccounts(running);
  const text = readFileSync(join(folder, file), "utf8").replaceAll(placeholder, running.url);
  const recording = JSON.parse(text) as Recording;
  const { managementScopes, exchangeServicePrincipals, roleGroups, roleAssignments, users } =
    running.tenant.store;
  for (const scope of recording.managementScopes) managementScopes.insert(scope);
  for (const principal of recording.exchangeServicePrincipals) exchangeServicePrincipals.insert(principal);
  for (const group of recording.roleGroups ?? []) roleGroups.insert(group);
  for (const assignment of recording.roleAssignments) roleAssignments.insert(assignment);
  for (const user of recording.users ?? []) users.insert(user);
  const others = users.all().filter(({ id }) => !recording.users?.some((user) => user.id === id));
  const engine = await connectedEngine(running, { files: recording.files });
  engine.write({ "state.json": JSON.stringify({ version: 3, deployment: recording.deployment }) });
  await engine.run(["stack", "import", "--file", "state.json"]);

  await engine.preview({ args: ["--expect-no-changes"] });
  await engine.refresh({ args: ["--expect-no-changes"] });
  await engine.destroy();
  const guids = (recording.deployment.resources ?? []).map(({ id = "" }) => id);
  expect(guids.length).toBeGreaterThan(5);
  for (const collection of [managementScopes, exchangeServicePrincipals, roleGroups, roleAssignments]) {
    expect(guids.filter((guid) => collection.get(guid) !== undefined)).toEqual([]);
  }
  // What was adopted stays, as everybody else does.
  expect(users.all().filter(({ deletedDateTime }) => !deletedDateTime)).toEqual(others);
});
