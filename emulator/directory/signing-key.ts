import { generateKeyPairSync, randomUUID } from "node:crypto";
import type { KeyObject } from "node:crypto";
import type { Tenant } from "../tenant";

export interface SigningKey {
  kid: string;
  privateKey: KeyObject;
  publicKey: KeyObject;
}

const accessTokenKeys = new WeakMap<Tenant, SigningKey>();
const testIssuerKeys = new WeakMap<Tenant, SigningKey>();

/** The key of the tenant's access tokens. It lives as long as the process: a restart makes old tokens invalid. */
export function accessTokenKey(tenant: Tenant): SigningKey {
  return keyOf(accessTokenKeys, tenant);
}

/** The key of the identity provider that stands in for every federated issuer without a key set of its own. */
export function testIssuerKey(tenant: Tenant): SigningKey {
  return keyOf(testIssuerKeys, tenant);
}

function keyOf(keys: WeakMap<Tenant, SigningKey>, tenant: Tenant): SigningKey {
  const kept = keys.get(tenant);
  if (kept) return kept;
  const made = { kid: randomUUID(), ...generateKeyPairSync("rsa", { modulusLength: 2048 }) };
  keys.set(tenant, made);
  return made;
}
