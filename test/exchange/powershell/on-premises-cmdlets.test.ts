import { expect, test } from "vitest";
import { Secret } from "../../../providers/exchange/secret";
import { startShell } from "../../support/shell-setting";
import { refusalOf } from "../transport-contract";

test.each(["Get-Mailbox", "Get-Recipient", "Get-User", "Get-Group", "Get-RoleGroup", "Get-RoleGroupMember"])(
  "%s is asked for all that there is, since a server would stop at 1000",
  async (cmdlet) => {
    const { running, transport } = await startShell("onPremises");
    const [group] = running.tenant.store.roleGroups.all();
    await transport.invoke(cmdlet, cmdlet === "Get-RoleGroupMember" ? { Identity: group?.guid } : {});
    const asked = running.requests().filter((request) => request.cmdlet === cmdlet);
    expect(asked.map(({ parameters }) => parameters?.["ResultSize"])).toEqual(["Unlimited"]);
  },
);

test("Enable-Mailbox, of which a second one fails, is not repeated when its answer was lost", async () => {
  const { running, shell, transport } = await startShell("onPremises");
  await transport.organizationGuid();
  shell.fail({ cmdlet: "Enable-Mailbox", how: "kill", when: "after" });
  const error = await refusalOf(transport.invoke("Enable-Mailbox", { Identity: "svc-legacy@contoso.com" }));
  expect(error.kind).toBe("unavailable");
  expect(shell.count("Enable-Mailbox")).toBe(1);
  expect(
    running.tenant.store.recipients.find(
      ({ userPrincipalName }) => userPrincipalName === "svc-legacy@contoso.com",
    ),
  ).toMatchObject({ recipientTypeDetails: "UserMailbox" });
});

test("a password that a failure repeats is taken out of all of it", async () => {
  const { shell, transport } = await startShell("onPremises");
  shell.fail({ cmdlet: "New-Mailbox", how: "quote", when: "before" });
  const error = await refusalOf(
    transport.invoke("New-Mailbox", {
      Name: "Quoted",
      UserPrincipalName: "quoted@contoso.com",
      Password: new Secret("secureString", "Repeated-2026!"),
    }),
  );
  expect(error.message).toContain("<secret>");
  expect(JSON.stringify([error.message, error.stack, error, String(error.cause)])).not.toContain(
    "Repeated-2026!",
  );
});
