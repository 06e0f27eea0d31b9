import { z } from "zod";
import { send } from "../../providers/connection/http";
import type { Finding } from "./findings";
import { tenantSteps, type SignInContext } from "./tenant-steps";

const certificateFaults = /SELF_SIGNED|UNABLE_TO_(VERIFY|GET)|CERT_/;

/**
 * The sign-in library tells one fault of three: no connection, no trust, no such tenant. One plain request to the same
 * address tells them apart. `undefined` if all is well there.
 */
export async function whyNotReached(context: SignInContext): Promise<Finding | undefined> {
  const { settings } = context;
  const { authorityHost } = settings.cloud;
  const url = `${authorityHost}/${settings.tenantId}/v2.0/.well-known/openid-configuration`;
  try {
    const answer = await send({ method: "GET", url, headers: { accept: "application/json" } });
    const body = await answer.text();
    return /AADSTS9000[12]\d*/.test(body) ? noTenant(context) : undefined;
  } catch (error) {
    const code = codeOf(error);
    return unreachable(authorityHost, code);
  }
}

export function noTenant(context: SignInContext): Finding {
  return {
    verdict: "missing",
    says: `There is no tenant ${context.settings.tenantId} in this cloud.`,
    steps: tenantSteps(context),
  };
}

/** `code` is Node's word for what went wrong, where there is one. */
export function unreachable(host: string, code: string | undefined): Finding {
  if (code !== undefined && certificateFaults.test(code)) {
    return {
      verdict: "missing",
      says: `${host} answers, but with a certificate that this machine does not trust (${code}).`,
      steps: [
        "A proxy that inspects traffic, or an embedded tenant, has a certificate authority of its own: set NODE_EXTRA_CA_CERTS to that authority's PEM file, in the shell or pipeline that runs Pulumi.",
      ],
    };
  }
  return {
    verdict: "missing",
    says: `${host} does not answer${code === undefined ? "" : ` (${code})`}.`,
    steps: [
      `Look whether this machine reaches ${host}. Behind a proxy, set HTTPS_PROXY.`,
      "If the tenant is in a national cloud, name that with --environment (in a stack: exchange:environment).",
    ],
  };
}

const nodeError = z.object({ code: z.string() });

function codeOf(error: unknown): string | undefined {
  const inner = error instanceof Error && error.cause !== undefined ? error.cause : error;
  return nodeError.safeParse(inner).data?.code;
}
