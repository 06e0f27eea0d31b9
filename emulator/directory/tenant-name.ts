import type { Tenant } from "../tenant";
import { SignInError } from "./sign-in-error";

/** A tenant is addressed by its id or by any of its verified domains. */
export function isTenantName(tenant: Tenant, name: string): boolean {
  const { tenantId, domains } = tenant.store.organization.get();
  const wanted = name.toLowerCase();
  return (
    wanted === tenantId.toLowerCase() ||
    domains.some((domain) => domain.isVerified && domain.name.toLowerCase() === wanted)
  );
}

export function unknownTenant(tenant: Tenant, name: string): SignInError {
  return new SignInError(tenant, 400, "invalid_request", 90002, `Tenant '${name}' not found.`);
}
