import type { Organization } from "../entities";
import online from "./online.json";
import onPremises from "./on-premises.json";

/** A role group that every organisation has. */
export interface CatalogueGroup {
  readonly name: string;
  readonly description: string;
  /** What its members may do. */
  readonly roles: readonly string[];
  /** Whether it may give away every role. */
  readonly delegates?: boolean;
  /** Whether Entra fills it. */
  readonly linked?: boolean;
  readonly members?: readonly string[];
}

/** The roles and role groups that one kind of Exchange comes with, by name. */
export interface Catalogue {
  readonly applicationRoles: readonly { readonly name: string; readonly permissions: readonly string[] }[];
  readonly adminRoles: readonly string[];
  readonly viewOnlyRoles: readonly string[];
  /** Roles that hold no cmdlet: ApplicationImpersonation and its like. */
  readonly scopeOnlyRoles: readonly string[];
  readonly endUserRoles: readonly string[];
  readonly roleGroups: readonly CatalogueGroup[];
}

export const catalogues: Readonly<Record<"online" | "onPremises", Catalogue>> = { online, onPremises };

export function catalogueOf({ activeDirectory }: Pick<Organization, "activeDirectory">): Catalogue {
  return activeDirectory ? onPremises : online;
}
