import { expect } from "vitest";
import type { Asker } from "../../support/invoke-command";
import type { RowContext } from "./context";

/** Accounts of the on-premises seed beside its administrator. */
export const viewer: Asker = { username: "CONTOSO\\viewer", password: "Viewer-2026!" };
export const legacy = {
  username: "CONTOSO\\svc-legacy",
  password: "Svc-Legacy-2026!",
  name: "Legacy Booking",
  canonicalName: "contoso.com/Service Accounts/Legacy Booking",
};

export const impersonation = "ApplicationImpersonation";

/** Lets somebody impersonate: the seed's service account, with an assignment called Booking, unless told otherwise. */
export async function grantImpersonation(
  { invoke }: Pick<RowContext, "invoke">,
  parameters: Readonly<Record<string, unknown>> = {},
): Promise<Record<string, unknown>> {
  const assignee = "SecurityGroup" in parameters ? {} : { User: legacy.username };
  const grant = { Name: "Booking", Role: impersonation, ...assignee, ...parameters };
  const answer = await invoke("New-ManagementRoleAssignment", grant);
  expect(answer.error).toBeUndefined();
  return answer.objects[0] ?? {};
}

/** A scope of servers on-premises. */
export async function addServerScope({ invoke }: Pick<RowContext, "invoke">, more = {}): Promise<void> {
  const scope = { Name: "Servers", ServerRestrictionFilter: "Name -like 'EX*'", ...more };
  expect((await invoke("New-ManagementScope", scope)).error).toBeUndefined();
}
