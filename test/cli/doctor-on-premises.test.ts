import { expect, test } from "vitest";
import { examine } from "../../cli/doctor/examine";
import type { Diagnosis, Purpose } from "../../cli/doctor/findings";
import { reportOf } from "../../cli/doctor/report";
import { startTestTenant } from "../support/tenant";
import { variablesFor } from "../support/transports";

interface Case {
  as?: { username: string; password: string };
  purpose?: Purpose;
  options?: Record<string, string>;
}

const viewer = { username: "CONTOSO\\viewer", password: "Viewer-2026!" };
const nobody = { username: "CONTOSO\\svc-legacy", password: "Svc-Legacy-2026!" };

async function diagnose({ as, purpose = "up", options = {} }: Case = {}): Promise<Diagnosis> {
  const running = await startTestTenant({ mode: "onPremises" });
  const connection = { deployment: "onPremises", connectionUri: running.connectionUri ?? "" };
  const account = as && { EXCHANGE_USERNAME: as.username, EXCHANGE_PASSWORD: as.password };
  return examine({ ...connection, ...options }, purpose, { ...variablesFor(running), ...account });
}

/** The report without its line breaks, as it is read. */
function read(diagnosis: Diagnosis): string {
  return reportOf(diagnosis).replace(/\s+/g, " ");
}

test("for an administrator all is there, and it says who we are, where, and by which domain controller", async () => {
  const diagnosis = await diagnose();
  expect(diagnosis.result).toBe("fine");
  const report = read(diagnosis);
  expect(report).toContain("CONTOSO\\Administrator");
  expect(report).toMatch(/organisation "Contoso"[^]*dc1\.contoso\.com/);
  for (const kind of ["ManagementScope", "RoleGroup", "RoleAssignment", "ServiceAccount"])
    expect(report).toContain(`${kind}: read, create, change and delete.`);
  expect(report).toContain("may grant ApplicationImpersonation to others");
  expect(report).not.toContain("Administrator-2026!");
});

test("a domain controller that the configuration names is no note", async () => {
  const diagnosis = await diagnose({ options: { domainController: "dc2.contoso.com" } });
  expect(read(diagnosis)).toContain("dc2.contoso.com, as exchange:domainController says");
  const verdicts = diagnosis.sections.flatMap(({ findings }) => findings.map(({ verdict }) => verdict));
  expect(new Set(verdicts)).toEqual(new Set(["fine"]));
});

test("an account that may only look is enough for a preview, and lacks for an update what can be given to it", async () => {
  expect((await diagnose({ as: viewer, purpose: "preview" })).result).toBe("fine");
  const diagnosis = await diagnose({ as: viewer });
  expect(diagnosis.result).toBe("missing");
  const report = read(diagnosis);
  expect(report).toMatch(/RoleAssignment: read, but not create[^.]*"Role Management"/);
  expect(report).toMatch(
    /ServiceAccount: read, but not create[^.]*"Mail Recipient Creation" and "Mail Recipients"/,
  );
  expect(report).toContain("may not grant ApplicationImpersonation");
  expect(report).toContain('Add-RoleGroupMember "Organization Management" -Member CONTOSO\\viewer');
});

test("an account without any role is let in nowhere, and it says which role group to join", async () => {
  const diagnosis = await diagnose({ as: nobody, purpose: "preview" });
  expect(diagnosis.result).not.toBe("fine");
  expect(read(diagnosis)).toContain("View-Only Organization Management");
});

test("without a connection it says why, and what to do", async () => {
  const wrong = await diagnose({ as: { ...viewer, password: "Not-The-Password-1!" } });
  expect(wrong.result).toBe("notConnected");
  expect(read(wrong)).toContain("RemotePowerShellEnabled");
  expect(read(wrong)).not.toContain("Not-The-Password-1!");

  const nowhere = await diagnose({ options: { connectionUri: "https://127.0.0.1:9/PowerShell/" } });
  expect(nowhere.result).toBe("notConnected");
  expect(read(nowhere)).toContain("127.0.0.1");

  const unset = await diagnose({ options: { connectionUri: "" } });
  expect(unset.result).toBe("notConnected");
  expect(read(unset)).toContain("--connection-uri");
});
