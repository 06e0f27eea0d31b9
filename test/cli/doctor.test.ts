import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, describe, expect, onTestFinished, test, vi } from "vitest";
import { doctorCommand } from "../../cli/doctor/command";
import { examine } from "../../cli/doctor/examine";
import type { Diagnosis, Finding, Purpose } from "../../cli/doctor/findings";
import { reportOf } from "../../cli/doctor/report";
import { defaultSeed, startTenant, type RunningTenant, type Seed } from "../../emulator";
import { invokeCommand } from "../support/invoke-command";
import { fabrikam } from "../support/other-tenant";
import { automation, previewReader, roomBooking, tenantId } from "../support/seed";
import { consent } from "../support/sign-in";
import { startTestTenant } from "../support/tenant";
import { transports, variablesFor } from "../support/transports";

interface Case {
  running: Pick<RunningTenant, "url">;
  as?: { appId: string; secret: string };
  purpose?: Purpose;
  options?: Record<string, string>;
}

function diagnose({ running, as = automation, purpose = "up", options = {} }: Case): Promise<Diagnosis> {
  const variables = { ARM_TENANT_ID: tenantId, ARM_CLIENT_ID: as.appId, ARM_CLIENT_SECRET: as.secret };
  return examine({ environment: running.url, ...options }, purpose, variables);
}

function findingsOf({ sections }: Diagnosis): Finding[] {
  return sections.flatMap(({ findings }) => findings);
}

function missingIn(diagnosis: Diagnosis): string {
  return findingsOf(diagnosis)
    .filter(({ verdict }) => verdict === "missing")
    .map(({ says, steps = [] }) => [says, ...steps].join("\n"))
    .join("\n");
}

/** The report without its line breaks, as it is read. */
function read(diagnosis: Diagnosis): string {
  return reportOf(diagnosis).replace(/\s+/g, " ");
}

function seedWith(change: (seed: Seed) => void): Seed {
  const seed = structuredClone(defaultSeed());
  change(seed);
  return seed;
}

function withRights(appId: string, rights: { consents?: string[]; directoryRoles?: string[] }): Seed {
  return seedWith((seed) => {
    seed.applications = (seed.applications ?? []).map((each) =>
      each.appId === appId ? { ...each, ...rights } : each,
    );
  });
}

describe("with all that an update needs", () => {
  test("all is there, and it says who we are and in which organisation", async () => {
    const diagnosis = await diagnose({ running: await startTestTenant() });
    expect(diagnosis.result).toBe("fine");
    const report = read(diagnosis);
    expect(report).toContain('the application "Infrastructure Automation"');
    expect(report).toContain(automation.appId);
    expect(report).toContain(automation.servicePrincipalId);
    expect(report).toContain("with a client secret");
    expect(report).toContain('"Contoso" (contoso.onmicrosoft.com)');
    expect(report).toContain(defaultSeed().organization.organizationGuid);
    for (const resource of ["ManagementScope", "ServicePrincipal", "RoleGroup", "RoleAssignment"]) {
      expect(report).toContain(`${resource}: read, create, change and delete.`);
    }
    expect(report).toContain('the role "Role Management" of the role group "Organization Management"');
  });

  test("nothing in the tenant is changed, and no cmdlet is run that could", async () => {
    const running = await startTestTenant();
    const content = JSON.stringify(running.tenant.store.state());
    await diagnose({ running });
    const cmdlets = running.requests().map(({ cmdlet }) => cmdlet ?? "");
    expect(cmdlets.filter((cmdlet) => cmdlet !== "" && !cmdlet.startsWith("Get-"))).toEqual([]);
    const methods = running.requests().filter(({ path: at }) => at.startsWith("/v1.0"));
    expect(methods.every(({ method }) => method === "GET")).toBe(true);
    expect(JSON.stringify(running.tenant.store.state())).toBe(content);
  });

  test("what only stacks with service accounts need is a note, and fine once it is there", async () => {
    const running = await startTestTenant();
    expect(read(await diagnose({ running }))).toContain("note ServiceAccount: cannot be created");
    const { directoryRoleAssignments } = running.tenant.store;
    const { servicePrincipalId: principalId } = automation;
    const held = directoryRoleAssignments.find((each) => each.principalId === principalId);
    if (held === undefined) throw new Error("The seed's automation has no directory role.");
    const roleDefinitionId = "fe930be7-5e62-47db-91af-98c3a49a38b1"; // User Administrator
    directoryRoleAssignments.insert({ ...held, id: "as-user-administrator", roleDefinitionId });
    consent(running, principalId, "User.ReadWrite.All");
    expect(read(await diagnose({ running }))).toContain("ok ServiceAccount: create, change and delete.");
  });

  test("EWS is told of, and is never what is missing", async () => {
    const running = await startTestTenant();
    const { organization } = running.tenant.store;
    for (const [config, says] of [
      [{}, /EwsEnabled is not set/],
      [{ ewsEnabled: false }, /EWS is switched off/],
      [{ ewsEnabled: true }, /no applications are listed in EwsAllowedAppIDs/],
      [
        { ewsEnabled: true, ewsAllowedAppIDs: roomBooking.appId },
        new RegExp(`applications ${roomBooking.appId}`),
      ],
    ] as const) {
      organization.update({ config });
      const diagnosis = await diagnose({ running });
      expect(read(diagnosis)).toMatch(says);
      expect(diagnosis.result).toBe("fine");
    }
  });

  test("customisation is never called proven by IsDehydrated", async () => {
    expect(read(await diagnose({ running: await startTestTenant() }))).toMatch(
      /IsDehydrated is False\)\. That is no proof/,
    );
  });
});

