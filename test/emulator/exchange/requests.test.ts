import { describe, expect, it } from "vitest";
import { accessToken, graph, graphScope } from "../../support/sign-in";
import { automation, roomBooking, tenantId } from "../../support/seed";
import { freshTenant } from "../cmdlets/fresh-tenant";
import { addScope, addServicePrincipal, exceptions } from "../rows/cmdlet-steps";

const context = freshTenant();
const { invoke } = context;
const path = `/adminapi/beta/${tenantId}/InvokeCommand`;

describe("InvokeCommand", () => {
  it("answers a failure in the envelope that names the exception", async () => {
    const answer = await invoke("Get-ManagementScope", { Identity: "Nothing" });
    expect(answer.status).toBe(404);
    expect(answer.error).toMatchObject({ id: "Ex6F9304", type: exceptions.notFound });
    expect(JSON.parse(answer.text)).toMatchObject({
      error: {
        code: "NotFound",
        message: "Error executing cmdlet",
        details: [{ code: "Context", target: "" }],
        innererror: {
          type: "Microsoft.Exchange.Admin.OData.Core.ODataServiceException",
          internalexception: { type: exceptions.notFound },
        },
      },
    });
  });

  it("does not need the routing headers of the official module", async () => {
    expect((await invoke("Get-OrganizationConfig")).status).toBe(200);
  });

  it.each([
    ["Exchange Recipient Administrator", "31392ffb-586c-42d1-9346-e59415a2cc4e", [200, 403, 403]],
    ["Security Reader", "5d6b6bb7-de71-4623-b4af-96380a352509", [200, 200, 403]],
    ["Global Administrator", "62e90394-69f5-4237-9190-012177145e10", [200, 200, 400]],
  ] as const)("lets a %s do what that role may", async (_, template, statuses) => {
    const { store } = context.tenant;
    const [held] = store.directoryRoleAssignments.filter(
      ({ principalId }) => principalId === automation.servicePrincipalId,
    );
    store.directoryRoleAssignments.update(held?.id ?? "", { roleDefinitionId: template });
    const answers = [
      await invoke("Get-Mailbox"),
      await invoke("Get-ManagementScope"),
      await invoke("New-ManagementScope", { Name: "Incomplete" }),
    ];
    expect(answers.map(({ status }) => status)).toEqual(statuses);
  });

  it("lets an application do what a role group gives its members", async () => {
    const { store } = context.tenant;
    await addServicePrincipal(context);
    const pointer = store.exchangeServicePrincipals.all()[0]?.guid ?? "";
    const manageAsApp = store.servicePrincipals.by("appId", "00000002-0000-0ff1-ce00-000000000000");
    store.appRoleAssignments.insert({
      id: "manage-as-app",
      appRoleId: manageAsApp?.appRoles.find(({ value }) => value === "Exchange.ManageAsApp")?.id ?? "",
      principalId: roomBooking.servicePrincipalId,
      principalType: "ServicePrincipal",
      resourceId: manageAsApp?.id ?? "",
      createdDateTime: "2026-11-01T00:00:00Z",
    });
    const read = () => invoke("Get-ManagementScope", {}, { as: roomBooking });
    expect((await read()).status).toBe(403);
    const group = store.roleGroups.by("name", "View-Only Organization Management")?.guid ?? "";
    store.roleGroups.update(group, { members: [pointer] });
    expect((await read()).status).toBe(200);
  });

  it("takes cmdlet names in any case", async () => {
    expect((await invoke("get-organizationconfig")).status).toBe(200);
  });

  it("keeps what $select names, with the companions of it", async () => {
    const { objects } = await invoke(
      "Get-Mailbox",
      { Identity: "boardroom" },
      { query: "?$select=Name,guid" },
    );
    expect(Object.keys(objects[0] ?? {}).sort()).toEqual(["Guid", "Guid@data.type", "Name"]);
  });

  it("puts no more than 1000 objects on a page, whatever Prefer and ResultSize ask for", async () => {
    const { store } = context.tenant;
    await addScope(context);
    const [scope] = store.managementScopes.all();
    if (!scope) throw new Error("There is no scope to copy.");
    store.transaction(() => {
      for (let number = 1; number <= 1000; number += 1) {
        const guid = `00000000-0000-4000-8000-${String(number).padStart(12, "0")}`;
        store.managementScopes.insert({ ...scope, guid, name: `Copy ${number}` });
      }
    });
    for (const headers of [{}, { prefer: "odata.maxpagesize=5000" }]) {
      const first = await invoke("Get-ManagementScope", {}, { headers });
      expect(first.objects).toHaveLength(1000);
      const second = await invoke("Get-ManagementScope", {}, { url: first.nextLink ?? "" });
      expect([second.objects.length, second.nextLink]).toEqual([1, undefined]);
    }
    const sized = await invoke("Get-Mailbox", { ResultSize: 2 });
    expect(sized.objects).toHaveLength(18);
  });

  it("keeps $select on later pages", async () => {
    const options = { query: "?$select=Name", headers: { prefer: "odata.maxpagesize=10" } };
    const { nextLink } = await invoke("Get-Mailbox", {}, options);
    const { objects } = await invoke("Get-Mailbox", {}, { url: nextLink ?? "" });
    expect(objects.map((object) => Object.keys(object))).toEqual(Array(8).fill(["Name"]));
  });

  it.each([
    ["without a token", undefined],
    ["with a forged token", "e30.e30.e30"],
  ])("refuses a request %s", async (_, token) => {
    const body = { CmdletInput: { CmdletName: "Get-ManagementScope" } };
    const answer = await graph(context.running, token, path, { method: "POST", body });
    expect(answer.status).toBe(401);
    expect(answer.headers.get("www-authenticate")).toContain("Bearer");
  });

  it("refuses a token for another service", async () => {
    const token = await accessToken(context.running, graphScope);
    const body = { CmdletInput: { CmdletName: "Get-ManagementScope" } };
    expect((await graph(context.running, token, path, { method: "POST", body })).status).toBe(401);
  });

  it.each([["not json"], [JSON.stringify({ CmdletName: "Get-Mailbox" })], ["[]"]])(
    "refuses the body %s",
    async (body) => {
      const token = await accessToken(context.running, "https://outlook.office365.com/.default");
      const answer = await fetch(`${context.running.url}${path}`, {
        method: "POST",
        headers: { authorization: `Bearer ${token}` },
        body,
      });
      expect(answer.status).toBe(400);
    },
  );

  it("refuses parameters that the cmdlet does not have", async () => {
    const answer = await invoke("Get-ManagementScope", { Colour: "red" });
    expect(answer.status).toBe(400);
    expect(answer.error?.type).toBe("System.Management.Automation.ParameterBindingException");
  });
});
