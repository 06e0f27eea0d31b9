import type { DriftCase } from "./engine-drift-cases";
import { skus } from "./accounts";

/** Service accounts, each with something that somebody did to it. */
export const accountDriftCases: DriftCase[] = [
  {
    kind: "ServiceAccount",
    property: "userPrincipalName",
    what: "under another sign-in name",
    declared: account("sign-in"),
    edit: () => ({ userPrincipalName: "renamed-by-hand@contoso.example" }),
    live: '"renamed-by-hand@contoso.example"',
    wanted: '"sign-in@contoso.example"',
    outcome: "repaired in place",
  },
  {
    kind: "ServiceAccount",
    property: "displayName",
    what: "with another display name",
    declared: account("display"),
    edit: () => ({ displayName: "account renamed by hand" }),
    live: '"account renamed by hand"',
    wanted: '"Account display"',
    outcome: "repaired in place",
  },
  {
    kind: "ServiceAccount",
    property: "mailNickname",
    what: "with another mail alias",
    declared: account("nickname", 'mailNickname: "the-nickname"'),
    edit: () => ({ mailNickname: "alias-by-hand" }),
    live: '"alias-by-hand"',
    wanted: '"the-nickname"',
    outcome: "repaired in place",
  },
  {
    kind: "ServiceAccount",
    property: "usageLocation",
    what: "moved to another country",
    declared: account("location", 'usageLocation: "NO"'),
    edit: () => ({ usageLocation: "DE" }),
    live: '"DE"',
    wanted: '"NO"',
    outcome: "repaired in place",
  },
  {
    kind: "ServiceAccount",
    property: "licenses",
    what: "without its licence",
    declared: account("unlicensed", 'usageLocation: "NO", licenses: ["AAD_PREMIUM", "EXCHANGESTANDARD"]'),
    edit: () => ({ assignedLicenses: [license(skus.EXCHANGESTANDARD)] }),
    live: '"EXCHANGESTANDARD"',
    wanted: '"AAD_PREMIUM"',
    outcome: "repaired in place",
  },
  {
    kind: "ServiceAccount",
    property: "licenses",
    what: "with a licence more than exactly the declared ones",
    declared: account(
      "licensed",
      'usageLocation: "NO", licenses: ["EXCHANGESTANDARD"], licensesMode: "exact"',
    ),
    edit: () => ({ assignedLicenses: [license(skus.EXCHANGESTANDARD), license(skus.AAD_PREMIUM)] }),
    live: '- [1]: "AAD_PREMIUM"',
    wanted: "~ licenses: [",
    outcome: "repaired in place",
  },
  {
    kind: "ServiceAccount",
    property: "accountEnabled",
    what: "that was blocked",
    declared: account("blocked", "accountEnabled: true"),
    edit: () => ({ accountEnabled: false }),
    live: "false",
    wanted: "true",
    outcome: "repaired in place",
  },
  {
    kind: "ServiceAccount",
    property: "disablePasswordExpiration",
    what: "whose password was made to expire",
    declared: account("expiring"),
    edit: () => ({ passwordPolicies: "None" }),
    live: "false",
    wanted: "true",
    outcome: "repaired in place",
  },
];

/** Entra gives no password back: one that somebody set by hand shows nowhere and changes nothing. */
export const accountWithOtherPassword = {
  name: "account with another password",
  declared: account("password"),
  edit: { passwordProfile: { password: "set-by-hand-1", forceChangePasswordNextSignIn: false } },
};

function account(name: string, more = ""): string {
  return `{ userPrincipalName: "${name}@contoso.example", displayName: "Account ${name}", ${more} }`;
}

function license(skuId: string): object {
  return { skuId, disabledPlans: [] };
}
