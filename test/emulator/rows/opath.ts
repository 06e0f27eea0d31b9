import { expect } from "vitest";
import type { Tenant } from "../../../emulator/tenant";
import { addScope, exceptions, refused, storedScope } from "./cmdlet-steps";
import type { RowCheck, RowContext } from "./context";

/** The language of recipient filters: what a scope keeps of one, and which recipients it finds. */
export const rows: Readonly<Record<string, RowCheck>> = {
  "filter-rerendered": async (context) => {
    await keeps(context, 'city   -EQ "Seattle"', "City -eq 'Seattle'");
    const { objects } = await context.invoke("Get-ManagementScope", { Identity: "Kept" });
    expect(objects[0]).toMatchObject({ RecipientFilter: "City -eq 'Seattle'" });
  },
  "filter-and-binds-tighter": async (context) => {
    const filter =
      "RecipientTypeDetails -eq 'RoomMailbox' -or RecipientTypeDetails -eq 'SharedMailbox' -and City -eq 'Nowhere'";
    const rooms = namesOf(context.tenant, "RoomMailbox");
    expect(rooms.length).toBeGreaterThan(0);
    expect(await found(context, filter)).toEqual(rooms);
  },
  "filter-braces-refused": async ({ tenant, invoke }) => {
    const parameters = { Name: "Kept", RecipientRestrictionFilter: "{City -eq 'Seattle'}" };
    refused(await invoke("New-ManagementScope", parameters), 400, exceptions.argument);
    expect(storedScope(tenant, "Kept")).toBeUndefined();
  },
  "filter-property-casing": (context) => keeps(context, "cITY -eq 'Seattle'", "City -eq 'Seattle'"),
  "filter-enum-names": (context) =>
    keeps(context, "RecipientTypeDetails -eq 16", "RecipientTypeDetails -eq 'RoomMailbox'"),
  "filter-values-quoted": async (context) => {
    await keeps(
      context,
      "HiddenFromAddressListsEnabled -eq $true",
      "HiddenFromAddressListsEnabled -eq 'True'",
    );
    await keeps(context, "ResourceCapacity -gt 5", "ResourceCapacity -gt '5'");
  },
  "filter-composites-nested": (context) =>
    keeps(
      context,
      "City -eq 'a' -and City -eq 'b' -and City -eq 'c'",
      "((((City -eq 'a') -and (City -eq 'b'))) -and (City -eq 'c'))",
    ),
  "filter-or-chains-left-nested": (context) =>
    keeps(
      context,
      "City -eq 'a' -or City -eq 'b' -or City -eq 'c' -or City -eq 'd'",
      "((((((City -eq 'a') -or (City -eq 'b'))) -or (City -eq 'c'))) -or (City -eq 'd'))",
    ),
  "filter-notlike-as-not": (context) => keeps(context, "City -notlike 'S*'", "-not(City -like 'S*')"),
  "filter-null-as-presence": (context) => keeps(context, "City -eq $null", "-not(City -ne $null)"),
  "filter-ge-le-kept": async (context) => {
    await keeps(context, "ResourceCapacity -ge 5", "ResourceCapacity -ge '5'");
    await keeps(context, "ResourceCapacity -le 5", "ResourceCapacity -le '5'");
  },
  "filter-wildcard-suffix-only": async (context) => {
    await keeps(context, "City -like 'Sea*'", "City -like 'Sea*'");
    const parameters = { Name: "Leading", RecipientRestrictionFilter: "City -like '*tle'" };
    refused(await context.invoke("New-ManagementScope", parameters), 400, exceptions.argument);
    expect(storedScope(context.tenant, "Leading")).toBeUndefined();
  },
  "filter-operator-fits-type": async ({ invoke }) => {
    for (const Filter of ["RecipientTypeDetails -like 'Room*'", "RecipientTypeDetails -gt 'UserMailbox'"]) {
      const answer = await invoke("Get-Recipient", { Filter });
      refused(answer, 400, exceptions.argument);
      expect(answer.error?.id).toBe("ParsingInvalidFilterOperator");
    }
  },
  "filter-dn-from-name": async (context) => {
    const group = context.tenant.store.recipients.find(
      ({ recipientTypeDetails }) => recipientTypeDetails === "MailUniversalSecurityGroup",
    );
    await keeps(
      context,
      `MemberOfGroup -eq '${group?.name}'`,
      `MemberOfGroup -eq '${group?.distinguishedName}'`,
    );
  },
  "filter-missing-value-differs": async (context) => {
    const without = context.tenant.store.recipients.filter(
      ({ attributes, recipientType }) => !attributes.customAttribute15 && recipientType !== "User",
    );
    expect(without.length).toBeGreaterThan(0);
    expect(await found(context, "CustomAttribute15 -ne 'x'")).toEqual(
      expect.arrayContaining(sorted(without)),
    );
  },
};

/** A scope that is sent this filter holds that text afterwards. */
async function keeps(context: RowContext, sent: string, kept: string): Promise<void> {
  const scope = storedScope(context.tenant, "Kept");
  if (scope) context.tenant.store.managementScopes.remove(scope.guid);
  await addScope(context, "Kept", sent);
  expect(storedScope(context.tenant, "Kept")?.recipientFilter).toBe(kept);
}

async function found({ invoke }: RowContext, Filter: string): Promise<string[]> {
  const { error, objects } = await invoke("Get-Recipient", { Filter });
  expect(error).toBeUndefined();
  return objects.map(({ Name }) => String(Name)).sort();
}

function namesOf({ store }: Tenant, details: string): string[] {
  return sorted(store.recipients.filter(({ recipientTypeDetails }) => recipientTypeDetails === details));
}

function sorted(recipients: readonly { readonly name: string }[]): string[] {
  return recipients.map(({ name }) => name).sort();
}
