import { z } from "zod";
import type { GraphClient } from "./client";

const listSchema = z.array(z.object({ id: z.string() }));

export interface Applications {
  /** The object id of an application's enterprise application; `undefined` if there is none, or if it shows none yet. */
  enterpriseApplicationId(appId: string): Promise<string | undefined>;
  /** The object id of an application's registration, if it is registered in this tenant. */
  registrationId(appId: string): Promise<string | undefined>;
}

export function applications(client: GraphClient): Applications {
  async function idByAppId(collection: string, appId: string): Promise<string | undefined> {
    const query = { filter: `appId eq '${appId}'`, select: "id" };
    const found = await client.list(collection, { query, needs: "Application.Read.All" });
    return listSchema.parse(found)[0]?.id.toLowerCase();
  }
  return {
    enterpriseApplicationId: (appId) => idByAppId("/servicePrincipals", appId),
    registrationId: (appId) => idByAppId("/applications", appId),
  };
}
