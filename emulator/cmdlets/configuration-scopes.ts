import type { ManagementScope } from "../entities";
import type { Invocation } from "./cmdlet";
import { text } from "./cmdlet";
import { invalidArgument } from "./cmdlet-error";
import { refuse } from "./recipients";

const kinds = {
  ServerRestrictionFilter: "ServerScope",
  DatabaseRestrictionFilter: "DatabaseScope",
} as const;

/** What a new scope of servers or databases holds; nothing for a scope of recipients. Documented: on-premises alone. */
export function configurationRestriction(invocation: Invocation) {
  refuse(invocation, ["ServerList", "DatabaseList"]);
  const parameter = givenFilter(invocation);
  if (parameter === undefined) return undefined;
  return {
    scopeRestrictionType: kinds[parameter],
    recipientFilter: null,
    recipientRoot: null,
    ...filters(invocation, parameter),
  };
}

/** The same of a scope that is there; its kind stays what it is. */
export function changedRestriction(
  invocation: Invocation,
  { name, scopeRestrictionType }: ManagementScope,
): Partial<ManagementScope> {
  const parameter = givenFilter(invocation);
  const ofRecipients = ["RecipientRestrictionFilter", "RecipientRoot"].some((each) =>
    invocation.given.has(each),
  );
  const kind = parameter ? kinds[parameter] : ofRecipients ? "RecipientScope" : scopeRestrictionType;
  if (kind !== scopeRestrictionType) {
    throw invalidArgument(
      `The management scope '${name}' is a ${scopeRestrictionType} and can't become a ${kind}.`,
    );
  }
  return parameter ? filters(invocation, parameter) : {};
}

function givenFilter({ given }: Invocation): keyof typeof kinds | undefined {
  return (["ServerRestrictionFilter", "DatabaseRestrictionFilter"] as const).find((name) => given.has(name));
}

function filters(invocation: Invocation, parameter: keyof typeof kinds) {
  const filter = text(invocation, parameter) ?? "";
  if (filter.trim() === "") throw invalidArgument(`The parameter ${parameter} can't be empty.`);
  return {
    serverFilter: parameter === "ServerRestrictionFilter" ? filter : null,
    databaseFilter: parameter === "DatabaseRestrictionFilter" ? filter : null,
  };
}
