import { expect, test } from "vitest";
import { parseUser } from "../../providers/graph/user";

const answer = {
  id: "A1B2C3D4-0000-4000-8000-000000000001",
  userPrincipalName: "room-booking@contoso.com",
  displayName: "Room Booking",
  mailNickname: "room-booking",
  mail: null,
  accountEnabled: true,
  usageLocation: null,
  passwordPolicies: null,
  assignedLicenses: [],
  onPremisesSyncEnabled: null,
};

test("a user is read with nulls as nothing and ids in lower case", () => {
  expect(parseUser(answer)).toEqual({
    id: "a1b2c3d4-0000-4000-8000-000000000001",
    userPrincipalName: "room-booking@contoso.com",
    displayName: "Room Booking",
    mailNickname: "room-booking",
    mail: undefined,
    accountEnabled: true,
    usageLocation: undefined,
    passwordPolicies: [],
    licenses: [],
    isSynchronized: false,
  });
});

test.each([
  {
    passwordPolicies: "DisablePasswordExpiration, DisableStrongPassword",
    policies: ["DisablePasswordExpiration", "DisableStrongPassword"],
  },
  { passwordPolicies: "None", policies: [] },
])("password policies $passwordPolicies are read as $policies", ({ passwordPolicies, policies }) => {
  expect(parseUser({ ...answer, passwordPolicies }).passwordPolicies).toEqual(policies);
});

test("a licence that comes only through a group is told from one that is the user's own", () => {
  const [own, both, group] = ["1", "2", "3"].map((digit) => `${digit}0000000-0000-4000-8000-000000000000`);
  const user = parseUser({
    ...answer,
    assignedLicenses: [own, both, group].map((skuId) => ({ skuId, disabledPlans: [] })),
    licenseAssignmentStates: [
      { skuId: own, assignedByGroup: null },
      { skuId: both, assignedByGroup: "g" },
      { skuId: both, assignedByGroup: null },
      { skuId: group, assignedByGroup: "g" },
    ],
  });
  expect(user.licenses.map(({ isDirect }) => isDirect)).toEqual([true, true, false]);
});

test("an answer without what was asked for is an error, not a user", () => {
  expect(() => parseUser({ ...answer, accountEnabled: undefined })).toThrow(/accountEnabled/);
});
