import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import {
  ClientCertificateCredential,
  ClientSecretCredential,
  WorkloadIdentityCredential,
} from "@azure/identity";
import { describe, expect, it, onTestFinished } from "vitest";
import { mintFederatedToken } from "../../../emulator";
import type { RunningTenant } from "../../../emulator";
import { makeClientCertificate } from "../../support/client-certificate";
import { automation, tenantId } from "../../support/seed";
import { exchangeScope, graph, graphScope } from "../../support/sign-in";
import { startTestTenant } from "../../support/tenant";

const at = ({ url }: RunningTenant) => ({ authorityHost: url, disableInstanceDiscovery: true });

function temporaryFile(content: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), "azure-identity-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = path.join(folder, "credential");
  writeFileSync(file, content);
  return file;
}

describe("@azure/identity at the tenant's own address", () => {
  it("signs in with a secret, and the token opens Graph", async () => {
    const running = await startTestTenant();
    const credential = new ClientSecretCredential(tenantId, automation.appId, automation.secret, at(running));
    const { token, expiresOnTimestamp } = await credential.getToken(graphScope);
    expect(expiresOnTimestamp).toBeGreaterThan(Date.now() + 3_000_000);
    expect((await graph(running, token, "/v1.0/servicePrincipals")).status).toBe(200);
  });

  it("signs in with a certificate (PS256, x5t#S256)", async () => {
    const running = await startTestTenant();
    const { pem, keyCredential } = await makeClientCertificate();
    running.tenant.store.applications.update(automation.applicationId, { keyCredentials: [keyCredential] });
    const file = temporaryFile(pem);
    const credential = new ClientCertificateCredential(tenantId, automation.appId, file, at(running));
    expect((await credential.getToken(exchangeScope)).token.split(".")).toHaveLength(3);
  });

  it("is refused with a certificate that is not the application's", async () => {
    const running = await startTestTenant();
    const file = temporaryFile((await makeClientCertificate()).pem);
    const credential = new ClientCertificateCredential(tenantId, automation.appId, file, at(running));
    await expect(credential.getToken(exchangeScope)).rejects.toThrow(/AADSTS700027/);
  });

  it("signs in with a federated token, and is refused with another subject's", async () => {
    const running = await startTestTenant();
    const issuer = "https://token.actions.githubusercontent.com";
    const subject = "repo:contoso/infrastructure:ref:refs/heads/main";
    const signIn = async (token: string) =>
      new WorkloadIdentityCredential({
        tenantId,
        clientId: automation.appId,
        tokenFilePath: temporaryFile(token),
        ...at(running),
      }).getToken(graphScope);
    await expect(signIn(await mintFederatedToken({ issuer, subject }))).resolves.toHaveProperty("token");
    const otherSubject = { issuer, subject: subject.toUpperCase() };
    await expect(signIn(await mintFederatedToken(otherSubject))).rejects.toThrow(/AADSTS700213/);
  });

  it("reports a wrong secret and an unknown application by Entra's numbers, and asks once", async () => {
    const running = await startTestTenant();
    const wrong = new ClientSecretCredential(tenantId, automation.appId, "wrong", at(running));
    await expect(wrong.getToken(graphScope)).rejects.toThrow(/invalid_client: Error\(s\): 7000215/);
    const unknown = new ClientSecretCredential(tenantId, crypto.randomUUID(), "x", at(running));
    await expect(unknown.getToken(graphScope)).rejects.toThrow(/unauthorized_client: Error\(s\): 700016/);
    expect(running.requests().filter(({ method }) => method === "POST")).toHaveLength(2);
  });

  it("waits as told and asks again when the sign-in service throttles", async () => {
    const running = await startTestTenant();
    running.tenant.faults.set({ throttling: { requests: 1, retryAfterSeconds: 0, surfaces: ["signIn"] } });
    const credential = new ClientSecretCredential(tenantId, automation.appId, automation.secret, at(running));
    await expect(credential.getToken(graphScope)).resolves.toHaveProperty("token");
    const statuses = running
      .requests()
      .flatMap(({ path: asked, status }) => (asked.endsWith("/token") ? status : []));
    expect(statuses).toEqual([429, 200]);
  });

  it("needs nothing but the variables that the tenant hands out", async () => {
    const running = await startTestTenant();
    const script = `
      const { EnvironmentCredential } = require("@azure/identity");
      new EnvironmentCredential({ disableInstanceDiscovery: true }).getToken("${graphScope}")
        .then(({ token }) => process.stdout.write(String(token.split(".").length)));`;
    const { stdout } = await promisify(execFile)(process.execPath, ["-e", script], {
      env: { PATH: process.env.PATH, ...running.environment },
    });
    expect(stdout).toBe("3");
  });
});

describe("@azure/identity behind the proxy", () => {
  it("signs in at the public host without any setting of its own", async () => {
    const running = await startTestTenant();
    const script = `
      const { DefaultAzureCredential } = require("@azure/identity");
      new DefaultAzureCredential().getToken("${graphScope}")
        .then(({ token }) => process.stdout.write(JSON.parse(Buffer.from(token.split(".")[1], "base64url")).appid));`;
    const { stdout } = await promisify(execFile)(process.execPath, ["-e", script], {
      env: { PATH: process.env.PATH, ...running.proxyEnvironment },
    });
    expect(stdout).toBe(automation.appId);
    expect(running.requests().map(({ host, path: asked, status }) => ({ host, asked, status }))).toEqual([
      { host: "login.microsoftonline.com", asked: `/${tenantId}/oauth2/v2.0/token`, status: 200 },
    ]);
  });
});
