import { describe, expect, test } from "vitest";
import { ServiceError } from "../../providers/connection/errors";
import { accounts, type Accounts } from "../../providers/exchange/accounts";
import { Secret } from "../../providers/exchange/secret";
import type { ExchangeRecord, Parameters } from "../../providers/exchange/transport";

const guid = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, "0")}`;

const user = (number: number, more: ExchangeRecord = {}): ExchangeRecord => ({
  Guid: guid(number),
  UserPrincipalName: `u${number}@contoso.com`,
  DisplayName: `User ${number}`,
  SamAccountName: `u${number}`,
  OrganizationalUnit: "contoso.com/Users",
  DistinguishedName: `CN=u${number},OU=Service Accounts,DC=contoso,DC=com`,
  UserAccountControl: "NormalAccount",
  ResetPasswordOnNextLogon: false,
  RecipientType: "UserMailbox",
  ...more,
});
const mailbox = (number: number): ExchangeRecord => ({
  Guid: guid(number),
  Alias: `u${number}`,
  PrimarySmtpAddress: `u${number}@contoso.com`,
});

type Answer = ExchangeRecord[] | ServiceError;

/** A server that answers by a table of cmdlets, and what it was asked. */
function server(answers: Record<string, Answer | ((parameters: Parameters) => Answer)>): {
  family: Accounts;
  asked: [string, Parameters][];
} {
  const asked: [string, Parameters][] = [];
  const family = accounts({
    invoke(cmdlet, parameters = {}) {
      asked.push([cmdlet, parameters]);
      const entry = answers[cmdlet] ?? [];
      const answer = typeof entry === "function" ? entry(parameters) : entry;
      return answer instanceof ServiceError
        ? Promise.reject(answer)
        : Promise.resolve({ records: answer, warnings: [] });
    },
    organizationGuid: () => Promise.resolve(guid(0)),
    close: () => Promise.resolve(),
  });
  return { family, asked };
}

const fault = (kind: ServiceError["kind"]): ServiceError =>
  new ServiceError({ kind, operation: "Get-User", said: "no" });

describe("reading accounts", () => {
  test("who asks at the same time shares two cmdlets, and only who is missing is looked up alone", async () => {
    const { family, asked } = server({
      "Get-User": ({ Identity }) => (Identity === undefined ? [user(1), user(2)] : fault("notFound")),
      "Get-Mailbox": [mailbox(1), mailbox(2)],
    });
    const found = await Promise.all([1, 2, 3].map((number) => family.read(guid(number))));
    expect(found.map((account) => account?.mailbox?.alias)).toEqual(["u1", "u2", undefined]);
    expect(found[2]).toBeUndefined();
    const Filter = `Guid -eq '${guid(1)}' -or Guid -eq '${guid(2)}' -or Guid -eq '${guid(3)}'`;
    expect(asked).toEqual([
      ["Get-User", { Filter }],
      ["Get-Mailbox", { Filter }],
      ["Get-User", { Identity: guid(3) }],
    ]);
  });

  test("an identity that Exchange does not understand brings everybody, and counts for nobody", async () => {
    const { family } = server({ "Get-User": ({ Identity }) => (Identity === undefined ? [] : [user(1)]) });
    expect(await family.read(guid(2))).toBeUndefined();
  });

  test.each(["unavailable", "accessDenied", "throttled", "unexpected"] as const)(
    "a read that is answered %s is never an absence",
    async (kind) => {
      const { family } = server({ "Get-User": fault(kind) });
      await expect(family.read(guid(1))).rejects.toThrow("Get-User: no");
      await expect(family.get(guid(1))).rejects.toThrow("Get-User: no");
    },
  );

  test("a mailbox that one cmdlet shows and the other does not is unreadable, not disabled", async () => {
    const { family } = server({ "Get-User": [user(1)], "Get-Mailbox": fault("notFound") });
    await expect(family.get(guid(1))).rejects.toThrow(/Get-User shows a mailbox/);
  });

  test("a user without a mailbox is one, and its mailbox is not asked for", async () => {
    const { family, asked } = server({ "Get-User": [user(1, { RecipientType: "User" })] });
    expect(await family.read(guid(1))).toMatchObject({ recipientType: "User", mailbox: undefined });
    expect(asked.map(([cmdlet]) => cmdlet)).toEqual(["Get-User"]);
  });

  test.each([
    { UserAccountControl: "AccountDisabled, NormalAccount" },
    { UserAccountControl: 514 },
    { UserAccountControl: undefined, AccountDisabled: true },
    { UserAccountControl: undefined, AccountDisabled: "True" },
  ])("an account with %o is disabled", async (more) => {
    const { family } = server({ "Get-User": [user(1, more)], "Get-Mailbox": [mailbox(1)] });
    expect(await family.get(guid(1))).toMatchObject({ isEnabled: false });
  });

  test.each([{ UserAccountControl: "NormalAccount, DoNotExpirePassword" }, { UserAccountControl: 66048 }])(
    "an account with %o is enabled",
    async (more) => {
      const { family } = server({ "Get-User": [user(1, more)], "Get-Mailbox": [mailbox(1)] });
      expect(await family.get(guid(1))).toMatchObject({ isEnabled: true });
    },
  );

  test("an account of which nobody tells whether it is enabled is unreadable", async () => {
    const answers = { "Get-User": [user(1, { UserAccountControl: undefined, RecipientType: "User" })] };
    const { family } = server(answers);
    await expect(family.named("u1@contoso.com")).rejects.toThrow(/AccountDisabled/);
  });

  test("the sign-in name is a value in the filter, whatever it contains, and in any case the same", async () => {
    const { family, asked } = server({
      "Get-User": [user(1, { UserPrincipalName: "O'Brien@Contoso.com", RecipientType: "User" }), user(2)],
    });
    expect(await family.named("o'brien@contoso.com")).toMatchObject({ id: guid(1) });
    expect(asked).toEqual([["Get-User", { Filter: "UserPrincipalName -eq 'o''brien@contoso.com'" }]]);
    expect(await family.named("other@contoso.com")).toBeUndefined();
  });
});

describe("writing accounts", () => {
  const fresh = {
    name: "room-booking",
    userPrincipalName: "room-booking@contoso.com",
    displayName: "Room Booking",
    alias: "room-booking",
    password: "Correct-Horse-7",
    mustChangePassword: false,
    isEnabled: true,
  };

  test("a new one needs no change of its password, which travels as a SecureString and shows nowhere", async () => {
    const { family, asked } = server({ "New-Mailbox": [mailbox(1)] });
    expect(await family.create(fresh)).toBe(guid(1));
    const [[cmdlet, { Password, ...parameters }] = ["", {}]] = asked;
    expect([cmdlet, parameters]).toEqual([
      "New-Mailbox",
      {
        Name: "room-booking",
        UserPrincipalName: "room-booking@contoso.com",
        DisplayName: "Room Booking",
        Alias: "room-booking",
        ResetPasswordOnNextLogon: false,
      },
    ]);
    expect(Password).toBeInstanceOf(Secret);
    expect(Password).toMatchObject({ as: "secureString" });
    expect(JSON.stringify(asked)).not.toContain("Correct-Horse");
  });

  test("one that cannot sign in is made disabled", async () => {
    const { family, asked } = server({ "New-Mailbox": [mailbox(1)] });
    await family.create({ ...fresh, isEnabled: false, organizationalUnit: "contoso.com/Service Accounts" });
    expect(asked[0]?.[1]).toMatchObject({
      AccountDisabled: true,
      OrganizationalUnit: "contoso.com/Service Accounts",
    });
  });

  test("a mailbox or a user that is gone already is no error; any other failure is", async () => {
    const gone = server({ "Disable-Mailbox": fault("notFound"), "Remove-Mailbox": fault("notFound") }).family;
    expect([await gone.disableMailbox(guid(1)), await gone.remove(guid(1))]).toEqual([false, false]);
    const denied = server({ "Disable-Mailbox": fault("accessDenied") }).family;
    await expect(denied.disableMailbox(guid(1))).rejects.toThrow("no");
    const { family, asked } = server({});
    expect([await family.disableMailbox(guid(1)), await family.remove(guid(1))]).toEqual([true, true]);
    expect(asked).toEqual([
      ["Disable-Mailbox", { Identity: guid(1), Confirm: false }],
      ["Remove-Mailbox", { Identity: guid(1), Confirm: false }],
    ]);
  });
});
