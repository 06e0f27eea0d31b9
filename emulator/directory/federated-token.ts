import { createLocalJWKSet, jwtVerify, SignJWT } from "jose";
import type { JSONWebKeySet, JWTPayload } from "jose";
import type { Application, FederatedIdentityCredential } from "../entities";
import type { Tenant } from "../tenant";
import { clockTolerance, expiredAssertion, isOutsideItsTime } from "./assertion-time";
import { SignInError } from "./sign-in-error";
import { testIssuerKey } from "./signing-key";

export interface FederatedTokenOptions {
  issuer: string;
  subject: string;
  audience?: string;
  /** Seconds from now; negative for a token that is already over. */
  expiresIn?: number;
}

/** The audience that Entra expects of a federated token unless the credential says otherwise. */
const defaultAudience = "api://AzureADTokenExchange";

/**
 * A token as an external identity provider (a CI system, a cluster) would give to its workload. Tenants of this
 * process accept it for every federated credential that brings no key set of its own.
 */
export function mintFederatedToken(options: FederatedTokenOptions): Promise<string> {
  const { kid, privateKey } = testIssuerKey();
  const now = Math.floor(Date.now() / 1000);
  const expires = now + (options.expiresIn ?? 600);
  return new SignJWT()
    .setProtectedHeader({ typ: "JWT", alg: "RS256", kid })
    .setIssuer(options.issuer)
    .setSubject(options.subject)
    .setAudience(options.audience ?? defaultAudience)
    .setIssuedAt(Math.min(now, expires - 1))
    .setExpirationTime(expires)
    .sign(privateKey);
}

export async function checkFederatedToken(
  tenant: Tenant,
  application: Application,
  token: string,
  claims: JWTPayload,
): Promise<void> {
  const refuse = (code: number, what: string) =>
    new SignInError(
      tenant,
      401,
      "invalid_client",
      code,
      `No matching federated identity record found for presented assertion ${what}. Check your federated identity credential Subject, Audience and Issuer against the presented assertion.`,
    );
  const audiences = typeof claims.aud === "string" ? [claims.aud] : (claims.aud ?? []);
  const same = comparison(tenant);
  const ofIssuer = application.federatedIdentityCredentials.filter(({ issuer }) => same(issuer, claims.iss));
  if (ofIssuer.length === 0) throw refuse(700211, `issuer '${claims.iss}'`);
  const ofSubject = ofIssuer.filter(({ subject }) => same(subject, claims.sub));
  if (ofSubject.length === 0) throw refuse(700213, `subject '${claims.sub}'`);
  const credential = ofSubject.find((candidate) =>
    candidate.audiences.some((audience) => audiences.includes(audience)),
  );
  if (!credential) throw refuse(700212, `audience '${audiences.join(", ")}'`);
  await checkSignature(tenant, credential, token);
}

/** Documented since 2024: matching minds the case. */
function comparison({ behaviours }: Tenant): (kept: string, presented: string | undefined) => boolean {
  if (behaviours.on("federated-case-sensitive")) return (kept, presented) => kept === presented;
  return (kept, presented) => kept.toLowerCase() === presented?.toLowerCase();
}

async function checkSignature(
  tenant: Tenant,
  credential: FederatedIdentityCredential,
  token: string,
): Promise<void> {
  const options = { algorithms: ["RS256", "PS256", "ES256"], requiredClaims: ["exp"], clockTolerance };
  try {
    const { jwks } = credential;
    if (jwks) await jwtVerify(token, createLocalJWKSet(jwks as unknown as JSONWebKeySet), options);
    else await jwtVerify(token, testIssuerKey().publicKey, options);
  } catch (error) {
    if (isOutsideItsTime(error)) throw expiredAssertion(tenant);
    throw new SignInError(tenant, 401, "invalid_client", 50013, "Assertion failed signature validation.");
  }
}