describe("in a state of wrongness", () => {
  test("no credentials: says which variables to set", async () => {
    const diagnosis = await examine({ environment: "https://localhost:1" }, "up", { PATH: "" });
    expect(diagnosis.result).toBe("notConnected");
    expect(missingIn(diagnosis)).toMatch(
      /No credentials.*ARM_CLIENT_ID.*ARM_CLIENT_SECRET.*App registrations/s,
    );
  });

  test("a config key that cannot work: speaks of the option, not of stack config", async () => {
    const diagnosis = await diagnose({ running: { url: "http://localhost" } });
    expect(diagnosis.result).toBe("notConnected");
    expect(missingIn(diagnosis)).toContain("--environment");
    expect(missingIn(diagnosis)).not.toContain("pulumi config set");
  });

  test("a wrong secret: says where to make a new one, and never prints it", async () => {
    const as = { ...automation, secret: "not-the-secret" };
    const diagnosis = await diagnose({ running: await startTestTenant(), as });
    expect(diagnosis.result).toBe("notConnected");
    expect(missingIn(diagnosis)).toMatch(
      /client secret is wrong.*Certificates & secrets > New client secret.*ARM_CLIENT_SECRET.*Add-MgApplicationPassword/s,
    );
    expect(JSON.stringify(diagnosis)).not.toContain("not-the-secret");
  });

  test("a wrong tenant id: says so, and where to find the right one", async () => {
    const running = await startTestTenant();
    const diagnosis = await diagnose({ running, options: { tenantId: fabrikam.tenantId } });
    expect(diagnosis.result).toBe("notConnected");
    expect(missingIn(diagnosis)).toMatch(
      new RegExp(`no tenant ${fabrikam.tenantId}.*Overview > Tenant ID.*--tenant-id`, "s"),
    );
  });

  test("an application that the tenant does not know: says that one of the two ids is wrong", async () => {
    const as = { ...automation, appId: fabrikam.tenantId };
    const diagnosis = await diagnose({ running: await startTestTenant(), as });
    expect(diagnosis.result).toBe("notConnected");
    expect(missingIn(diagnosis)).toMatch(
      new RegExp(`${tenantId} does not know the application ${as.appId}.*ARM_CLIENT_ID`, "s"),
    );
  });

  test("a host that does not answer: says which, and speaks of proxies", async () => {
    const diagnosis = await diagnose({ running: { url: "https://localhost:1" } });
    expect(diagnosis.result).toBe("notConnected");
    expect(missingIn(diagnosis)).toMatch(/https:\/\/localhost:1 does not answer.*HTTPS_PROXY/s);
  });

  test("a certificate of an unknown authority: says so, and how to trust it", async () => {
    const certificates = mkdtempSync(path.join(tmpdir(), "untrusted-"));
    const running = await startTenant({ certificates });
    onTestFinished(async () => {
      await running.close();
      rmSync(certificates, { recursive: true });
    });
    const diagnosis = await diagnose({ running });
    expect(diagnosis.result).toBe("notConnected");
    expect(missingIn(diagnosis)).toMatch(/does not trust.*NODE_EXTRA_CA_CERTS/s);
  });

  test("no consent to Exchange.ManageAsApp: says how to give it, in the portal and in PowerShell", async () => {
    const seed = withRights(automation.appId, { consents: ["Application.Read.All"] });
    const diagnosis = await diagnose({ running: await startTestTenant({ seed }) });
    expect(diagnosis.result).toBe("missing");
    const missing = missingIn(diagnosis);
    expect(missing).toMatch(/API permissions > .*Exchange\.ManageAsApp.*Grant admin consent/);
    expect(missing).toContain(`-PrincipalId ${automation.servicePrincipalId}`);
    expect(missing).toContain("-AppRoleId dc50a0fb-09a3-484d-be87-e023b12c6440");
    expect(missing).not.toContain("New-MgRoleManagementDirectoryRoleAssignment");
  });

  test("no directory role: says which to give, in the portal and in PowerShell", async () => {
    const seed = withRights(automation.appId, { directoryRoles: [] });
    const running = await startTestTenant({ seed });
    for (const [purpose, role, template] of [
      ["up", "Exchange Administrator", "29232cdf-9323-42fd-ade2-1d097af3e4de"],
      ["preview", "Global Reader", "f2ef992c-3afb-46b9-b7cf-a126ee74c451"],
    ] as const) {
      const diagnosis = await diagnose({ running, purpose });
      expect(diagnosis.result).toBe("missing");
      expect(missingIn(diagnosis)).toContain(`Roles & admins > ${role} > Add assignments`);
      expect(missingIn(diagnosis)).toContain(`-RoleDefinitionId ${template}`);
    }
  });

  test("an identity that may only read: lacks every change for an update, and nothing for a preview", async () => {
    const running = await startTestTenant();
    const forUpdates = await diagnose({ running, as: previewReader });
    expect(forUpdates.result).toBe("missing");
    for (const resource of ["ManagementScope", "ServicePrincipal", "RoleGroup", "RoleAssignment"]) {
      expect(missingIn(forUpdates)).toContain(`${resource}: read, but not create, change or delete.`);
    }
    expect(missingIn(forUpdates)).toMatch(/New-ManagementScope.*Exchange Administrator/s);

    const forPreviews = await diagnose({ running, as: previewReader, purpose: "preview" });
    expect(forPreviews.result).toBe("fine");
    expect(read(forPreviews)).toContain('All that "pulumi preview" needs is there.');
  });

  test("an organisation without customisation: says how to enable it, and to wait", async () => {
    const seed = seedWith(({ organization }) => void (organization.hydrated = false));
    const running = await startTestTenant({ seed });
    const diagnosis = await diagnose({ running });
    expect(diagnosis.result).toBe("missing");
    expect(missingIn(diagnosis)).toMatch(/IsDehydrated is True.*Enable-OrganizationCustomization.*Wait/s);
    expect((await diagnose({ running, purpose: "preview" })).result).toBe("fine");
  });

  test("a role group without delegating assignments: says that nothing may be granted", async () => {
    const running = await startTestTenant();
    const { roleAssignments } = running.tenant.store;
    for (const { guid, delegation } of roleAssignments.all()) {
      if (delegation !== "Regular") roleAssignments.remove(guid);
    }
    const diagnosis = await diagnose({ running });
    expect(diagnosis.result).toBe("missing");
    expect(missingIn(diagnosis)).toMatch(/may not grant any role to an application/);
  });
});

