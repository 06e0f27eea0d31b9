import { z } from "zod";

/** A user of the directory, as far as we look after it. */
export interface User {
  id: string;
  userPrincipalName: string;
  displayName: string;
  mailNickname: string | undefined;
  /** The primary address, once there is a mailbox. */
  mail: string | undefined;
  accountEnabled: boolean;
  usageLocation: string | undefined;
  passwordPolicies: string[];
  licenses: AssignedLicense[];
  /** Mastered in an on-premises Active Directory, which overwrites what is changed here. */
  isSynchronized: boolean;
}

export interface AssignedLicense {
  skuId: string;
  disabledPlans: string[];
  /** Assigned to the user itself, and not only through a group. */
  isDirect: boolean;
}

/** Only a few of these come unless they are asked for. */
export const userProperties = [
  "id",
  "userPrincipalName",
  "displayName",
  "mailNickname",
  "mail",
  "accountEnabled",
  "usageLocation",
  "passwordPolicies",
  "assignedLicenses",
  "licenseAssignmentStates",
  "onPremisesSyncEnabled",
];

const guid = z.string().transform((text) => text.toLowerCase());
const optionalText = z
  .string()
  .nullish()
  .transform((text) => text || undefined);

const userSchema = z.object({
  id: guid,
  userPrincipalName: z.string(),
  displayName: z.string().nullish(),
  mailNickname: optionalText,
  mail: optionalText,
  accountEnabled: z.boolean(),
  usageLocation: optionalText,
  passwordPolicies: optionalText,
  assignedLicenses: z.array(z.object({ skuId: guid, disabledPlans: z.array(guid).nullish() })),
  licenseAssignmentStates: z
    .array(z.object({ skuId: guid, assignedByGroup: z.string().nullish() }))
    .nullish(),
  onPremisesSyncEnabled: z.boolean().nullish(),
});

/** https://learn.microsoft.com/graph/api/resources/user */
export function parseUser(answer: unknown): User {
  const user = userSchema.parse(answer);
  const states = user.licenseAssignmentStates ?? [];
  return {
    id: user.id,
    userPrincipalName: user.userPrincipalName,
    displayName: user.displayName ?? "",
    mailNickname: user.mailNickname,
    mail: user.mail,
    accountEnabled: user.accountEnabled,
    usageLocation: user.usageLocation,
    passwordPolicies: (user.passwordPolicies ?? "")
      .split(",")
      .map((policy) => policy.trim())
      .filter((policy) => policy !== "" && policy !== "None"),
    licenses: user.assignedLicenses.map(({ skuId, disabledPlans }) => {
      const ways = states.filter((state) => state.skuId === skuId);
      const isDirect = ways.length === 0 || ways.some(({ assignedByGroup }) => !assignedByGroup);
      return { skuId, disabledPlans: disabledPlans ?? [], isDirect };
    }),
    isSynchronized: user.onPremisesSyncEnabled === true,
  };
}
