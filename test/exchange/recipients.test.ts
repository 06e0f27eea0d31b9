import { expect, test } from "vitest";
import { systemClock } from "../../providers/connection/clock";
import { recipients } from "../../providers/exchange/recipients";
import type { ExchangeRecord, Transport } from "../../providers/exchange/transport";

const adele = { Guid: "8a1c3f4e-0b52-4c9f-9d55-1f6f0f3b7d21", Name: "Adele Vance", SamAccountName: "adele" };
const alex = { Guid: "0d2b6a11-5c1e-4a3b-8f6e-2b7c9d0e1f32", Name: "Alex Wilber", SamAccountName: "alex" };

function user(identity: string, ...records: ExchangeRecord[]): Promise<{ guid: string } | undefined> {
  const transport: Transport = {
    invoke: () => Promise.resolve({ records, warnings: [] }),
    organizationGuid: () => Promise.reject(new Error("nobody asks")),
    close: () => Promise.resolve(),
  };
  return recipients(transport, systemClock).user(identity);
}

test("DOMAIN\\name is who Exchange finds by it", async () => {
  expect(await user("CONTOSO\\Adele", adele)).toMatchObject({ guid: adele.Guid });
  expect(await user("CONTOSO\\Adele", alex)).toBeUndefined();
});

test("an identity of a domain that Exchange does not know brings everybody, and is nobody", async () => {
  expect(await user("FABRIKAM\\adele", adele, alex)).toBeUndefined();
});

test("among everybody a name alone is still its bearer", async () => {
  expect(await user("adele", adele, alex)).toMatchObject({ guid: adele.Guid });
});
