import { assignedPlans } from "./assigned-plans";
import type { SubscribedSku, User } from "./entities";
import type { ParsedSeed } from "./seed";

/** The subscriptions of a seed. */
export function subscribedSkus({ subscriptions }: ParsedSeed): SubscribedSku[] {
  return subscriptions.map(({ skuId, skuPartNumber, enabled, servicePlans }) => ({
    id: skuId,
    skuId,
    skuPartNumber,
    enabledUnits: enabled,
    servicePlans: servicePlans.map(({ id, name, service }) => ({
      servicePlanId: id,
      servicePlanName: name,
      service,
    })),
  }));
}

/** The licences that the part numbers stand for, with the plans that they bring. */
export function licensesOf(
  seed: ParsedSeed,
  partNumbers: readonly string[],
  now: string,
): Pick<User, "assignedLicenses" | "assignedPlans"> {
  const skus = subscribedSkus(seed);
  const assignedLicenses = partNumbers.map((partNumber) => {
    const sku = skus.find(({ skuPartNumber }) => skuPartNumber === partNumber);
    if (!sku) throw new Error(`The seed has no subscription ${partNumber}.`);
    return { skuId: sku.skuId, disabledPlans: [] };
  });
  return { assignedLicenses, assignedPlans: assignedPlans(skus, assignedLicenses, [], now) };
}
