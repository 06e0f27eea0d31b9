import type { Tenant } from "../tenant";
import { invalidData } from "./cmdlet-error";

export const longestName = 64;

/** Refuses a name that the directory cannot hold. */
export function checkName(tenant: Tenant, name: string): string {
  if (name.trim() === "") throw invalidData("The value of property 'Name' can't be empty.");
  if (name.length > longestName && tenant.behaviours.on("name-length")) {
    throw invalidData(
      `The length of the property is too long. The maximum length is ${longestName} and the length of the value ` +
        `provided is ${name.length}.`,
    );
  }
  return name;
}

/**
 * The name of an assignment that was given none: role and assignee, cut to 64 characters; if that is taken,
 * cut to 61 and numbered up to 99.
 */
export function generatedAssignmentName(
  role: string,
  assignee: string,
  delegating: boolean,
  isTaken: (name: string) => boolean,
): string {
  const wanted = `${role}-${assignee}${delegating ? "-Delegating" : ""}`.trim();
  const first = wanted.slice(0, longestName).trim();
  if (!isTaken(first)) return first;
  for (let number = 1; number <= 99; number += 1) {
    const name = `${wanted.slice(0, longestName - 3).trim()}-${number}`;
    if (!isTaken(name)) return name;
  }
  throw invalidData(`No name is left for an assignment of ${role} to ${assignee}.`);
}
