import { z } from "zod";
import type { GraphClient } from "./client";

/** A product that the organisation has licences of. */
export interface SubscribedSku {
  skuId: string;
  /** Its name in licence lists: `EXCHANGESTANDARD`. */
  skuPartNumber: string;
  /** The services in it, by the id that an assignment can disable. */
  plans: { id: string; name: string }[];
}

export interface SubscribedSkus {
  /** All of them; asked once per process. */
  list(): Promise<SubscribedSku[]>;
}

const guid = z.string().transform((text) => text.toLowerCase());

const skuSchema = z
  .object({
    skuId: guid,
    skuPartNumber: z.string(),
    servicePlans: z.array(z.object({ servicePlanId: guid, servicePlanName: z.string() })),
  })
  .transform(({ servicePlans, ...sku }): SubscribedSku => {
    const plans = servicePlans.map((plan) => ({ id: plan.servicePlanId, name: plan.servicePlanName }));
    return { ...sku, plans };
  });

/** https://learn.microsoft.com/graph/api/subscribedsku-list */
export function subscribedSkus(client: GraphClient): SubscribedSkus {
  let asked: Promise<SubscribedSku[]> | undefined;
  return {
    list() {
      asked ??= client
        .list("/subscribedSkus", { needs: "LicenseAssignment.Read.All" })
        .then((list) => z.array(skuSchema).parse(list))
        .catch((error: unknown) => {
          asked = undefined;
          throw error;
        });
      return asked;
    },
  };
}
