import { describe, expect, it } from "vitest";
import { roomBooking } from "../../../support/seed";
import { accessToken, graphScope } from "../../../support/sign-in";
import { freshTenant } from "../../cmdlets/fresh-tenant";
import { roles, signIn } from "../../rows/user-steps";

const context = freshTenant();
const permissions = ["RoleManagement.ReadWrite.Directory"];
const roleAssignments = "/v1.0/roleManagement/directory/roleAssignments";
const assignment = {
  directoryScopeId: "/",
  principalId: roomBooking.servicePrincipalId,
  roleDefinitionId: roles.userAdministrator,
};

describe("directory roles", () => {
  it("exist as templates and definitions under the same ids", async () => {
    const send = await signIn(context, permissions);
    const templates = (await send("GET", "/v1.0/directoryRoleTemplates")).body.value;
    const definitions = (await send("GET", "/v1.0/roleManagement/directory/roleDefinitions")).body.value;
    expect(templates?.map(({ id }) => id)).toEqual(definitions?.map(({ id }) => id));
    const filter = "$filter=displayName eq 'Exchange Administrator'";
    const found = await send("GET", `/v1.0/roleManagement/directory/roleDefinitions?${filter}`);
    expect(found.body.value).toMatchObject([{ id: "29232cdf-9323-42fd-ade2-1d097af3e4de", isBuiltIn: true }]);
  });

  it("are activated once, found by template and show their members", async () => {
    const send = await signIn(context, permissions);
    const body = { roleTemplateId: roles.userAdministrator };
    const created = await send("POST", "/v1.0/directoryRoles", body);
    expect([created.status, created.body.displayName]).toEqual([201, "User Administrator"]);
    expect((await send("POST", "/v1.0/directoryRoles", body)).status).toBe(400);
    expect((await send("POST", "/v1.0/directoryRoles", { roleTemplateId: "x" })).status).toBe(400);
    const byKey = `/v1.0/directoryRoles(roleTemplateId='${roles.userAdministrator}')`;
    expect((await send("GET", byKey)).body.id).toBe(created.body.id);
    expect((await send("GET", `${byKey}/members`)).body.value).toEqual([]);
    await send("POST", roleAssignments, assignment);
    expect((await send("GET", `${byKey}/members`)).body.value).toMatchObject([
      { id: roomBooking.servicePrincipalId },
    ]);
  });
});

describe("a role assignment", () => {
  it("is created, shown and deleted, and shows in the next token", async () => {
    const send = await signIn(context, permissions);
    const wids = async () => {
      const token = await accessToken(context.running, graphScope, roomBooking);
      const payload = Buffer.from(token.split(".")[1] ?? "", "base64url").toString();
      return (JSON.parse(payload) as { wids?: string[] }).wids;
    };
    const { status, body } = await send("POST", roleAssignments, assignment);
    expect([status, body]).toEqual([201, expect.objectContaining(assignment)]);
    expect(await wids()).toEqual([roles.userAdministrator]);
    expect((await send("GET", `${roleAssignments}/${String(body.id)}`)).body).toMatchObject(assignment);
    const mine = `${roleAssignments}?$filter=principalId eq '${assignment.principalId}'`;
    expect((await send("GET", mine)).body.value).toHaveLength(1);
    expect((await send("DELETE", `${roleAssignments}/${String(body.id)}`)).status).toBe(204);
    expect((await send("GET", `${roleAssignments}/${String(body.id)}`)).status).toBe(404);
    expect((await send("DELETE", `${roleAssignments}/${String(body.id)}`)).status).toBe(404);
    expect(await wids()).toBeUndefined();
  });

  it.each([
    ["a principal that is not there", { principalId: "11111111-2222-4333-8444-555555555555" }, 404],
    ["a role that is not there", { roleDefinitionId: "11111111-2222-4333-8444-555555555555" }, 404],
    ["no scope", { directoryScopeId: undefined }, 400],
  ])("with %s is refused", async (_, part, status) => {
    const send = await signIn(context, permissions);
    expect((await send("POST", roleAssignments, { ...assignment, ...part })).status).toBe(status);
  });

  it("takes more than the permission to read roles", async () => {
    const send = await signIn(context, ["RoleManagement.Read.Directory"]);
    expect((await send("GET", roleAssignments)).status).toBe(200);
    expect((await send("POST", roleAssignments, assignment)).status).toBe(403);
  });
});
