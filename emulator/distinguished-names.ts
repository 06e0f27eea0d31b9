import type { Organization } from "./entities";

/** A DN below `parent`; the name is escaped as RFC 4514 asks. */
export function distinguishedName(name: string, ...parents: readonly string[]): string {
  return [`CN=${escape(name)}`, ...parents].join(",");
}

export function configurationContainer(
  organization: Pick<Organization, "configurationRoot">,
  kind: string,
): string {
  return `CN=${kind},CN=RBAC,${organization.configurationRoot}`;
}

function escape(name: string): string {
  return name.replace(/[\\,+"<>;=]/g, "\\$&").replace(/^[ #]| $/g, "\\$&");
}
