import type { Definition } from "./catalogue";

/** Where the published parameter tables contradict themselves or their own examples, they are put right. */
export const errata: Readonly<Record<string, (published: Definition) => Definition>> = {
  // Shown as mandatory, but deprecated: it is the old name of ObjectId, and the examples do without it.
  "New-ServicePrincipal": (published) => ({
    ...published,
    sets: mapSets(published, ({ mandatory, optional }) => ({
      mandatory: mandatory.filter((name) => name !== "ServiceId"),
      optional: [...optional, "ServiceId"],
    })),
  }),
  // The syntax spells one parameter otherwise than its section does, and another has the type of a third.
  "New-ApplicationAccessPolicy": ({ parameters: { PolicyScopeGroupID, ...others }, ...published }) => ({
    ...published,
    parameters: {
      ...others,
      AccessRight: { type: "ApplicationAccessPolicyRight", online: true, onPremises: false },
      ...(PolicyScopeGroupID && { PolicyScopeGroupId: PolicyScopeGroupID }),
    },
  }),
  // The switch that makes a role without a parent is published as optional in its own set.
  "New-ManagementRole": (published) => ({
    ...published,
    sets: mapSets(published, ({ mandatory, optional }) => {
      const isOwn = optional.includes("UnScopedTopLevel");
      return { mandatory: isOwn ? [...mandatory, "UnScopedTopLevel"] : mandatory, optional };
    }),
  }),
  // A parameter of the cloud, published only in the set that the cloud does not have.
  "New-RoleGroup": (published) => ({
    ...published,
    sets: mapSets(published, ({ mandatory, optional }) => ({
      mandatory,
      optional: [...new Set([...optional, "WellKnownObject"])],
    })),
  }),
  // Published in the set for another forest alone; like everywhere else it goes with whatever is changed.
  "Set-RoleGroup": (published) => ({
    ...published,
    sets: mapSets(published, ({ mandatory, optional }) => ({
      mandatory,
      optional: [...new Set([...optional, "DomainController"])],
    })),
  }),
  // The switch for each special kind of mailbox is required, as its own section says, and published as optional.
  // A parameter of the cloud is published in the set of a kind that the cloud does not have.
  "New-Mailbox": (published) => ({
    ...published,
    sets: Object.fromEntries(
      Object.entries(published.sets).map(([name, { mandatory, optional }]) => {
        const kind = kindSwitches[name] ?? name;
        return [
          name,
          {
            mandatory: optional.includes(kind) ? [...mandatory, kind] : mandatory,
            optional: name === "MicrosoftOnlineServicesID" ? [...optional, "ProxyEmailAddress"] : optional,
          },
        ];
      }),
    ),
  }),
  // Every published set is one for a special kind of mailbox; the examples disable an ordinary one.
  "Disable-Mailbox": (published) => ({
    ...published,
    sets: {
      Identity: {
        mandatory: ["Identity"],
        optional: ["Confirm", "DomainController", "IgnoreDefaultScope", "IgnoreLegalHold", "WhatIf"],
      },
      ...published.sets,
    },
  }),
};

/** The switches of New-Mailbox that are not called as the set that they are for. */
const kindSwitches: Readonly<Record<string, string>> = {
  DisabledUser: "AccountDisabled",
  LinkedRoomMailbox: "LinkedRoom",
  SupervisoryReviewPolicyMailbox: "SupervisoryReviewPolicy",
};

/**
 * The set that PowerShell takes when several fit. The tables do not say it; each is the one that the examples
 * need. Cmdlets that are not named have a set called Default or Identity, or none.
 */
export const defaultSets: Readonly<Record<string, string>> = {
  "New-ManagementScope": "RecipientFilter",
  "Set-ManagementScope": "RecipientFilter",
  "Set-ManagementRoleAssignment": "RelativeRecipientWriteScope",
  "New-ManagementRole": "NewDerivedRole",
  "New-Mailbox": "User",
  "Enable-Mailbox": "User",
  "Remove-Mailbox": "Identity",
  "Get-MailboxPermission": "AccessRights",
  "Add-MailboxPermission": "AccessRights",
  "Remove-MailboxPermission": "AccessRights",
};

/** Documented as excluding each other although they share parameter sets. */
export const exclusiveParameters: Readonly<Record<string, readonly (readonly string[])[]>> = {
  "New-ManagementRoleAssignment": [
    [
      "CustomRecipientWriteScope",
      "CustomResourceScope",
      "ExclusiveRecipientWriteScope",
      "RecipientAdministrativeUnitScope",
      "RecipientGroupScope",
      "RecipientOrganizationalUnitScope",
      "RecipientRelativeWriteScope",
    ],
    ["CustomConfigWriteScope", "ExclusiveConfigWriteScope"],
  ],
  "New-RoleGroup": [["CustomRecipientWriteScope", "RecipientOrganizationalUnitScope"]],
};

type Sets = Definition["sets"];

function mapSets({ sets }: Definition, change: (set: Sets[string]) => Sets[string]): Sets {
  return Object.fromEntries(Object.entries(sets).map(([name, set]) => [name, change(set)]));
}
