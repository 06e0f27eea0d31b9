import { cmdletSyntax } from "../binder";
import type { ManagementRole } from "../entities";
import { fitsPattern } from "../opath";
import { cmdletsOfRole } from "../roles/role-entries";
import type { Tenant } from "../tenant";
import type { Cmdlet, Invocation } from "./cmdlet";
import { text, texts } from "./cmdlet";
import { invalidArgument, notFound } from "./cmdlet-error";
import { refuse } from "./recipients";
import { wireObject } from "./wire";
import type { WireObject } from "./wire";

export const roleEntryCmdlets: readonly Cmdlet[] = [
  {
    name: "Get-ManagementRoleEntry",
    run: get,
    partial: "The cmdlets that are played here, in the built-in roles and what comes from them.",
  },
];

/** Documented: `role\cmdlet`, with an asterisk for either, or for a part of it. */
function get(invocation: Invocation): WireObject[] {
  refuse(invocation, ["PSSnapinName"]);
  const { tenant } = invocation;
  const identity = text(invocation, "Identity") ?? "";
  const at = identity.lastIndexOf("\\");
  if (at < 0) throw invalidArgument(`'${identity}' doesn't name a role and a cmdlet.`);
  const fits = (pattern: string, name: string) => fitsPattern(pattern.toLowerCase(), name.toLowerCase());
  const [rolePattern, cmdletPattern] = [identity.slice(0, at), identity.slice(at + 1)];
  const wanted = texts(invocation, "Parameters") ?? [];
  const types = texts(invocation, "Type");
  const found = invocation
    .view("managementRoles", "reads")
    .filter(({ name }) => fits(rolePattern, name))
    .flatMap((role) => cmdletsOfRole(tenant, role).map((cmdlet) => ({ role, cmdlet })))
    .filter(({ cmdlet }) => fits(cmdletPattern, cmdlet));
  if (found.length === 0 && !identity.includes("*")) throw notFound(identity);
  return found
    .filter(() => !types || types.some((type) => type === "Cmdlet" || type === "All"))
    .map((entry) => ({ ...entry, parameters: parametersOf(tenant, entry.cmdlet) }))
    .filter(({ parameters }) =>
      wanted.every((pattern) => parameters.some((parameter) => fits(pattern, parameter))),
    )
    .map(({ role, cmdlet, parameters }) => onTheWire(role, cmdlet, parameters));
}

/** The parameters with which a session has the cmdlet. */
export function parametersOf({ mode, behaviours }: Tenant, cmdlet: string): readonly string[] {
  const single = cmdlet === "Add-RoleGroupMember" || cmdlet === "Remove-RoleGroupMember";
  const hidden = single && !behaviours.on("bypass-switch-for-single-members");
  const all = [...(cmdletSyntax(cmdlet, mode)?.parameters.keys() ?? [])];
  return all.filter((name) => !hidden || name !== "BypassSecurityGroupManagerCheck");
}

function onTheWire({ name }: ManagementRole, cmdlet: string, parameters: readonly string[]): WireObject {
  return wireObject({
    Identity: `${name}\\${cmdlet}`,
    Id: `${name}\\${cmdlet}`,
    Name: cmdlet,
    Role: name,
    Type: "Cmdlet",
    PSSnapinName: "Microsoft.Exchange.Management.PowerShell.E2010",
    Parameters: parameters,
    IsValid: true,
    ObjectState: "Unchanged",
  });
}
