import { cmdlets } from "./cmdlets";

/** What the tenant answers, how far, and which test proves it. The behaviours have rows of their own. */
export interface CoverageRow {
  readonly kind: "cmdlet" | "route";
  /** A cmdlet's name, or a method and a path. Graph's paths stand for v1.0 and beta alike. */
  readonly surface: string;
  /** What is missing; complete without it. */
  readonly partial?: string;
  readonly test: string;
}

const graph = "test/emulator/directory/graph";
const cmdletTests: Readonly<Record<string, string>> = {
  ManagementScope: "management-scopes",
  ManagementRoleAssignment: "role-assignments",
  ServicePrincipal: "service-principals",
  ServicePrincipalAuthorization: "service-principals",
  ManagementRole: "management-roles",
  RoleGroup: "management-roles",
  Mailbox: "recipients",
  Recipient: "recipients",
  User: "recipients",
  OrganizationConfig: "organization",
  OrganizationCustomization: "organization",
};

export const coverage: readonly CoverageRow[] = [
  ...cmdlets.map(({ name, partial }) => ({
    kind: "cmdlet" as const,
    surface: name,
    ...(partial !== undefined && { partial }),
    test: `test/emulator/cmdlets/${cmdletTests[name.replace(/^[A-Za-z]+-/, "")] ?? name}.test.ts`,
  })),
];
