import { isMultiValuedChange } from "../binder";
import type { ActiveDirectory, Json, Organization } from "../entities";
import type { Tenant } from "../tenant";
import type { Cmdlet, Invocation } from "./cmdlet";
import { enableCustomization, showsDehydrated } from "./hydration";
import { distinguishedName } from "../distinguished-names";
import { changedList } from "./multi-valued";
import { guid, wireObject } from "./wire";
import type { WireObject, WireValue } from "./wire";
import { pascalCase } from "../access/recipient-properties";

export const organizationCmdlets: readonly Cmdlet[] = [
  { name: "Get-OrganizationConfig", run: get, partial: "An extract of the properties." },
  {
    name: "Set-OrganizationConfig",
    run: change,
    partial: "Settings are kept and shown, and have no effect.",
  },
  { name: "Enable-OrganizationCustomization", run: enable },
];

function get({ tenant }: Invocation): WireObject[] {
  const organization = tenant.store.organization.get();
  const name = organization.activeDirectory ? organization.displayName : organization.initialDomain;
  return [
    wireObject({
      EwsAllowedAppIDs: null,
      EwsEnabled: null,
      ...(organization.activeDirectory ? ofServer(organization.activeDirectory) : ofService(tenant)),
      ...settings(organization),
      Identity: name,
      Id: name,
      Name: name,
      DisplayName: organization.activeDirectory ? "" : organization.displayName,
      DistinguishedName: organization.activeDirectory
        ? organization.configurationRoot
        : distinguishedName(name, organization.configurationRoot),
      Guid: guid(organization.organizationGuid),
      ExchangeObjectId: guid(organization.organizationGuid),
      RBACConfigurationVersion: "0.1 (15.20.0.0)",
      IsValid: true,
      ObjectState: "Unchanged",
    }),
  ];
}

function ofService(tenant: Tenant): Record<string, WireValue> {
  return {
    EnforceExoAppRbacPermissions: false,
    ExternalDirectoryOrganizationId: tenant.store.organization.get().tenantId,
    IsDehydrated: showsDehydrated(tenant),
  };
}

function ofServer({ domainControllers }: ActiveDirectory): Record<string, WireValue> {
  return { OrganizationId: "", OriginatingServer: domainControllers[0] ?? "" };
}

const common = new Set(["Confirm", "WhatIf", "Force", "Identity", "DomainController"]);

function change({ tenant, values, given }: Invocation): undefined {
  const { config } = tenant.store.organization.get();
  const settled = [...given]
    .filter((name) => !common.has(name))
    .map((name): [string, Json] => [camelCase(name), changed(values[name], config[camelCase(name)])]);
  tenant.store.organization.update({ config: { ...config, ...Object.fromEntries(settled) } });
}

/** Returns at once; when creations work is another matter. */
function enable({ tenant }: Invocation): undefined {
  enableCustomization(tenant);
}

function settings({ config }: Organization): Record<string, WireValue> {
  const wire = (value: Json): WireValue => {
    if (Array.isArray(value)) return value.map(String);
    return typeof value === "object" ? null : value;
  };
  return Object.fromEntries(Object.entries(pascalCase(config)).map(([name, value]) => [name, wire(value)]));
}

function camelCase(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

/** The setting's new value; a hashtable of Add and Remove changes the list that it has. */
function changed(value: unknown, current: Json | undefined): Json {
  if (!isMultiValuedChange(value)) return (value ?? null) as Json;
  return changedList(value, [current ?? []].flat().map(String), (entry) => entry);
}
