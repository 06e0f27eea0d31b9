import { expect, test } from "vitest";
import { exportObjects } from "../../cli/export/export";
import { importFile } from "../../cli/export/import-file";
import { programText } from "../../cli/export/program";
import { make, type Cmdlet } from "../cli/by-hand";
import { startExchangeStack, writesOf } from "../support/exchange-stack";
import { connectTo } from "../support/managed-resource";
import { roomBooking } from "../support/seed";

/** One of each kind and each sort of assignee, with names that two kinds share. */
const madeByHand: readonly Cmdlet[] = [
  [
    "New-ManagementScope",
    { Name: "Rooms", RecipientRestrictionFilter: "resourcetype -EQ \"Room\" -or City -eq 'Oslo'" },
  ],
  [
    "New-ServicePrincipal",
    { AppId: roomBooking.appId, ObjectId: roomBooking.servicePrincipalId, DisplayName: "Rooms" },
  ],
  [
    "New-RoleGroup",
    {
      Name: "Rooms",
      Description: "Keeps the rooms",
      Members: ["adele.vance@contoso.example"],
      Roles: ["Mail Recipients"],
      CustomRecipientWriteScope: "Rooms",
      ManagedBy: ["Organization Management"],
    },
  ],
  [
    "New-ManagementRoleAssignment",
    {
      App: roomBooking.servicePrincipalId,
      Role: "Application Calendars.ReadWrite",
      RecipientGroupScope: "Bookable Rooms",
    },
  ],
  [
    "New-ManagementRoleAssignment",
    { User: "megan.bowen@contoso.example", Role: "Mail Recipients", Delegating: true, Name: "Rooms" },
  ],
  ["Set-ManagementRoleAssignment", { Identity: "Mail Recipients-Rooms", Enabled: false }],
];

test("each kind is imported as it is, previews empty, and can be destroyed in the right order", async () => {
  const { engine, running } = await startExchangeStack([]);
  await make(running, madeByHand);
  const exported = await exportObjects(connectTo(running), { kinds: [], names: [] });
  expect(exported.leftOut).toEqual([]);
  engine.write({
    "import.json": importFile(exported.objects),
    "index.js": "module.exports = require('./exchange.ts');",
    "exchange.ts": programText(exported),
  });
  running.clearRequests();

  await engine.run(["import", "--file", "import.json", "--generate-code=false", "--protect=false", "--yes"]);
  expect(await engine.resources()).toHaveLength(6);
  await engine.preview({ args: ["--expect-no-changes"] });
  await engine.up({ args: ["--expect-no-changes"] });
  expect(writesOf(running)).toEqual([]);

  await engine.destroy();
  const { managementScopes, roleGroups, exchangeServicePrincipals } = running.tenant.store;
  expect(managementScopes.filter(({ name }) => name === "Rooms")).toEqual([]);
  expect(roleGroups.filter(({ name }) => name === "Rooms")).toEqual([]);
  expect(exchangeServicePrincipals.all()).toHaveLength(1);
});
