import { SignJWT, exportJWK, generateKeyPair } from "jose";
import type { JWTHeaderParameters } from "jose";
import { describe, expect, it } from "vitest";
import { defaultSeed, mintFederatedToken } from "../../../emulator";
import type { RunningTenant } from "../../../emulator";
import { makeClientCertificate } from "../../support/client-certificate";
import type { ClientCertificate } from "../../support/client-certificate";
import { automation, tenantId } from "../../support/seed";
import { graphScope, requestToken } from "../../support/sign-in";
import { startTestTenant } from "../../support/tenant";

const issuer = "https://token.actions.githubusercontent.com";
const subject = "repo:contoso/infrastructure:ref:refs/heads/main";

const present = (running: RunningTenant, assertion: string) =>
  requestToken(running, {
    client_id: automation.appId,
    scope: graphScope,
    client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
    client_assertion: assertion,
  });

async function withCertificate(): Promise<{ running: RunningTenant; certificate: ClientCertificate }> {
  const [running, certificate] = await Promise.all([startTestTenant(), makeClientCertificate()]);
  running.tenant.store.applications.update(automation.applicationId, {
    keyCredentials: [certificate.keyCredential],
  });
  return { running, certificate };
}

function sign(
  { privateKey }: ClientCertificate,
  header: JWTHeaderParameters,
  claims: Record<string, unknown> = {},
): Promise<string> {
  const now = Date.now() / 1000;
  return new SignJWT({
    iss: automation.appId,
    sub: automation.appId,
    aud: `https://login.microsoftonline.com/${tenantId}/oauth2/v2.0/token`,
    exp: now + 600,
    jti: crypto.randomUUID(),
    ...claims,
  })
    .setProtectedHeader(header)
    .sign(privateKey);
}

const padded = (digest: Buffer) => digest.toString("base64").replaceAll("+", "-").replaceAll("/", "_");

describe("a certificate assertion", () => {
  it("is accepted in each client's spelling of the thumbprint", async () => {
    const { running, certificate } = await withCertificate();
    const { thumbprint, thumbprintSha256 } = certificate;
    const headers: JWTHeaderParameters[] = [
      { alg: "PS256", "x5t#S256": thumbprintSha256.toString("base64url") },
      { alg: "RS256", x5t: thumbprint.toString("base64url") },
      { alg: "PS256", "x5t#S256": padded(thumbprintSha256), x5c: ["MIIC\nline breaks\n"] },
      { alg: "PS256", "x5t#S256": thumbprintSha256.toString("base64") },
    ];
    for (const header of headers) {
      expect(await present(running, await sign(certificate, header))).toMatchObject({ status: 200 });
    }
  });

  it("is accepted for the token URL under every host the tenant answers for", async () => {
    const { running, certificate } = await withCertificate();
    const header = { alg: "RS256", x5t: certificate.thumbprint.toString("base64url") };
    for (const authority of [running.url, "https://127.0.0.1:1", "https://login.microsoftonline.us"]) {
      const aud = `${authority}/contoso.example/oauth2/v2.0/token`;
      expect((await present(running, await sign(certificate, header, { aud }))).status).toBe(200);
    }
    const answer = await present(
      running,
      await sign(certificate, header, { aud: "https://example.com/token" }),
    );
    expect(answer).toMatchObject({ status: 401, body: { error: "invalid_client", error_codes: [700023] } });
  });

  it("is refused when it has expired, is not valid yet, never expires or is signed by another key", async () => {
    const { running, certificate } = await withCertificate();
    const header = { alg: "PS256", "x5t#S256": certificate.thumbprintSha256.toString("base64url") };
    const now = Date.now() / 1000;
    const code = async (assertion: string) => (await present(running, assertion)).body.error_codes;
    expect(await code(await sign(certificate, header, { exp: now - 3600 }))).toEqual([700024]);
    expect(await code(await sign(certificate, header, { nbf: now + 3600 }))).toEqual([700024]);
    expect(await code(await sign(certificate, header, { exp: undefined }))).toEqual([700027]);
    expect(await code(await sign(await makeClientCertificate(), header))).toEqual([700027]);
  });

  it("that is no JWT at all is malformed", async () => {
    const running = await startTestTenant();
    expect((await present(running, "nonsense")).body).toMatchObject({ error_codes: [50027] });
  });
});

describe("a federated token", () => {
  it("must match issuer, subject and audience to the letter", async () => {
    const running = await startTestTenant();
    const code = async (options: Parameters<typeof mintFederatedToken>[0]) => {
      const { status, body } = await present(running, await mintFederatedToken(options));
      return status === 200 ? 200 : body.error_codes;
    };
    expect(await code({ issuer, subject })).toBe(200);
    expect(await code({ issuer: `${issuer}/`, subject })).toEqual([700211]);
    expect(await code({ issuer, subject: subject.replace("contoso", "Contoso") })).toEqual([700213]);
    expect(await code({ issuer, subject, audience: "api://other" })).toEqual([700212]);
    expect(await code({ issuer, subject, expiresIn: -600 })).toEqual([700024]);
  });

  it("is checked against the credential's own key set where it has one", async () => {
    const { publicKey, privateKey } = await generateKeyPair("ES256");
    const keys = [{ ...(await exportJWK(publicKey)), kid: "one" }] as never[];
    const seed = defaultSeed();
    const running = await startTestTenant({
      seed: {
        ...seed,
        applications: (seed.applications ?? []).map((one) => ({
          ...one,
          federatedCredentials: (one.federatedCredentials ?? []).map((held) => ({ ...held, jwks: { keys } })),
        })),
      },
    });
    const token = await new SignJWT({ iss: issuer, sub: subject, aud: "api://AzureADTokenExchange" })
      .setProtectedHeader({ alg: "ES256", kid: "one" })
      .setExpirationTime("5m")
      .sign(privateKey);
    expect((await present(running, token)).status).toBe(200);
    const other = await mintFederatedToken({ issuer, subject });
    expect((await present(running, other)).body).toMatchObject({ error_codes: [50013] });
  });
});
