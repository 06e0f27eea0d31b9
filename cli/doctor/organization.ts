import { isServiceError } from "../../providers/connection/errors";
import type { ExchangeRecord } from "../../providers/exchange/transport";
import type { Finding, Purpose } from "./findings";
import type { Session } from "./session";
import { customizationSteps } from "./steps";

/** The organisation's configuration, with the list of applications that may use EWS where Exchange tells it. */
export async function readOrganization({ invoke }: Session): Promise<ExchangeRecord> {
  const plain = await invoke("Get-OrganizationConfig");
  const [organization = {}] = plain.records;
  try {
    // Without this switch the list of allowed applications is left out.
    const { records } = await invoke("Get-OrganizationConfig", { RetrieveEwsOperationAccessPolicy: true });
    return records[0] ?? organization;
  } catch (error) {
    if (isServiceError(error)) return organization;
    throw error;
  }
}

export function whichOrganization(organization: ExchangeRecord, tenantId: string): Finding {
  const text = (property: string): string | undefined => {
    const value = organization[property];
    return typeof value === "string" && value !== "" ? value : undefined;
  };
  const name = text("DisplayName") ?? text("Name") ?? "without a name";
  const domain = text("Name") ?? text("Identity");
  return {
    verdict: "fine",
    says: `The tenant is "${name}"${domain ? ` (${domain})` : ""}, tenant id ${tenantId}. Its organisation in Exchange has the Guid ${text("Guid") ?? text("ExchangeObjectId") ?? "unknown"}, which the state keeps as organizationGuid.`,
  };
}

/** https://learn.microsoft.com/powershell/module/exchangepowershell/enable-organizationcustomization */
export function hydration(organization: ExchangeRecord, purpose: Purpose): Finding {
  const isDehydrated = truth(organization["IsDehydrated"]);
  if (isDehydrated === undefined) {
    return {
      verdict: "unknown",
      says: "Whether the organisation's customisation is enabled could not be found out: Exchange does not say.",
    };
  }
  if (isDehydrated) {
    return {
      verdict: purpose === "up" ? "missing" : "optional",
      says: "The organisation is not yet customised (IsDehydrated is True). Exchange refuses to create scopes, role groups and grants until it is; reading works.",
      steps: customizationSteps,
    };
  }
  return {
    verdict: "fine",
    says: "The organisation's customisation is enabled (IsDehydrated is False). That is no proof that it has taken effect: the flag changes at once, while for an hour or two after Enable-OrganizationCustomization Exchange can go on refusing new objects.",
  };
}

/** Read only, and never counted as missing: RBAC for Applications works through Graph, whatever becomes of EWS. */
export function ewsState(organization: ExchangeRecord): Finding {
  const enabled = truth(organization["EwsEnabled"]);
  const list = organization["EwsAllowedAppIDs"];
  const allowed = typeof list === "string" && list !== "" ? list : Array.isArray(list) ? list.join(", ") : "";
  const concerns = "Only integrations that still use EWS are concerned; grants for Microsoft Graph are not.";
  if (enabled === false) {
    return {
      verdict: "optional",
      says: `EWS is switched off for the organisation (EwsEnabled is False). ${concerns}`,
    };
  }
  if (enabled === undefined) {
    return {
      verdict: "optional",
      says: `Nobody has decided on EWS (EwsEnabled is not set). Microsoft switches it off, tenant by tenant, where that is so. ${concerns}`,
    };
  }
  return allowed === ""
    ? {
        verdict: "optional",
        says: `EWS is switched on (EwsEnabled is True), and no applications are listed in EwsAllowedAppIDs, or Exchange does not tell which. Without a list EWS may be refused to all. ${concerns}`,
      }
    : {
        verdict: "fine",
        says: `EWS is switched on (EwsEnabled is True), for the applications ${allowed} (EwsAllowedAppIDs). ${concerns}`,
      };
}

function truth(value: unknown): boolean | undefined {
  if (typeof value === "boolean") return value;
  if (typeof value !== "string") return undefined;
  return { true: true, false: false }[value.toLowerCase()];
}
