import { z } from "zod";
import { isServiceError } from "../connection/errors";
import { batchedReads } from "../connection/batched-reads";
import type { GraphClient, GraphRequest } from "./client";
import { parseUser, userProperties, type User } from "./user";

/** Properties by Graph's own names; what is left out stays as it is. */
export interface UserChange {
  userPrincipalName?: string;
  displayName?: string;
  mailNickname?: string;
  usageLocation?: string;
  accountEnabled?: boolean;
  passwordPolicies?: string;
  passwordProfile?: { password: string; forceChangePasswordNextSignIn: false };
}

export type NewUser = UserChange &
  Required<
    Pick<
      UserChange,
      "userPrincipalName" | "displayName" | "mailNickname" | "accountEnabled" | "passwordProfile"
    >
  >;

export interface DeletedUser {
  id: string;
  displayName: string;
  deletedDateTime: string;
}

export interface Users {
  /** The user, or `undefined` if it provably does not exist. Many who ask at the same time cost one request. */
  read(id: string): Promise<User | undefined>;
  /** The same, asked for alone. */
  get(id: string): Promise<User | undefined>;
  named(userPrincipalName: string): Promise<User | undefined>;
  /** Users that were deleted, not yet for good, and bore this name. */
  deletedNamed(userPrincipalName: string): Promise<DeletedUser[]>;
  /** Returns the new user's id. Rejects with `unavailable` if it may have been created. */
  create(user: NewUser): Promise<string>;
  change(id: string, change: UserChange): Promise<void>;
  assignLicenses(id: string, add: string[], remove: string[]): Promise<void>;
  /** Moves the user to the deleted ones, where it stays for 30 days. Whether it was there. */
  remove(id: string): Promise<boolean>;
  /** Removes a deleted user for good. Whether it was there. */
  purge(id: string): Promise<boolean>;
  restore(id: string): Promise<void>;
}

/** What one filter may combine: https://learn.microsoft.com/graph/aad-advanced-queries, seen as "Max allowed: 15". */
const idsPerRequest = 15;
const reading = "User.Read.All";
const writing = "User.ReadWrite.All, and for an account with an administrator role a higher role";
const settingPasswords =
  "User.ReadWrite.All and, because it sets a password, the directory role User Administrator or a higher one";

const idSchema = z.object({ id: z.string().transform((text) => text.toLowerCase()) });
const deletedSchema = idSchema.extend({
  userPrincipalName: z.string(),
  displayName: z.string().nullish(),
  deletedDateTime: z.string().nullish(),
});

/** https://learn.microsoft.com/graph/api/resources/users */
export function users(client: GraphClient): Users {
  const select = userProperties.join(",");

  async function filtered(filter: string): Promise<User[]> {
    return (await client.list("/users", { query: { filter, select }, needs: reading })).map(parseUser);
  }
  async function get(id: string): Promise<User | undefined> {
    const found = await absentIf404(
      client.request("GET", `/users/${id}`, { query: { select }, needs: reading }),
    );
    return found === absent ? undefined : parseUser(found);
  }
  const batches = batchedReads(idsPerRequest, (ids) => filtered(`id in (${ids.map(quoted).join(",")})`));

  return {
    get,
    // A filter may run on a copy of the directory that is late: only the lookup by id proves that a user is not there.
    read: async (id) => (await batches.read(id)) ?? (await get(id)),
    named: async (name) => (await filtered(`userPrincipalName eq ${quoted(name)}`))[0],
    async deletedNamed(name) {
      const query = { select: "id,userPrincipalName,displayName,deletedDateTime", top: "999" };
      const all = await client.list("/directory/deletedItems/microsoft.graph.user", {
        query,
        needs: reading,
      });
      return z
        .array(deletedSchema)
        .parse(all)
        .filter((user) => namesOf(user).includes(name.toLowerCase()))
        .map(({ id, displayName, deletedDateTime }) => {
          return { id, displayName: displayName ?? "", deletedDateTime: deletedDateTime ?? "" };
        });
    },
    create: async (user) =>
      idSchema.parse(await client.request("POST", "/users", { body: user, needs: writing })).id,
    async change(id, change) {
      const needs = change.passwordProfile === undefined ? writing : settingPasswords;
      await client.request("PATCH", `/users/${id}`, { body: change, needs });
    },
    async assignLicenses(id, add, remove) {
      const addLicenses = add.map((skuId) => ({ skuId, disabledPlans: [] }));
      const request: GraphRequest = {
        body: { addLicenses, removeLicenses: remove },
        needs: "LicenseAssignment.ReadWrite.All or User.ReadWrite.All",
        repeatable: true,
      };
      await client.request("POST", `/users/${id}/assignLicense`, request);
    },
    remove: (id) => isDone(client.request("DELETE", `/users/${id}`, { needs: writing })),
    purge: (id) => isDone(client.request("DELETE", `/directory/deletedItems/${id}`, { needs: writing })),
    async restore(id) {
      // Without a body; one that is restored already is not among the deleted any more.
      const request: GraphRequest = { needs: writing, repeatable: true };
      await absentIf404(client.request("POST", `/directory/deletedItems/${id}/restore`, request));
    },
  };
}

/** Entra puts a deleted user's id before its name, so that the name is free for others; some answers show it bare. */
function namesOf({ id, userPrincipalName }: z.infer<typeof deletedSchema>): string[] {
  const name = userPrincipalName.toLowerCase();
  const prefix = id.replaceAll("-", "");
  return name.startsWith(prefix) ? [name, name.slice(prefix.length)] : [name];
}

const absent = Symbol("absent");

async function absentIf404(request: Promise<unknown>): Promise<unknown> {
  try {
    return await request;
  } catch (error) {
    if (isServiceError(error, "notFound")) return absent;
    throw error;
  }
}

async function isDone(request: Promise<unknown>): Promise<boolean> {
  return (await absentIf404(request)) !== absent;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
