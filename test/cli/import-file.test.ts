import { describe, expect, it } from "vitest";
import { importFile } from "../../cli/export/import-file";
import { withoutProvider } from "../../providers/dynamic/check";
import { providerText } from "../../providers/dynamic/provider-text";
import { startProcess } from "../support/managed-resource";
import { exportOf, grantOn, people, principal, rooms } from "./exporting";

describe("an import file", () => {
  it("holds of each object what a refresh would read, and the way to its code", async () => {
    const { exported, running } = await exportOf([
      rooms,
      principal,
      grantOn({ Name: "Calendars", CustomResourceScope: "Rooms" }),
      ["Set-ManagementRoleAssignment", { Identity: "Calendars", Enabled: false }],
      grantOn({ Name: "Of a group", RecipientGroupScope: "Bookable Rooms" }),
      ...people,
    ]);
    const { resources } = JSON.parse(importFile(exported.objects)) as { resources: ImportedResource[] };
    expect(resources.map(({ type, name }) => [type, name])).toEqual([
      ["pulumi-nodejs:dynamic/exchange:ManagementScope", "rooms"],
      ["pulumi-nodejs:dynamic/exchange:ServicePrincipal", "room-booking"],
      ["pulumi-nodejs:dynamic/exchange:RoleGroup", "room-keepers"],
      ["pulumi-nodejs:dynamic/exchange:RoleAssignment", "calendars"],
      ["pulumi-nodejs:dynamic/exchange:RoleAssignment", "mail-recipients-megan-bowen"],
      ["pulumi-nodejs:dynamic/exchange:RoleAssignment", "mail-recipients-room-keepers"],
      ["pulumi-nodejs:dynamic/exchange:RoleAssignment", "of-a-group"],
    ]);
    const providers = await startProcess(running);
    for (const { type, id, inputs, outputs } of resources) {
      const kind = type.slice(type.lastIndexOf(":") + 1) as keyof typeof providers;
      expect(inputs["__provider"]).toBe(providerText(kind));
      expect(outputs["__provider"]).toBe(providerText(kind));
      const state = withoutProvider(outputs);
      const read = await providers[kind].read(id, outputs);
      expect(read.props).toEqual(state);
      const { inputs: checked, failures } = await providers[kind].check(inputs, inputs);
      expect(failures).toEqual([]);
      expect(await providers[kind].diff(id, read.props ?? {}, checked)).toEqual({ changes: false });
    }
  });

  it("releases imported service principals on delete, as adopted ones", async () => {
    const { exported, running } = await exportOf([principal]);
    const [object] = exported.objects;
    await (await startProcess(running)).ServicePrincipal.delete(object?.guid ?? "", object?.outputs ?? {});
    expect(running.tenant.store.exchangeServicePrincipals.all()).toHaveLength(1);
  });
});

interface ImportedResource {
  type: string;
  name: string;
  id: string;
  inputs: Record<string, unknown>;
  outputs: Record<string, unknown>;
}
