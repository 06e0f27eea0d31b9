import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { ensureCertificates } from "../../emulator/certificates";

/**
 * Node reads NODE_EXTRA_CA_CERTS only when a process starts, so the authority of every embedded tenant in the
 * tests exists before the workers do.
 */
export default async function setup(): Promise<() => void> {
  const folder = mkdtempSync(path.join(tmpdir(), "embedded-tenant-ca-"));
  const { caFile } = await ensureCertificates(folder);
  process.env.EMULATOR_CERTIFICATES = folder;
  process.env.NODE_EXTRA_CA_CERTS = caFile;
  return () => rmSync(folder, { recursive: true, force: true });
}