test("an application that is a member of a role group needs no directory role", async () => {
  const running = await startTestTenant();
  const { appId, servicePrincipalId } = automation;
  await invokeCommand(running, "New-ServicePrincipal", { AppId: appId, ObjectId: servicePrincipalId });
  const membership = { Identity: "Organization Management", Member: servicePrincipalId, Confirm: false };
  await invokeCommand(running, "Add-RoleGroupMember", membership);
  const { directoryRoleAssignments } = running.tenant.store;
  for (const { id, principalId } of directoryRoleAssignments.all()) {
    if (principalId === servicePrincipalId) directoryRoleAssignments.remove(id);
  }

  const diagnosis = await diagnose({ running });

  expect(diagnosis.result).toBe("fine");
  expect(read(diagnosis)).toContain("as a member of a role group");
  expect(read(diagnosis)).toContain("ManagementScope: read, create, change and delete.");
});

describe("over PowerShell", () => {
  const options = { ...transports.powershell };

  test("all is there too", async () => {
    const running = await startTestTenant();
    const diagnosis = await examine({ environment: running.url, ...options }, "up", variablesFor(running));
    expect(diagnosis.result).toBe("fine");
    expect(read(diagnosis)).toContain("RoleGroup: read, create, change and delete.");
  });

  test("a shell that does not start is named, with where to tell of another", async () => {
    const running = await startTestTenant();
    const variables = { ...variablesFor(running), EXCHANGE_PWSH: "/nowhere/pwsh" };
    const diagnosis = await examine({ environment: running.url, ...options }, "up", variables);
    expect(diagnosis.result).toBe("notConnected");
    expect(missingIn(diagnosis)).toMatch(/"\/nowhere\/pwsh" did not start.*EXCHANGE_PWSH/s);
  });
});

