import { z } from "zod";
import type { Clock } from "./clock";
import { directoryRoles } from "./directory-roles";
import defaultData from "./seed-data.json";
import { expand } from "./seed-expansion";
import { mailboxSeed } from "./seed-mailbox";
import { retiredImpersonationSeed } from "./seed-retired-impersonation";
import type { StoreState } from "./store";

const guid = z.guid();
const { alias } = mailboxSeed.shape;

const mailbox = mailboxSeed.extend({
  /** The id of the user behind it in Entra. */
  id: guid,
  /** Part numbers of subscriptions. A mailbox of a seed stays without a licence too. */
  licenses: z.array(z.string()).default([]),
});

/** A user without a mailbox. */
const user = z.strictObject({
  id: guid,
  alias,
  displayName: z.string().min(1),
  licenses: z.array(z.string()).default([]),
  directoryRoles: z.array(z.enum(Object.values(directoryRoles))).default([]),
});

/** What users can be licensed from. */
const subscription = z.strictObject({
  skuId: guid,
  skuPartNumber: z.string().min(1),
  enabled: z.number().int().min(0),
  /** A plan of the service "exchange" gives its holder a mailbox. */
  servicePlans: z.array(z.strictObject({ id: guid, name: z.string().min(1), service: z.string().min(1) })),
});

const group = z.strictObject({
  id: guid,
  alias,
  displayName: z.string().min(1),
  /** Security is an Entra group that Exchange does not know. */
  type: z.enum([
    "MailUniversalSecurityGroup",
    "MailUniversalDistributionGroup",
    "RoomList",
    "GroupMailbox",
    "Security",
  ]),
  /** Aliases of mailboxes, users and groups. */
  members: z.array(z.string()).default([]),
  guid: guid.optional(),
});

const administrativeUnit = z.strictObject({
  id: guid,
  displayName: z.string().min(1),
  description: z.string().nullable().default(null),
  members: z.array(z.string()).default([]),
});

/** A first-party enterprise application that has application permissions to give. */
const resource = z.strictObject({
  id: guid,
  appId: guid,
  displayName: z.string().min(1),
  /** Permission name → id. */
  appRoles: z.record(z.string(), guid),
});

const application = z.strictObject({
  /** The app registration's object id. */
  id: guid,
  appId: guid,
  /** The enterprise application's object id. */
  servicePrincipalId: guid,
  displayName: z.string().min(1),
  secrets: z.array(z.string().min(1)).default([]),
  /** Base64 of the DER form. */
  certificates: z.array(z.base64()).default([]),
  federatedCredentials: z
    .array(
      z.strictObject({
        name: z.string().min(1),
        issuer: z.url(),
        subject: z.string().min(1),
        /** The issuer's public keys; without them the tenant's own stand-in signs for it. */
        jwks: z.strictObject({ keys: z.array(z.record(z.string(), z.json())) }).exactOptional(),
      }),
    )
    .default([]),
  /** Application permissions with consent, by name: Exchange.ManageAsApp, Calendars.Read … */
  consents: z.array(z.string()).default([]),
  directoryRoles: z.array(z.enum(Object.values(directoryRoles))).default([]),
});

export const seedSchema = z.strictObject({
  organization: z.strictObject({
    tenantId: guid,
    organizationGuid: guid,
    displayName: z.string().min(1),
    initialDomain: z.string().regex(/^[a-z0-9-]+\.onmicrosoft\.com$/),
    /** Verified custom domains. */
    domains: z.array(z.hostname()).default([]),
    /** false: Enable-OrganizationCustomization has not run yet. */
    hydrated: z.boolean().default(true),
  }),
  subscriptions: z.array(subscription).default([]),
  mailboxes: z.array(mailbox).default([]),
  users: z.array(user).default([]),
  groups: z.array(group).default([]),
  administrativeUnits: z.array(administrativeUnit).default([]),
  resources: z.array(resource).default([]),
  applications: z.array(application).default([]),
  /** Leftovers of a role that Exchange Online has taken away. */
  retiredImpersonation: retiredImpersonationSeed.exactOptional(),
});

/** What a seed file may contain. */
export type Seed = z.input<typeof seedSchema>;
export type ParsedSeed = z.output<typeof seedSchema>;

/** The Contoso tenant that the documentation speaks of. */
export function defaultSeed(): Seed {
  return defaultData as Seed;
}

/** Checks the seed and makes a tenant's content of it, the built-in roles and role groups included. */
export function expandSeed(seed: Seed, clock: Clock): StoreState {
  return expand(seedSchema.parse(seed), clock);
}
