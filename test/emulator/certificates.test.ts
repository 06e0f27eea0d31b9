import { X509Certificate } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { rootCertificates } from "node:tls";
import { describe, expect, it, onTestFinished } from "vitest";
import { ensureCertificates } from "../../emulator";

function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "certificates-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

describe("certificates", () => {
  it("name every host that the tenant answers for, and are signed by an authority of their own", async () => {
    const { ca, certificate } = await ensureCertificates(temporaryFolder());
    const server = new X509Certificate(certificate);
    expect(server.verify(new X509Certificate(ca).publicKey)).toBe(true);
    expect(new X509Certificate(ca).ca).toBe(true);
    for (const host of [
      "localhost",
      "login.microsoftonline.com",
      "login.windows.net",
      "login.microsoft.com",
      "sts.windows.net",
      "graph.microsoft.com",
      "outlook.office365.com",
      "outlook.office.com",
      "eur01.outlook.com",
    ]) {
      expect(server.checkHost(host)).toBeDefined();
    }
    expect(server.checkIP("127.0.0.1")).toBe("127.0.0.1");
    expect(server.checkHost("example.com")).toBeUndefined();
  });

  it("are kept for the next start, the key for its owner alone and the authority's not at all", async () => {
    const folder = temporaryFolder();
    const first = await ensureCertificates(folder);
    expect(await ensureCertificates(folder)).toEqual(first);
    expect(readdirSync(folder).sort()).toEqual(["ca-bundle.pem", "ca.pem", "server-key.pem", "server.pem"]);
    expect(statSync(path.join(folder, "server-key.pem")).mode & 0o777).toBe(0o600);
    expect(readFileSync(first.caFile, "utf8")).not.toContain("PRIVATE");
  });

  it("stand beside the public authorities in the bundle", async () => {
    const { ca, caBundleFile } = await ensureCertificates(temporaryFolder());
    const bundle = readFileSync(caBundleFile, "utf8");
    expect(bundle.startsWith(ca)).toBe(true);
    expect(bundle.split("BEGIN CERTIFICATE").length).toBe(rootCertificates.length + 2);
  });

  it("are made anew when they do not fit together", async () => {
    const folder = temporaryFolder();
    const first = await ensureCertificates(folder);
    const other = await ensureCertificates(temporaryFolder());
    writeFileSync(first.caFile, other.ca);
    const second = await ensureCertificates(folder);
    expect(second.ca).not.toBe(other.ca);
    writeFileSync(path.join(folder, "server.pem"), "damaged");
    expect((await ensureCertificates(folder)).certificate).toContain("BEGIN CERTIFICATE");
  });
});