describe("the command", () => {
  afterEach(() => {
    vi.restoreAllMocks();
    vi.unstubAllEnvs();
    process.exitCode = undefined;
  });

  async function run(as: { appId: string; secret: string }, ...args: string[]) {
    const running = await startTestTenant();
    for (const prefix of ["ARM", "AZURE"]) {
      vi.stubEnv(`${prefix}_TENANT_ID`, "");
      vi.stubEnv(`${prefix}_CLIENT_ID`, "");
      vi.stubEnv(`${prefix}_CLIENT_SECRET`, "");
    }
    vi.stubEnv("DOC_CLIENT_ID", as.appId);
    vi.stubEnv("DOC_CLIENT_SECRET", as.secret);
    const log = vi.spyOn(console, "log").mockImplementation(() => undefined);
    const connection = ["--environment", running.url, "--tenant-id", tenantId, "--credentials", "DOC"];
    await doctorCommand().parseAsync([...connection, ...args], { from: "user" });
    return { exitCode: process.exitCode, printed: log.mock.calls.map(([text]) => String(text)).join("\n") };
  }

  test("ends with 0 when all is there", async () => {
    const { exitCode, printed } = await run(automation);
    expect(exitCode).toBe(0);
    expect(printed).toContain('All that "pulumi up" needs is there.');
  });

  test("ends with 1 when something is missing, and with 0 if it is not needed", async () => {
    expect((await run(previewReader)).exitCode).toBe(1);
    expect((await run(previewReader, "--for", "preview")).exitCode).toBe(0);
  });

  test("ends with 2 without a connection, and names the variables of the prefix", async () => {
    const { exitCode, printed } = await run({ ...automation, secret: "wrong" });
    expect(exitCode).toBe(2);
    expect(printed).toContain("DOC_CLIENT_SECRET");
  });

  test("says the same as JSON, without secrets and tokens", async () => {
    const { printed } = await run(previewReader, "--json");
    const diagnosis = JSON.parse(printed) as Diagnosis;
    expect(diagnosis).toMatchObject({ result: "missing", purpose: "up" });
    expect(diagnosis.sections.map(({ title }) => title)).toEqual([
      "Who we are",
      "Exchange",
      "Organisation",
      "Microsoft Graph",
    ]);
    expect(printed).not.toContain(previewReader.secret);
    expect(printed).not.toMatch(/eyJ[\w-]+\./);
  });
});
