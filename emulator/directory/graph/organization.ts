import { Hono } from "hono";
import type { Tenant } from "../../tenant";
import { notFound } from "./graph-error";
import type { GraphEnv } from "./graph-env";
import { demand } from "./permissions";
import { respondWithEntity, respondWithList } from "./query";

export function organizationRoutes(tenant: Tenant): Hono<GraphEnv> {
  const routes = new Hono<GraphEnv>();

  routes.get("/organization", (context) => {
    demand(context, "readOrganization");
    return respondWithList(context, { name: "organization" }, [organization(tenant)]);
  });

  routes.get("/organization/:id", (context) => {
    demand(context, "readOrganization");
    const found = organization(tenant);
    if (context.req.param("id").toLowerCase() !== found.id.toLowerCase())
      throw notFound(context.req.param("id"));
    return respondWithEntity(context, { name: "organization" }, found);
  });

  routes.get("/domains", (context) => {
    demand(context, "readDomains");
    return respondWithList(context, { name: "domains" }, domains(tenant));
  });

  routes.get("/domains/:id", (context) => {
    demand(context, "readDomains");
    const found = domains(tenant).find(({ id }) => id === context.req.param("id").toLowerCase());
    if (!found) throw notFound(context.req.param("id"));
    return respondWithEntity(context, { name: "domains" }, found);
  });

  return routes;
}

function organization(tenant: Tenant) {
  const { tenantId, displayName } = tenant.store.organization.get();
  return {
    id: tenantId,
    deletedDateTime: null,
    displayName,
    tenantType: "AAD",
    onPremisesSyncEnabled: null,
    verifiedDomains: domains(tenant)
      .filter(({ isVerified }) => isVerified)
      .map(({ id, isDefault, isInitial, supportedServices }) => ({
        capabilities: supportedServices.join(", "),
        isDefault,
        isInitial,
        name: id,
        type: "Managed",
      })),
  };
}

function domains(tenant: Tenant) {
  const { domains: all, initialDomain } = tenant.store.organization.get();
  return all.map(({ name, isDefault, isVerified }) => ({
    authenticationType: "Managed",
    availabilityStatus: null,
    id: name.toLowerCase(),
    isAdminManaged: true,
    isDefault,
    isInitial: name.toLowerCase() === initialDomain.toLowerCase(),
    isRoot: true,
    isVerified,
    supportedServices: isVerified ? ["Email", "OfficeCommunicationsOnline"] : [],
  }));
}
