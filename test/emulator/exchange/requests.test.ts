import { describe, expect, it } from "vitest";
import { accessToken, graph, graphScope } from "../../support/sign-in";
import { tenantId } from "../../support/seed";
import { freshTenant } from "../cmdlets/fresh-tenant";
import { exceptions } from "../rows/cmdlet-steps";

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
