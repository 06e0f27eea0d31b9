import { describe, expect, test } from "vitest";
import { behaviourRows } from "../../emulator/behaviour-rows";
import { kindsUnderTest } from "../support/kinds";
import { ManagedResource } from "../support/managed-resource";
import { startTestTenant } from "../support/tenant";

// Where it is not known what Exchange answers, the embedded tenant can give either answer, and both must do.

const alternatives = behaviourRows.filter((row) => row.alternative !== undefined).map(({ id }) => id);

const filters = [
  "RecipientTypeDetails -eq 'RoomMailbox'",
  "RecipientTypeDetails -eq 'RoomMailbox' -or RecipientTypeDetails -eq 'EquipmentMailbox' -or City -eq 'Oslo' -or City -eq 'Bergen'",
  "(City -eq 'Oslo' -and Office -like 'B*') -or -not (HiddenFromAddressListsEnabled -eq $true)",
  "CustomAttribute1 -ne $null -and CustomAttribute2 -eq $null -and Department -notlike 'Fin*'",
  "ResourceCapacity -ge 10 -and ResourceCapacity -le 20",
  "recipienttypedetails -EQ \"roommailbox\" -and Name -ne 'O''Brien'",
];

test("there are assumed behaviours to try", () => expect(alternatives.length).toBeGreaterThan(20));

describe.each(alternatives)("with the other answer to %s", (id) => {
  test("every filter is created, read back and previewed without a difference", async () => {
    const running = await startTestTenant();
    running.tenant.behaviours.set(id, "alternative");
    for (const recipientRestrictionFilter of filters) {
      const scope = new ManagedResource("ManagementScope", running, recipientRestrictionFilter);
      expect(await scope.up({ recipientRestrictionFilter })).toBe("create");
      await scope.refresh();
      expect(scope.state?.inputs).toMatchObject({ recipientRestrictionFilter });
      expect(await scope.up({ recipientRestrictionFilter })).toBe("same");
    }
    expect(running.tenant.store.managementScopes.all()).toHaveLength(filters.length);
  });

  test("every kind goes through its life", async () => {
    const running = await startTestTenant();
    running.tenant.behaviours.set(id, "alternative");
    for (const { kind, program, change, objects } of kindsUnderTest) {
      const inputs = await program(running);
      const before = objects(running).length;
      const resource = new ManagedResource(kind, running);
      if (kind === "ServicePrincipal")
        for (const each of running.tenant.store.exchangeServicePrincipals.all())
          running.tenant.store.exchangeServicePrincipals.remove(each.guid);
      expect(await resource.up(inputs)).toBe("create");
      await resource.refresh();
      expect(await resource.up(inputs)).toBe("same");
      expect(await resource.up({ ...inputs, ...change })).toBe("update");
      await resource.refresh();
      expect(await resource.up({ ...inputs, ...change })).toBe("same");
      await resource.destroy();
      expect(objects(running).length).toBeLessThanOrEqual(before);
    }
  });
});
