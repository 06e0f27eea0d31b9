import { generateKeyPairSync, randomUUID } from "node:crypto";
import type { KeyObject } from "node:crypto";

export interface SigningKey {
  kid: string;
  privateKey: KeyObject;
  publicKey: KeyObject;
}

/**
 * The key of access tokens: one for all tenants, as Entra has, the issuer telling them apart. It is made when it
 * is first needed and lives as long as the process, so that a restart makes old tokens invalid.
 */
export const accessTokenKey = once(makeKey);

/** The key of the identity provider that stands in for every federated issuer without a key set of its own. */
export const testIssuerKey = once(makeKey);

function makeKey(): SigningKey {
  return { kid: randomUUID(), ...generateKeyPairSync("rsa", { modulusLength: 2048 }) };
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
