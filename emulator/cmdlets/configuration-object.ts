import { timestamp } from "../clock";
import { configurationContainer, distinguishedName } from "../distinguished-names";
import type { ExchangeObject } from "../entities";
import { newGuid } from "../guids";
import type { Tenant } from "../tenant";

/** The container below RBAC in which objects of a kind lie. */
export type Container = "Scopes" | "Role Assignments" | "Roles" | "Role Groups" | "Service Principals";

/** What a new object of the organisation's configuration has from the start. */
export function newConfigurationObject(tenant: Tenant, container: Container, name: string): ExchangeObject {
  const now = timestamp(tenant.clock);
  return {
    guid: newGuid(),
    name,
    distinguishedName: configurationName(tenant, container, name),
    whenCreated: now,
    whenChanged: now,
  };
}

/** What changes with a new name. The DN holds the name, so it changes too; the Guid stays. */
export function renamed(
  tenant: Tenant,
  container: Container,
  name: string,
): Pick<ExchangeObject, "name" | "distinguishedName"> {
  return { name, distinguishedName: configurationName(tenant, container, name) };
}

function configurationName({ store }: Tenant, container: Container, name: string): string {
  return distinguishedName(name, configurationContainer(store.organization.get(), container));
}
