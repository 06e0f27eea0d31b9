import type { Purpose } from "./findings";

// Portal paths and commands as documented: https://learn.microsoft.com/powershell/exchange/app-only-auth-powershell-v2

export const exchangeRoles: Record<Purpose, { name: string; template: string }> = {
  up: { name: "Exchange Administrator", template: "29232cdf-9323-42fd-ade2-1d097af3e4de" },
  preview: { name: "Global Reader", template: "f2ef992c-3afb-46b9-b7cf-a126ee74c451" },
};

/** The identity that is spoken of, by what the commands need of it. */
export interface Principal {
  name: string;
  /** The object id of the enterprise application or user. */
  objectId: string;
}

export function consentSteps({ name, objectId }: Principal): string[] {
  return [
    `Entra admin center > App registrations > ${name} > API permissions > Add a permission > APIs my organization uses > ` +
      "Office 365 Exchange Online > Application permissions > Exchange.ManageAsApp > Add permissions. " +
      "Then press: Grant admin consent.",
    "Or in PowerShell, as Global Administrator or Privileged Role Administrator:\n" +
      "Connect-MgGraph -Scopes AppRoleAssignment.ReadWrite.All,Application.Read.All\n" +
      `$exchange = Get-MgServicePrincipal -Filter "appId eq '00000002-0000-0ff1-ce00-000000000000'"\n` +
      `New-MgServicePrincipalAppRoleAssignment -ServicePrincipalId ${objectId} -PrincipalId ${objectId} ` +
      "-ResourceId $exchange.Id -AppRoleId dc50a0fb-09a3-484d-be87-e023b12c6440",
    takesEffect,
  ];
}

export function roleSteps({ name, objectId }: Principal, purpose: Purpose): string[] {
  const role = exchangeRoles[purpose];
  return [
    `Entra admin center > Roles & admins > ${role.name} > Add assignments > ${name}. The assignment must be active, ` +
      "not eligible: an application cannot activate a role.",
    "Or in PowerShell, as Privileged Role Administrator:\n" +
      "Connect-MgGraph -Scopes RoleManagement.ReadWrite.Directory\n" +
      `New-MgRoleManagementDirectoryRoleAssignment -PrincipalId ${objectId} -RoleDefinitionId ${role.template} ` +
      `-DirectoryScopeId "/"`,
    takesEffect,
  ];
}

export const customizationSteps = [
  "In Exchange Online PowerShell, as Global Administrator or Exchange Administrator (no portal has it):\n" +
    "Connect-ExchangeOnline\n" +
    "Enable-OrganizationCustomization",
  "Wait. For up to an hour Exchange can go on refusing what is created, and for up to another hour grants.",
];

export function graphSteps({ name }: Principal, permissions: string[], directoryRoles: string[]): string[] {
  return [
    ...(permissions.length === 0
      ? []
      : [
          `Entra admin center > App registrations > ${name} > API permissions > Add a permission > Microsoft Graph > ` +
            `Application permissions > ${permissions.join(", ")}. Then press: Grant admin consent.`,
        ]),
    ...directoryRoles.map(
      (role) => `Entra admin center > Roles & admins > ${role} > Add assignments > ${name}.`,
    ),
  ];
}

const takesEffect =
  "Wait: a right counts from the next sign-in, and can take half an hour to arrive. A managed identity can keep a token " +
  "without it for up to a day.";
