import type { Session } from "./session";

export type SignInContext = Pick<Session, "settings" | "prefix">;

/** How to find the tenant's id, and where to give it. */
export function tenantSteps({ prefix }: SignInContext): string[] {
  return [
    "Find the tenant's id: Entra admin center > Overview > Tenant ID.",
    "Or in PowerShell:\nConnect-MgGraph\n(Get-MgOrganization).Id",
    `Give it with --tenant-id (in a stack: pulumi config set exchange:tenantId), or as ${prefix}_TENANT_ID. ` +
      "If the tenant is in a national cloud, name that with --environment.",
  ];
}
