import { expect } from "vitest";
import type { ManagementScope, RoleAssignment } from "../../../emulator/entities";
import type { Tenant } from "../../../emulator/tenant";
import type { CommandAnswer } from "../../support/invoke-command";
import { roomBooking } from "../../support/seed";
import type { RowContext } from "./context";

export const roomsFilter = "RecipientTypeDetails -eq 'RoomMailbox'";

/** The cmdlet failed with this status and, where one is known, this type of exception. */
export function refused(answer: CommandAnswer, status: number, exceptionType?: string): void {
  expect(answer.status).toBe(status);
  if (exceptionType !== undefined) expect(answer.error?.type).toBe(exceptionType);
}

export const exceptions = {
  alreadyExists: "Microsoft.Exchange.Data.Directory.ADObjectAlreadyExistsException",
  argument: "System.ArgumentException",
  dehydrated: "Microsoft.Exchange.Configuration.Tasks.InvalidOperationInDehydratedContextException",
  invalidOperation: "System.InvalidOperationException",
  notFound: "Microsoft.Exchange.Configuration.Tasks.ManagementObjectNotFoundException",
};

type Invoke = Pick<RowContext, "invoke">;

/** A scope of the room mailboxes, or of what the filter says. */
export async function addScope(
  { invoke }: Invoke,
  name = "Rooms",
  filter = roomsFilter,
  more: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  const answer = await invoke("New-ManagementScope", {
    Name: name,
    RecipientRestrictionFilter: filter,
    ...more,
  });
  expect(answer.error).toBeUndefined();
}

/** The Exchange pointer to the seed's room booking application. */
export async function addServicePrincipal({ invoke }: Invoke): Promise<void> {
  const answer = await invoke("New-ServicePrincipal", {
    AppId: roomBooking.appId,
    ObjectId: roomBooking.servicePrincipalId,
    DisplayName: "Contoso Room Booking",
  });
  expect(answer.error).toBeUndefined();
}

/** An assignment of an application role to that application; whole organisation unless a scope is given. */
export function assign(
  { invoke }: Invoke,
  parameters: Readonly<Record<string, unknown>> = {},
): Promise<CommandAnswer> {
  return invoke("New-ManagementRoleAssignment", {
    App: roomBooking.servicePrincipalId,
    Role: "Application Calendars.ReadWrite",
    ...parameters,
  });
}

/** Pointer, scope and scoped assignment "Booking". */
export async function addScopedAssignment(context: Invoke): Promise<void> {
  await addServicePrincipal(context);
  await addScope(context);
  expect((await assign(context, { Name: "Booking", CustomResourceScope: "Rooms" })).error).toBeUndefined();
}

export function storedScope({ store }: Tenant, name: string): ManagementScope | undefined {
  return store.managementScopes.by("name", name);
}

export function storedAssignment({ store }: Tenant, name: string): RoleAssignment | undefined {
  return store.roleAssignments.by("name", name);
}
