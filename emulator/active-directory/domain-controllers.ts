import { CmdletError, invalidArgument, notFound } from "../cmdlets/cmdlet-error";
import type { WireObject } from "../cmdlets/wire";
import type { Tenant } from "../tenant";

interface Parameters {
  readonly values: Readonly<Record<string, unknown>>;
}

/** The domain controller that a cmdlet reads from and writes to: the one it names, or the first. None online. */
export function domainControllerFor(tenant: Tenant, { values }: Parameters): string | undefined {
  const { activeDirectory } = tenant.store.organization.get();
  if (!activeDirectory) return undefined;
  const { domainControllers, forest } = activeDirectory;
  const asked = values.DomainController;
  if (values.IgnoreDefaultScope === true) refuseInForest(tenant, values);
  if (typeof asked !== "string") return domainControllers[0];
  // A host name without its domain is completed by DNS.
  const name = asked.includes(".") ? asked : `${asked}.${forest}`;
  const found = domainControllers.find((server) => server.toLowerCase() === name.toLowerCase());
  if (found === undefined) throw unsuitable(tenant, asked);
  return found;
}

/** Documented: where the whole forest is searched, the server picks the domain controller, and only DNs are names. */
function refuseInForest({ behaviours }: Tenant, { DomainController, Identity }: Parameters["values"]): void {
  if (typeof DomainController === "string") {
    throw invalidArgument("The DomainController and IgnoreDefaultScope parameters can't be used together.");
  }
  const isName = typeof Identity !== "string" || Identity === "" || /^(?:CN|OU|DC)=/i.test(Identity);
  if (!isName && behaviours.on("whole-forest-by-dn")) throw notFound(Identity);
}

/** Every object of the directory says which domain controller it was read from. */
export function answeredBy(server: string, objects: readonly WireObject[]): readonly WireObject[] {
  return objects.map((object) =>
    "OriginatingServer" in object ? { ...object, OriginatingServer: server } : object,
  );
}

function unsuitable({ behaviours }: Tenant, server: string): CmdletError {
  return behaviours.on("unknown-domain-controller")
    ? new CmdletError(
        "Microsoft.Exchange.Data.Directory.SuitabilityDirectoryException",
        `An Active Directory error 0x51 occurred when trying to check the suitability of server '${server}'. ` +
          "Error: 'Active directory response: The LDAP server is unavailable.'",
      )
    : new CmdletError(
        "Microsoft.Exchange.Data.Directory.ADTransientException",
        `The domain controller '${server}' isn't available at the moment.`,
      );
}
