import { ConfigurationError, ServiceError } from "../../providers/connection/errors";
import type { Finding } from "./findings";
import { noTenant, whyNotReached } from "./reachability";
import type { SignInContext } from "./tenant-steps";

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
export async function explainNoSignIn(error: ServiceError, context: SignInContext): Promise<Finding> {
  const { settings, prefix } = context;
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
  if (/AADSTS(90002|900021|900023)\b/.test(error.message)) return noTenant(context);
  const known = advice.find(([codes]) => codes.test(error.message));
  if (known) {
    return {
      verdict: "missing",
      says: `${known[1]}\nEntra says: ${firstSentence(error.said)}`,
      steps: known[2],
    };
  }
  const said: Finding = { verdict: "missing", says: firstSentence(error.message) };
  return error.kind === "unavailable" ? ((await whyNotReached(context)) ?? said) : said;
}

/** Entra adds trace ids and times that say nothing to the reader. */
function firstSentence(message: string): string {
  return message.split(/\s*(?:\r?\n|Trace ID:|\[correlation id)/)[0]?.trim() ?? message;
}
