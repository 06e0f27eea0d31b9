const dn =
  "CN=Rooms,OU=contoso.onmicrosoft.com,OU=Microsoft Exchange Hosted Organizations,DC=NAMPR08A005,DC=PROD,DC=OUTLOOK,DC=COM";
const guid = "0f5cb6bb-60a7-4a5c-9d0c-6f4d0a2b8c11";

/** Pairs of filters that mean the same. */
export const sameMeaning: [string, string][] = [
  // The documented and observed renderings.
  ['RecipientTypeDetails -eq "RoomMailbox"', "RecipientTypeDetails -eq 'RoomMailbox'"],
  ["recipienttypedetails -EQ 'roommailbox'", "RecipientTypeDetails -eq 'RoomMailbox'"],
  ["Alias -eq user1", "Alias -eq 'user1'"],
  ["ResourceCapacity -gt 10", "ResourceCapacity -gt '10'"],
  ["HiddenFromAddressListsEnabled -eq $true", "HiddenFromAddressListsEnabled -eq 'True'"],
  ['Name -eq "O`\'Brien"', "Name -eq 'O''Brien'"],
  ["Alias -eq 'a' -and City -eq 'b'", "((Alias -eq 'a') -and (City -eq 'b'))"],
  [
    "Alias -eq 'a' -and City -eq 'b' -or Office -eq 'c'",
    "((((Alias -eq 'a') -and (City -eq 'b'))) -or (Office -eq 'c'))",
  ],
  ["-not Alias -eq 'a'", "-not(Alias -eq 'a')"],
  ["Alias -notlike 'x*'", "-not(Alias -like 'x*')"],
  ["Alias -ne 'x'", "-not(Alias -eq 'x')"],
  ["Manager -eq $null", "-not(Manager -ne $null)"],
  ["Manager -like '*'", "Manager -ne $null"],
  ["Manager -notlike '*'", "Manager -eq $null"],
  // Values of a kind.
  [`MemberOfGroup -eq '${dn}'`, `memberofgroup -eq '${dn.toLowerCase().replaceAll(",", ", ")}'`],
  ["MemberOfGroup -eq 'CN=a\\, b,DC=x'", "MemberOfGroup -eq 'CN=a\\, b,  DC=x'"],
  ["MemberOfGroup -eq 'CN=a\\\\,DC=x'", "MemberOfGroup -eq 'CN=a\\\\, DC=x'"],
  [`ExchangeGuid -eq '{${guid.toUpperCase()}}'`, `ExchangeGuid -eq '${guid}'`],
  [`Guid -eq {${guid}}`, `Guid -eq '${guid}'`],
  ["Office -eq 'Ärztehaus'", "Office -eq 'äRZTEHAUS'"],
  // Repetition.
  ["Alias -eq 'a' -or Alias -eq 'A'", "Alias -eq 'a'"],
  [
    "(Alias -eq 'a' -and (Alias -eq 'a' -or Alias -eq 'a')) -and City -eq 'b'",
    "City -eq 'b' -and Alias -eq 'a'",
  ],
  [
    "-not(-not(Alias -eq 'a' -and City -eq 'b')) -and Office -eq 'c'",
    "Alias -eq 'a' -and City -eq 'b' -and Office -eq 'c'",
  ],
];

/** Filters in all spellings that may be sent, and leave nothing to remark. */
export const withoutRemark: string[] = [
  "RecipientTypeDetails -eq 'RoomMailbox'",
  '{RecipientTypeDetails -eq "RoomMailbox"}',
  'RecipientTypeDetails -eq "RoomMailbox" -or RecipientTypeDetails -eq "EquipmentMailbox"',
  "((((RecipientTypeDetails -eq 'RoomMailbox') -or (RecipientTypeDetails -eq 'EquipmentMailbox'))) -or (ResourceType -eq 'Room'))",
  "recipienttypedetails -eq roommailbox",
  "(CustomAttribute15 -eq 'kiosk' -and City -like 'Sea*') -or -not (ExtensionCustomAttribute5 -eq 'x')",
  "MemberOfGroup -eq 'CN=Rooms\\, North,OU=Groups,DC=contoso,DC=com'",
  "MemberOfGroup -ne $null",
  "MemberOfGroup -like '*'",
  "IsMailboxEnabled -eq $true",
  "Manager -eq $null",
  "Department -like '*'",
  "UserAccountControl -eq 512",
  "ResourceCapacity -ge 10",
  "EmailAddresses -like 'smtp:room*'",
  "Alias -eq 'C$1 (x)'",
];
