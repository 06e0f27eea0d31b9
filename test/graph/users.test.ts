import { expect, test } from "vitest";
import { ServiceError } from "../../providers/connection/errors";
import type { GraphClient } from "../../providers/graph/client";
import { users } from "../../providers/graph/users";

const id = "a1b2c3d4-0000-4000-8000-000000000001";
const user = {
  id,
  userPrincipalName: "room-booking@contoso.com",
  displayName: "Room Booking",
  accountEnabled: true,
  assignedLicenses: [],
};

/** A Graph whose lists show what they are told to, and whose look-ups know what they are told to. */
function graph(listed: unknown[], known: unknown[] = []) {
  const filters: (string | undefined)[] = [];
  const client: GraphClient = {
    list: (_, { query }) => {
      filters.push(query?.["filter"]);
      return Promise.resolve(listed);
    },
    request: () =>
      known.length > 0
        ? Promise.resolve(known[0])
        : Promise.reject(new ServiceError({ kind: "notFound", operation: "GET", said: "not there" })),
  };
  return { filters, users: users(client) };
}

test("a user that a late list lacks is there if the look-up by id says so, and absent only if that says no", async () => {
  expect(await graph([], [user]).users.read(id)).toMatchObject({ id });
  expect(await graph([], []).users.read(id)).toBeUndefined();
  expect(await graph([user]).users.read(id)).toMatchObject({ id });
});

test("a quote in a name stays within the filter's text", async () => {
  const { users: directory, filters } = graph([]);
  await directory.named("o'brien' or true or '@contoso.com");
  expect(filters).toEqual(["userPrincipalName eq 'o''brien'' or true or ''@contoso.com'"]);
});

test("deleted users are known by their name, with or without the id that Entra puts before it", async () => {
  const deleted = { id, displayName: "Room Booking", deletedDateTime: "2026-11-01T00:00:00Z" };
  const prefixed = `${id.replaceAll("-", "")}Room-Booking@contoso.com`;
  for (const userPrincipalName of ["Room-Booking@contoso.com", prefixed]) {
    const { users: directory } = graph([{ ...deleted, userPrincipalName }]);
    expect(await directory.deletedNamed("room-booking@contoso.com"), userPrincipalName).toEqual([deleted]);
    expect(await directory.deletedNamed("booking@contoso.com"), userPrincipalName).toEqual([]);
  }
});
