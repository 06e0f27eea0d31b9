import { X509Certificate, createPrivateKey, randomBytes, webcrypto } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { rootCertificates } from "node:tls";
// @peculiar/x509 needs the metadata functions at load time, so this import must stay first.
import "reflect-metadata";
import * as x509 from "@peculiar/x509";
import { certificateNames } from "./hosts";

export interface Certificates {
  /** PEM file of the certificate authority that clients must trust. */
  caFile: string;
  /** The same beside the public authorities: Go and Python take it instead of their own, not in addition. */
  caBundleFile: string;
  ca: string;
  certificate: string;
  key: string;
}

const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
const day = 24 * 60 * 60 * 1000;
const lifetime = 365 * day;

/**
 * Makes the tenant's certificate authority and server certificate in `folder`, or reuses them while they are
 * valid. A process trusts them by `NODE_EXTRA_CA_CERTS`, which Node reads only at start: call this before.
 */
export async function ensureCertificates(folder: string): Promise<Certificates> {
  const kept = readCertificates(folder);
  if (kept) return kept;

  const made = await makeCertificates();
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const files = certificateFiles(folder);
  replaceFile(files.key, made.key, 0o600);
  replaceFile(files.certificate, made.certificate, 0o644);
  replaceFile(files.bundle, [made.ca, ...rootCertificates].join("\n"), 0o644);
  replaceFile(files.ca, made.ca, 0o644);
  return { ...made, caFile: files.ca, caBundleFile: files.bundle };
}

function certificateFiles(folder: string) {
  return {
    ca: path.resolve(folder, "ca.pem"),
    bundle: path.resolve(folder, "ca-bundle.pem"),
    certificate: path.resolve(folder, "server.pem"),
    key: path.resolve(folder, "server-key.pem"),
  };
}

function readCertificates(folder: string): Certificates | undefined {
  const files = certificateFiles(folder);
  if (!Object.values(files).every((file) => existsSync(file))) return undefined;
  const [ca, certificate, key] = [files.ca, files.certificate, files.key].map((file) =>
    readFileSync(file, "utf8"),
  );
  if (ca === undefined || certificate === undefined || key === undefined) return undefined;
  return areUsable(ca, certificate, key)
    ? { caFile: files.ca, caBundleFile: files.bundle, ca, certificate, key }
    : undefined;
}

function areUsable(ca: string, certificate: string, key: string): boolean {
  try {
    const authority = new X509Certificate(ca);
    const server = new X509Certificate(certificate);
    const names = server.subjectAltName?.split(", ") ?? [];
    return (
      server.verify(authority.publicKey) &&
      server.checkPrivateKey(createPrivateKey(key)) &&
      [authority, server].every(({ validTo }) => Date.parse(validTo) > Date.now() + day) &&
      certificateNames.every((name) => names.includes(`DNS:${name}`))
    );
  } catch {
    return false;
  }
}

/** The authority's private key is not kept: nobody can sign further certificates that a client would trust. */
async function makeCertificates() {
  const crypto = webcrypto as Crypto;
  const authorityKeys = await crypto.subtle.generateKey(algorithm, false, ["sign", "verify"]);
  const serverKeys = await crypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
  const validity = { notBefore: new Date(Date.now() - day), notAfter: new Date(Date.now() + lifetime) };

  const authority = await x509.X509CertificateGenerator.createSelfSigned(
    {
      serialNumber: serialNumber(),
      name: "CN=Embedded tenant CA",
      ...validity,
      signingAlgorithm: algorithm,
      keys: authorityKeys,
      extensions: [
        new x509.BasicConstraintsExtension(true, 0, true),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
        await x509.SubjectKeyIdentifierExtension.create(authorityKeys.publicKey, false, crypto),
      ],
    },
    crypto,
  );

  const server = await x509.X509CertificateGenerator.create(
    {
      serialNumber: serialNumber(),
      subject: "CN=localhost",
      issuer: authority.subject,
      ...validity,
      signingAlgorithm: algorithm,
      publicKey: serverKeys.publicKey,
      signingKey: authorityKeys.privateKey,
      extensions: [
        new x509.BasicConstraintsExtension(false, undefined, true),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
        new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
        new x509.SubjectAlternativeNameExtension([
          ...certificateNames.map((value) => ({ type: "dns" as const, value })),
          { type: "ip", value: "127.0.0.1" },
        ]),
        await x509.AuthorityKeyIdentifierExtension.create(authorityKeys.publicKey, false, crypto),
        await x509.SubjectKeyIdentifierExtension.create(serverKeys.publicKey, false, crypto),
      ],
    },
    crypto,
  );

  const privateKey = await crypto.subtle.exportKey("pkcs8", serverKeys.privateKey);
  return {
    ca: `${authority.toString("pem")}\n`,
    certificate: `${server.toString("pem")}\n`,
    key: `${x509.PemConverter.encode(privateKey, "PRIVATE KEY")}\n`,
  };
}

/** RFC 5280 wants a positive number, so the first bit stays clear. */
function serialNumber(): string {
  const bytes = randomBytes(16);
  bytes[0] = (bytes[0] ?? 0) & 0x7f;
  return bytes.toString("hex");
}

function replaceFile(file: string, content: string, mode: number): void {
  const temporary = `${file}.${process.pid}`;
  writeFileSync(temporary, content, { mode });
  renameSync(temporary, file);
}
