import { domainName } from "./active-directory/names";
import type { Organization } from "./entities";

/** A DN below `parent`; the name is escaped as RFC 4514 asks. */
export function distinguishedName(name: string, ...parents: readonly string[]): string {
  return [`CN=${escape(name)}`, ...parents].join(",");
}

/** Where objects of the organisation's configuration lie. On-premises, role groups are groups of the domain. */
export function configurationContainer(
  organization: Pick<Organization, "configurationRoot" | "activeDirectory">,
  kind: string,
): string {
  if (organization.activeDirectory && kind === "Role Groups") {
    return `OU=Microsoft Exchange Security Groups,${domainName(organization.activeDirectory.forest)}`;
  }
  return `CN=${kind},CN=RBAC,${organization.configurationRoot}`;
}

/** The DN of what an object lies in. */
export function parentOf(name: string): string {
  return (name.match(/(?:\\.|[^,\\])+/gs) ?? []).slice(1).join(",");
}

/** A DN as the directory's canonical name: the domain, and from there down to the object. */
export function canonicalName(name: string): string {
  const parts = split(name);
  const domain = parts.filter(([attribute]) => attribute === "dc").map(([, value]) => value);
  const path = parts.filter(([attribute]) => attribute !== "dc").map(([, value]) => value);
  return [domain.join("."), ...path.reverse().map((value) => value.replaceAll("/", "\\/"))].join("/");
}

/** Attribute and value of each part of a DN, unescaped. */
function split(name: string): [attribute: string, value: string][] {
  const parts = name.match(/(?:\\.|[^,\\])+/gs) ?? [];
  return parts.map((part) => {
    const at = part.indexOf("=");
    return [part.slice(0, at).trim().toLowerCase(), part.slice(at + 1).replace(/\\(.)/gs, "$1")];
  });
}

function escape(name: string): string {
  return name.replace(/[\\,+"<>;=]/g, "\\$&").replace(/^[ #]| $/g, "\\$&");
}
