import { X509Certificate } from "node:crypto";
import { decodeJwt, decodeProtectedHeader, jwtVerify } from "jose";
import type { JWTPayload } from "jose";
import type { Application, KeyCredential } from "../entities";
import { vendorHosts } from "../hosts";
import type { Tenant } from "../tenant";
import { clockTolerance, expiredAssertion, isOutsideItsTime } from "./assertion-time";
import { checkFederatedToken } from "./federated-token";
import { SignInError } from "./sign-in-error";

export const assertionType = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/**
 * Throws unless the assertion is the application's own, signed with one of its certificates, or a token that
 * one of its federated credentials accepts. Times are compared with the present: the client made them by its
 * own clock, which knows nothing of the tenant's virtual one.
 */
export async function checkClientAssertion(
  tenant: Tenant,
  application: Application,
  assertion: string,
): Promise<void> {
  const claims = readClaims(tenant, assertion);
  const own = [claims.iss, claims.sub].every(
    (name) => name?.toLowerCase() === application.appId.toLowerCase(),
  );
  if (own) await checkCertificateAssertion(tenant, application, assertion);
  else await checkFederatedToken(tenant, application, assertion, claims);
}

function readClaims(tenant: Tenant, assertion: string): JWTPayload {
  try {
    return decodeJwt(assertion);
  } catch {
    throw new SignInError(tenant, 400, "invalid_request", 50027, "JWT token is invalid or malformed.");
  }
}

async function checkCertificateAssertion(
  tenant: Tenant,
  application: Application,
  assertion: string,
): Promise<void> {
  const certificate = findCertificate(tenant, application, assertion);
  const { aud } = await verify(tenant, assertion, certificate);
  const audiences = typeof aud === "string" ? [aud] : (aud ?? []);
  if (!audiences.some(isTokenUrl)) {
    throw new SignInError(
      tenant,
      401,
      "invalid_client",
      700023,
      "Client assertion audience claim does not match.",
    );
  }
}

async function verify(tenant: Tenant, assertion: string, certificate: X509Certificate): Promise<JWTPayload> {
  try {
    const options = { algorithms: ["PS256", "RS256"], requiredClaims: ["exp"], clockTolerance };
    return (await jwtVerify(assertion, certificate.publicKey, options)).payload;
  } catch (error) {
    if (isOutsideItsTime(error)) throw expiredAssertion(tenant);
    throw new SignInError(
      tenant,
      401,
      "invalid_client",
      700027,
      "The client assertion failed signature validation.",
    );
  }
}

/** Clients name the certificate by its SHA-1 or SHA-256 thumbprint, in either base64 alphabet, padded or not. */
function findCertificate(tenant: Tenant, application: Application, assertion: string): X509Certificate {
  const { x5t, "x5t#S256": x5tS256 } = decodeProtectedHeader(assertion) as Record<string, unknown>;
  const found = application.keyCredentials.find((credential) => {
    const { fingerprint, fingerprint256 } = certificateOf(credential);
    return isThumbprint(x5tS256, fingerprint256) || isThumbprint(x5t, fingerprint);
  });
  if (!found) {
    throw new SignInError(
      tenant,
      401,
      "invalid_client",
      700027,
      `The certificate with identifier used to sign the client assertion is not registered on application '${application.appId}'.`,
    );
  }
  if (Date.parse(found.endDateTime) < tenant.clock.now()) {
    throw new SignInError(
      tenant,
      401,
      "invalid_client",
      1000502,
      "The provided certificate is not within its valid time range.",
    );
  }
  return certificateOf(found);
}

function certificateOf({ key }: KeyCredential): X509Certificate {
  return new X509Certificate(Buffer.from(key, "base64"));
}

function isThumbprint(header: unknown, fingerprint: string): boolean {
  if (typeof header !== "string") return false;
  return Buffer.from(header, "base64").toString("hex") === fingerprint.replaceAll(":", "").toLowerCase();
}

/** The token URL as the client resolved it: under any host that the tenant answers for, port included. */
function isTokenUrl(audience: string): boolean {
  if (!URL.canParse(audience)) return false;
  const { hostname, pathname } = new URL(audience);
  return (
    [...vendorHosts, "localhost", "127.0.0.1"].includes(hostname) &&
    /^\/[^/]+\/(oauth2\/(v2\.0\/)?token|v2\.0)\/?$/.test(pathname)
  );
}
