import { z } from "zod";
import { OperationError } from "../connection/errors";
import type { Directory } from "../graph/directory";
import type { SubscribedSku } from "../graph/subscribed-skus";
import type { AssignedLicense, User } from "../graph/user";

export type LicensesMode = "additive" | "exact";

/** Licences as a program names them, each with its SKU id if the organisation has the product. */
export type ResolvedLicenses = Map<string, string | undefined>;

export interface LicenseChange {
  add: string[];
  remove: string[];
}

/** Service plans that hold a mailbox, as opposed to those that only add something to one. */
const mailboxPlan = /^EXCHANGE_[A-Z]_(STANDARD|ENTERPRISE|DESKLESS|ESSENTIALS)/;

/** Finds the SKU ids. Part numbers need the organisation's list of products, ids do not. */
export async function resolveLicenses(
  { subscribedSkus }: Directory,
  names: readonly string[],
): Promise<ResolvedLicenses> {
  const isId = (name: string): boolean => z.guid().safeParse(name).success;
  const skus = names.every(isId) ? [] : await subscribedSkus.list();
  const idOf = (name: string): string | undefined =>
    isId(name)
      ? name.toLowerCase()
      : skus.find(({ skuPartNumber }) => skuPartNumber.toLowerCase() === name.toLowerCase())?.skuId;
  return new Map(names.map((name) => [name, idOf(name)]));
}

/** Refuses names that the organisation has no product of, before anything is written. */
export async function refuseUnknown(
  { subscribedSkus }: Directory,
  licenses: ResolvedLicenses,
): Promise<void> {
  const unknown = [...licenses].filter(([, id]) => id === undefined).map(([name]) => `"${name}"`);
  if (unknown.length === 0) return;
  const known = (await subscribedSkus.list()).map(({ skuPartNumber }) => skuPartNumber).sort();
  throw new OperationError(
    `licenses: the organisation has no product ${unknown.join(", ")}. It has ${known.join(", ") || "none"}.`,
  );
}

/** The account's licences as a program would give them: those of the list, and in exact mode the others too. */
export async function liveLicenses(
  { subscribedSkus }: Directory,
  user: User,
  licenses: ResolvedLicenses,
  mode: LicensesMode,
): Promise<string[]> {
  const listed = [...licenses].filter(([, id]) => id !== undefined && has(user, id)).map(([name]) => name);
  const others = mode === "exact" ? othersOf(user, licenses) : [];
  if (others.length === 0) return listed;
  const skus = await subscribedSkus.list();
  return [...listed, ...others.map((id) => nameOf(id, skus))];
}

/** What to assign and what to take away; `former` is the list that this one follows. */
export function changeOf(
  user: User,
  licenses: ResolvedLicenses,
  former: ResolvedLicenses,
  mode: LicensesMode,
): LicenseChange {
  const wanted = idsOf(licenses);
  const dropped =
    mode === "exact" ? othersOf(user, licenses) : idsOf(former).filter((id) => !wanted.includes(id));
  return {
    add: wanted.filter((id) => !has(user, id)),
    remove: dropped.filter((id) => user.licenses.some(({ skuId, isDirect }) => skuId === id && isDirect)),
  };
}

/** Taking the last licence with a mailbox away disconnects the mailbox, which is deleted after 30 days. */
export async function refuseMailboxLoss(
  { subscribedSkus }: Directory,
  user: User,
  { add, remove }: LicenseChange,
): Promise<void> {
  if (remove.length === 0) return;
  const skus = await subscribedSkus.list();
  const kept = user.licenses.filter(({ skuId }) => !remove.includes(skuId));
  const remaining = [...kept, ...add.map((skuId) => ({ skuId, disabledPlans: [], isDirect: true }))];
  if (remaining.some((license) => carriesMailbox(license, skus, false))) return;
  const carrying = user.licenses.filter(
    (license) => remove.includes(license.skuId) && carriesMailbox(license, skus, true),
  );
  if (carrying.length === 0) return;
  throw new OperationError(
    `without ${carrying.map(({ skuId }) => nameOf(skuId, skus)).join(" and ")} the account has no licence for a mailbox. ` +
      "Exchange would disconnect its mailbox, and delete it after 30 days. Nothing was changed. " +
      "Keep the licence, give another one with Exchange Online, or set allowMailboxRemoval: true.",
  );
}

/** `otherwise` is the answer for a product that the organisation does not list (any more). */
function carriesMailbox(license: AssignedLicense, skus: SubscribedSku[], otherwise: boolean): boolean {
  const sku = skus.find(({ skuId }) => skuId === license.skuId);
  if (sku === undefined) return otherwise;
  return sku.plans.some(({ id, name }) => mailboxPlan.test(name) && !license.disabledPlans.includes(id));
}

function othersOf(user: User, licenses: ResolvedLicenses): string[] {
  const listed = idsOf(licenses);
  return user.licenses
    .filter(({ skuId, isDirect }) => isDirect && !listed.includes(skuId))
    .map(({ skuId }) => skuId);
}

function has(user: User, id: string): boolean {
  return user.licenses.some(({ skuId }) => skuId === id);
}

function idsOf(licenses: ResolvedLicenses): string[] {
  return [...licenses.values()].filter((id) => id !== undefined);
}

function nameOf(id: string, skus: SubscribedSku[]): string {
  return skus.find(({ skuId }) => skuId === id)?.skuPartNumber ?? id;
}
