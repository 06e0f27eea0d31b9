import { ConfigurationError, ServiceError } from "../../providers/connection/errors";
import type { Finding } from "./findings";
import type { Session } from "./session";

/** Why there is no connection, in the terms of who set the credentials up. */
export function explainNoSettings(error: ConfigurationError): Finding {
  const [says = "", ...choices] = error.message.split("\n");
  const steps = choices.map((line) => line.trim());
  const isList = says.endsWith(":");
  if (!isList) return { verdict: "missing", says, steps };
  return {
    verdict: "missing",
    says: says.slice(0, says.lastIndexOf(".") + 1),
    steps: [
      ["Set in the environment one of these, in the shell or pipeline that runs Pulumi:", ...steps].join(
        "\n",
      ),
      "If there is no application yet: Entra admin center > App registrations > New registration, then Certificates & " +
        "secrets for its secret or certificate.",
    ],
  };
}

/** https://learn.microsoft.com/entra/identity-platform/reference-error-codes */
export function explainNoSignIn(error: ServiceError, session: Session): Finding {
  const { settings, prefix } = session;
  const clientId = "clientId" in settings.credentials ? (settings.credentials.clientId ?? "") : "";
  const registration = `Entra admin center > App registrations > (search for ${clientId})`;
  const advice: readonly [RegExp, string, string[]][] = [
    [
      /AADSTS(7000215|7000222)\b/,
      "The client secret is wrong or has expired.",
      [
        `${registration} > Certificates & secrets > New client secret. Put its Value, not its Secret ID, into ` +
          `${prefix}_CLIENT_SECRET.`,
        "Or in PowerShell:\n" +
          "Connect-MgGraph -Scopes Application.ReadWrite.All\n" +
          `$app = Get-MgApplication -Filter "appId eq '${clientId}'"\n` +
          "Add-MgApplicationPassword -ApplicationId $app.Id",
      ],
    ],
    [
      /AADSTS(90002|900021|900023)\b/,
      `There is no tenant ${settings.tenantId} in this cloud.`,
      [
        "Entra admin center > Overview > Tenant ID, or in PowerShell:\nConnect-MgGraph\n(Get-MgOrganization).Id",
        `Give that id with --tenant-id (in a stack: pulumi config set exchange:tenantId), or as ${prefix}_TENANT_ID. ` +
          "If the tenant is in another cloud, name that with --environment.",
      ],
    ],
    [
      /AADSTS700016\b/,
      `The tenant ${settings.tenantId} does not know the application ${clientId}: one of the two ids is wrong, or the ` +
        "application was never added to this tenant.",
      [
        "Compare the tenant's id: Entra admin center > Overview > Tenant ID.",
        `Compare the application's id: ${registration} > Overview > Application (client) ID, for ${prefix}_CLIENT_ID.`,
      ],
    ],
    [
      /AADSTS(700027|7000218|700024|50027)\b/,
      "Entra does not accept the certificate or token that proves who the application is.",
      [
        `${registration} > Certificates & secrets > Certificates: the thumbprint must be that of the file in ` +
          `${prefix}_CLIENT_CERTIFICATE_PATH, and the certificate must not have expired.`,
      ],
    ],
    [
      /AADSTS(70021|700211|700212|700213|700223)\b/,
      "No federated credential of the application matches the pipeline's token.",
      [
        `${registration} > Certificates & secrets > Federated credentials: issuer, subject and audience must be, to the ` +
          "letter, those that the message below names.",
      ],
    ],
    [
      /AADSTS7000112\b/,
      "The application is disabled in this tenant.",
      [
        `Entra admin center > Enterprise applications > (search for ${clientId}) > Properties > Enabled for users to sign-in: Yes.`,
      ],
    ],
  ];
  const known = advice.find(([codes]) => codes.test(error.message));
  const said = firstSentence(error.message);
  if (known) return { verdict: "missing", says: `${known[1]}\nEntra says: ${said}`, steps: known[2] };
  if (error.kind !== "unavailable") return { verdict: "missing", says: said };
  return { verdict: "missing", says: said, steps: unreachableSteps(settings.cloud.authorityHost) };
}

export function unreachableSteps(host: string): string[] {
  return [
    `Look whether this machine reaches ${host}. Behind a proxy, set HTTPS_PROXY.`,
    "If a proxy or a test server has a certificate of a private authority, set NODE_EXTRA_CA_CERTS to that authority's PEM file.",
    "If the tenant is in a national cloud, name that with --environment.",
  ];
}

/** Entra adds trace ids and times that say nothing to the reader. */
function firstSentence(message: string): string {
  return message.split(/\s*(?:\r?\n|Trace ID:)/)[0]?.trim() ?? message;
}
