import { createHash, createPrivateKey, randomUUID, webcrypto } from "node:crypto";
import type { KeyObject } from "node:crypto";
import "reflect-metadata";
import * as x509 from "@peculiar/x509";
import type { KeyCredential } from "../../emulator";

export interface ClientCertificate {
  /** Private key and certificate in one, as clients want it. */
  pem: string;
  privateKey: KeyObject;
  /** SHA-1 and SHA-256 of the certificate. */
  thumbprint: Buffer;
  thumbprintSha256: Buffer;
  keyCredential: KeyCredential;
}

/** A self-signed certificate as an application would sign in with, and what its registration keeps of it. */
export async function makeClientCertificate(): Promise<ClientCertificate> {
  const crypto = webcrypto as Crypto;
  const parameters = {
    name: "RSASSA-PKCS1-v1_5",
    hash: "SHA-256",
    publicExponent: new Uint8Array([1, 0, 1]),
    modulusLength: 2048,
  };
  const keys = await crypto.subtle.generateKey(parameters, true, ["sign", "verify"]);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned(
    {
      serialNumber: "01",
      name: "CN=client",
      notBefore: new Date(Date.now() - 60_000),
      notAfter: new Date(Date.now() + 3_600_000),
      keys,
      signingAlgorithm: parameters,
    },
    crypto,
  );
  const der = Buffer.from(certificate.rawData);
  const privateKey = x509.PemConverter.encode(
    await crypto.subtle.exportKey("pkcs8", keys.privateKey),
    "PRIVATE KEY",
  );
  return {
    pem: `${privateKey}\n${certificate.toString("pem")}\n`,
    privateKey: createPrivateKey(privateKey),
    thumbprint: createHash("sha1").update(der).digest(),
    thumbprintSha256: createHash("sha256").update(der).digest(),
    keyCredential: {
      keyId: randomUUID(),
      displayName: null,
      key: der.toString("base64"),
      startDateTime: certificate.notBefore.toISOString(),
      endDateTime: certificate.notAfter.toISOString(),
    },
  };
}
