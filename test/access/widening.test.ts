import { expect, test } from "vitest";
import { findWidenings } from "../../providers/access/widening";
import { systemClock } from "../../providers/connection/clock";
import { ServiceError } from "../../providers/connection/errors";
import { exchange } from "../../providers/exchange/exchange";
import type { ExchangeRecord, Parameters } from "../../providers/exchange/transport";

// What no tenant of the tests shows: answers that fail for one assignee alone, and objects without what tells them.

const guid = (digit: number): string => `00000000-0000-4000-8000-00000000000${digit.toString()}`;

function assignment(digit: number, more: ExchangeRecord = {}): ExchangeRecord {
  return {
    Guid: guid(digit),
    Name: `grant ${digit.toString()}`,
    Role: "Mail Recipients",
    RoleAssignee: "Ada",
    RoleAssigneeType: "User",
    RoleAssignmentDelegationType: "Regular",
    Enabled: true,
    RecipientWriteScope: "Organization",
    ...more,
  };
}

const bounded = { RecipientWriteScope: "CustomRecipientScope", CustomRecipientWriteScope: "Rooms" };
const toGroup = { RoleAssignee: "Desk", RoleAssigneeType: "SecurityGroup" };

function clients(answers: Record<string, (parameters: Parameters) => ExchangeRecord[]>) {
  return exchange(
    {
      invoke: (cmdlet, parameters = {}) => {
        const answer = answers[cmdlet];
        if (answer === undefined) return Promise.reject(refusal(cmdlet));
        return Promise.resolve()
          .then(() => answer(parameters))
          .then((records) => ({ records, warnings: [] }));
      },
      organizationGuid: () => Promise.resolve(guid(0)),
      close: () => Promise.resolve(),
    },
    systemClock,
  );
}

function refusal(operation: string): ServiceError {
  return new ServiceError({ kind: "accessDenied", operation, said: "no" });
}

function ask(answers: Answers) {
  return findWidenings(
    { exchange: clients(answers), deployment: "online" },
    { grants: new Set([guid(1)]), as: "narrow", isFresh: false },
  );
}
type Answers = Record<string, (parameters: Parameters) => ExchangeRecord[]>;

test("who is reached by a security group is asked of Exchange, and not known if that fails", async () => {
  const list = [assignment(1, bounded), assignment(2, toGroup)];
  const answers = (reaching: () => ExchangeRecord[]): Answers => ({
    "Get-ManagementRoleAssignment": ({ RoleAssignee }) => (RoleAssignee === undefined ? list : reaching()),
    "Get-RoleGroup": () => [],
  });
  expect(await ask(answers(() => list))).toMatchObject({
    widenings: [{ wide: { guid: guid(2) } }],
    unseen: [],
  });
  expect(await ask(answers(() => []))).toEqual({ widenings: [], unseen: [] });
  const failed = await ask(
    answers(() => {
      throw refusal("Get-ManagementRoleAssignment");
    }),
  );
  expect(failed).toMatchObject({ widenings: [], unseen: [{ what: 'which grants reach "Ada"' }] });
});

test("a role group that does not show that it is empty counts as one with members", async () => {
  const list = [assignment(1, bounded), assignment(2, { ...toGroup, RoleAssigneeType: "RoleGroup" })];
  const asked: string[] = [];
  const answers = (group: ExchangeRecord): Answers => ({
    "Get-ManagementRoleAssignment": ({ RoleAssignee }) => {
      if (RoleAssignee !== undefined) asked.push(RoleAssignee as string);
      return list;
    },
    "Get-RoleGroup": () => [{ Guid: guid(3), Name: "Desk", ...group }],
  });
  expect(await ask(answers({ Members: [], RoleGroupType: "Standard" }))).toEqual({
    widenings: [],
    unseen: [],
  });
  expect(asked).toEqual([]);
  for (const group of [
    {},
    { Members: null },
    { Members: [], RoleGroupType: "Linked" },
    { Members: [], LinkedGroup: "CN=x" },
  ]) {
    expect((await ask(answers(group))).widenings, JSON.stringify(group)).toHaveLength(1);
  }
});

test("scripts without a parent, which share a type, are different roles; so are roles of no type", async () => {
  const list = [assignment(1, { ...bounded, Role: "Script A" }), assignment(2, { Role: "Script B" })];
  const ofType = (RoleType: string | null) =>
    ask({
      "Get-ManagementRoleAssignment": () => list,
      "Get-ManagementRole": () =>
        ["Script A", "Script B"].map((Name, index) => ({ Guid: guid(5 + index), Name, RoleType })),
      "Get-RoleGroup": () => [],
    });
  expect((await ofType("UnScoped")).widenings).toEqual([]);
  expect((await ofType(null)).widenings).toEqual([]);
  expect((await ofType("MailRecipients")).widenings).toHaveLength(1);
});

test("what is wrong with this package is not taken for something that could not be looked at", async () => {
  const list = [assignment(1, bounded), assignment(2, toGroup)];
  const broken = ask({
    "Get-ManagementRoleAssignment": ({ RoleAssignee }) => {
      if (RoleAssignee !== undefined) throw new TypeError("a defect");
      return list;
    },
    "Get-RoleGroup": () => [],
  });
  await expect(broken).rejects.toThrow(TypeError);
});

test("what a policy gives everybody of their own is nobody's grant that could be opened", async () => {
  const policy = {
    ...bounded,
    RoleAssignee: "Default Role Assignment Policy",
    RoleAssigneeType: "RoleAssignmentPolicy",
  };
  const list = [assignment(1), assignment(2, policy)];
  const directory = {
    exchange: clients({ "Get-ManagementRoleAssignment": () => list }),
    deployment: "online" as const,
  };
  const question = { grants: new Set([guid(1)]), as: "wide" as const, isFresh: true };
  expect(await findWidenings(directory, question)).toEqual({ widenings: [], unseen: [] });
});
