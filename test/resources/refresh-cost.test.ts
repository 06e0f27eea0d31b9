import pLimit from "p-limit";
import { expect, test } from "vitest";
import { grantProgram } from "../support/kinds";
import { ManagedResource, startProcess } from "../support/managed-resource";
import { startTestTenant } from "../support/tenant";

// The engine refreshes four resources per processor at a time: what is shared must be shared over time, too.
const engineParallelism = 8;

test("1000 unchanged scopes and as many grants are refreshed in a handful of requests", async () => {
  const running = await startTestTenant();
  const program = await grantProgram(running);
  const grant = new ManagedResource("RoleAssignment", running);
  await grant.up(program);
  const scope = new ManagedResource("ManagementScope", running);
  await scope.up({ recipientRestrictionFilter: "City -eq 'Oslo'" });
  const { managementScopes, roleAssignments } = running.tenant.store;
  const guids = Array.from(
    { length: 1000 },
    (_, index) => `00000000-0000-4000-8000-${String(index).padStart(12, "0")}`,
  );
  running.tenant.store.transaction(() => {
    for (const [index, guid] of guids.entries()) {
      const like = { guid, name: `rooms-${index}` };
      managementScopes.insert({ ...required(managementScopes.get(scope.state?.id ?? "")), ...like });
      roleAssignments.insert({ ...required(roleAssignments.get(grant.state?.id ?? "")), ...like });
    }
  });
  running.clearRequests();

  const { ManagementScope: scopes, RoleAssignment: grants } = await startProcess(running);
  const limit = pLimit(engineParallelism);
  const reads = guids.flatMap((guid) => [
    limit(() => scopes.read(guid, scope.state?.outputs ?? {})),
    limit(() => grants.read(guid, grant.state?.outputs ?? {})),
  ]);
  const results = await Promise.all(reads);

  expect(results.filter(({ id }) => id !== undefined)).toHaveLength(2000);
  const cmdlets = running.requests().flatMap(({ cmdlet }) => (cmdlet === undefined ? [] : [cmdlet]));
  // One for the organisation, two pages for each of two lists, and the two lists that tell the grants' parts.
  expect(cmdlets.length).toBeLessThanOrEqual(10);
});

function required<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("nothing was created");
  return value;
}
