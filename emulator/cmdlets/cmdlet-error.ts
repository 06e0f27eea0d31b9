import { createHash } from "node:crypto";
import type { Organization } from "../entities";

/** A cmdlet's failure. Clients tell failures apart by the exception's type; the texts may be localised. */
export class CmdletError extends Error {
  constructor(
    readonly exceptionType: string,
    message: string,
    readonly status: 400 | 404 | 500 = 400,
    private readonly id?: string,
    /** Whether what the cmdlet has written until then stays written. */
    readonly keepsWrites = false,
  ) {
    super(message);
    this.name = "CmdletError";
  }

  /** A resource name where one is known, else `Ex` and six hexadecimal digits, the same for each kind of failure. */
  get errorId(): string {
    if (this.id !== undefined) return this.id;
    if (this.exceptionType === notFoundType) return "Ex6F9304";
    return `Ex${createHash("sha1").update(this.exceptionType).digest("hex").slice(0, 6).toUpperCase()}`;
  }

  /** The same failure as a domain controller of an organisation's own puts it. */
  saidBy(server: string): CmdletError {
    const message = this.message.replaceAll(serviceDomainController, server);
    return new CmdletError(this.exceptionType, message, this.status, this.id, this.keepsWrites);
  }
}

const notFoundType = "Microsoft.Exchange.Configuration.Tasks.ManagementObjectNotFoundException";

/** The name of the domain controller that the service puts into its texts. */
export const serviceDomainController = "AM4PR01A001DC05.EURPR01A001.PROD.OUTLOOK.COM";

export function notFound(identity: string): CmdletError {
  return new CmdletError(
    notFoundType,
    `The operation couldn't be performed because object '${identity}' couldn't be found on '${serviceDomainController}'.`,
    404,
  );
}

export function ambiguous(identity: string): CmdletError {
  return new CmdletError(
    "Microsoft.Exchange.Configuration.Tasks.ManagementObjectAmbiguousException",
    `The operation couldn't be performed because '${identity}' matches multiple entries.`,
  );
}

export function alreadyExists(name: string): CmdletError {
  return new CmdletError(
    "Microsoft.Exchange.Data.Directory.ADObjectAlreadyExistsException",
    `The object '${name}' already exists.`,
  );
}

/** The same failure of a cmdlet that does not take back what it has already done. */
export function keepingWrites(error: CmdletError): CmdletError {
  return new CmdletError(error.exceptionType, error.message, error.status, error.errorId, true);
}

export function alreadyMember(member: string, group: string): CmdletError {
  return new CmdletError(
    "Microsoft.Exchange.Management.Tasks.MemberAlreadyExistsException",
    `The recipient "${member}" is already a member of the group "${group}".`,
  );
}

export function notMember(member: string, group: string): CmdletError {
  return new CmdletError(
    "Microsoft.Exchange.Management.Tasks.MemberNotFoundException",
    `The recipient "${member}" isn't a member of the group "${group}".`,
  );
}

export function notManager(): CmdletError {
  return new CmdletError(
    "Microsoft.Exchange.Configuration.Tasks.OperationRequiresGroupManagerException",
    "You don't have sufficient permissions. This operation can only be performed by a manager of the group.",
  );
}

/** PowerShell's answer to a parameter that the caller's session does not have. */
export function unknownParameter(name: string): CmdletError {
  return new CmdletError(
    "System.Management.Automation.ParameterBindingException",
    `A parameter cannot be found that matches parameter name '${name}'.`,
    400,
    "NamedParameterNotFound",
  );
}

export function invalidOperation(message: string): CmdletError {
  return new CmdletError("System.InvalidOperationException", message);
}

export function invalidArgument(message: string): CmdletError {
  return new CmdletError("System.ArgumentException", message);
}

export function invalidData(message: string): CmdletError {
  return new CmdletError("Microsoft.Exchange.Data.DataValidationException", message);
}

export function invalidFilter(kind: string, message: string): CmdletError {
  return new CmdletError("System.ArgumentException", `Invalid filter syntax. ${message}`, 400, kind);
}

export function dehydrated(): CmdletError {
  return new CmdletError(
    "Microsoft.Exchange.Configuration.Tasks.InvalidOperationInDehydratedContextException",
    "The command you tried to run isn't currently allowed in your organization. " +
      "To run this command, you first need to run the command: Enable-OrganizationCustomization.",
  );
}

export function notDelegated(organization: Named, assignment: string): CmdletError {
  return notDelegatedObject(organization, assignment, "management role assignment");
}

export function notDelegatedRole(organization: Named, role: string): CmdletError {
  return notDelegatedObject(organization, role, "management role");
}

type Named = Pick<Organization, "initialDomain" | "activeDirectory">;

function notDelegatedObject(
  { initialDomain, activeDirectory }: Named,
  name: string,
  kind: string,
): CmdletError {
  const fullName = activeDirectory ? name : `${initialDomain}\\${name}`;
  return invalidOperation(
    `You don't have access to create, change, or remove the "${fullName}" ${kind}. ` +
      "You must be assigned a delegating role assignment to the management role or its parent in the hierarchy " +
      "without a scope restriction.",
  );
}

/** What the embedded tenant does not play, said by itself instead of guessed. */
export function notPlayed(what: string): CmdletError {
  return new CmdletError("System.NotSupportedException", `The embedded tenant does not play ${what}.`);
}
