import { randomUUID } from "node:crypto";
import type { User } from "../../../emulator/entities";
import { automation } from "../../support/seed";
import { accessToken, consent, graph } from "../../support/sign-in";
import type { GraphAnswer } from "../../support/sign-in";
import type { RowContext } from "./context";

export const skus = {
  e3: "05e9a617-0261-4cee-bb44-138d3ef5d965",
  exchange: "4b9405b0-7788-4568-add1-99614e613b69",
  premium: "078d2b04-f1bd-4111-bbd4-b4b1b354cef4",
};

export const roles = {
  userAdministrator: "fe930be7-5e62-47db-91af-98c3a49a38b1",
  globalAdministrator: "62e90394-69f5-4237-9190-012177145e10",
};

export const strongPassword = "xWwvJ]6NMw+bWH-d";

/** A user as a client would create it. */
export const serviceAccount = {
  accountEnabled: true,
  displayName: "Room Service",
  mailNickname: "room-service",
  userPrincipalName: "room-service@contoso.example",
  usageLocation: "US",
  passwordProfile: { password: strongPassword, forceChangePasswordNextSignIn: false },
};

/** Sends requests as the seed's automation, which holds these permissions and directory roles. */
export type Send = (method: string, path: string, body?: unknown) => Promise<GraphAnswer>;

type Context = Pick<RowContext, "running" | "tenant">;

export async function signIn(
  { running, tenant }: Context,
  permissions: readonly string[] = ["User.ReadWrite.All"],
  directoryRoles: readonly string[] = [],
): Promise<Send> {
  consent(running, automation.servicePrincipalId, ...permissions);
  for (const role of directoryRoles) giveRole(tenant, automation.servicePrincipalId, role);
  const token = await accessToken(running);
  return (method, path, body) => graph(running, token, path, { method, body });
}

export function giveRole({ store }: RowContext["tenant"], principalId: string, role: string): void {
  store.directoryRoleAssignments.insert({
    id: randomUUID(),
    principalId,
    roleDefinitionId: role,
    directoryScopeId: "/",
  });
}

/** Creates the service account, and gives back what the store holds of it. */
export async function createUser(
  { tenant }: Context,
  send: Send,
  properties: Readonly<Record<string, unknown>> = {},
): Promise<User> {
  const { status, body } = await send("POST", "/v1.0/users", { ...serviceAccount, ...properties });
  const user = tenant.store.users.get(String(body.id));
  if (status !== 201 || !user) throw new Error(`${status} ${body.error?.message ?? ""}`);
  return user;
}

export function license(send: Send, { id }: Pick<User, "id">, ...skuIds: string[]): Promise<GraphAnswer> {
  return send("POST", `/v1.0/users/${id}/assignLicense`, {
    addLicenses: skuIds.map((skuId) => ({ skuId, disabledPlans: [] })),
    removeLicenses: [],
  });
}

export function unlicense(send: Send, { id }: Pick<User, "id">, ...skuIds: string[]): Promise<GraphAnswer> {
  return send("POST", `/v1.0/users/${id}/assignLicense`, { addLicenses: [], removeLicenses: skuIds });
}

export function mailboxOf({ tenant }: Pick<RowContext, "tenant">, { id }: Pick<User, "id">) {
  return tenant.store.recipients.find(
    ({ externalDirectoryObjectId, exchangeGuid }) =>
      externalDirectoryObjectId === id && exchangeGuid !== null,
  );
}
