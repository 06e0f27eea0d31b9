/** The SamAccountName in CONTOSO\name. */
export function samAccountName({ logonName }: { readonly logonName?: string }): string {
  return logonName?.slice(logonName.indexOf("\\") + 1) ?? "";
}

/** The DN of a domain: contoso.com → DC=contoso,DC=com. */
export function domainName(forest: string): string {
  return forest
    .split(".")
    .map((part) => `DC=${part}`)
    .join(",");
}
