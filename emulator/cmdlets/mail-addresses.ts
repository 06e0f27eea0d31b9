import type { Recipient } from "../entities";
import type { Tenant } from "../tenant";
import { CmdletError, invalidData } from "./cmdlet-error";

type Addresses = Pick<Recipient, "primarySmtpAddress" | "emailAddresses">;

/** Documented: an alias has at most 64 of these characters, and dots only between others. */
const allowed =
  /^[A-Za-z0-9!#$%&'*+\-/=?^_`{|}~\u00a1-\u00ff]+(?:\.[A-Za-z0-9!#$%&'*+\-/=?^_`{|}~\u00a1-\u00ff]+)*$/;

/** An alias that can be one, and that no other recipient has. */
export function checkAlias(tenant: Tenant, alias: string, own?: Recipient): string {
  if (alias.length > 64 || !allowed.test(alias)) throw invalidData(`'${alias}' can't be an alias.`);
  const taken = tenant.store.recipients.find(
    (other) => other.guid !== own?.guid && other.alias.toLowerCase() === alias.toLowerCase(),
  );
  if (taken && tenant.behaviours.on("alias-unique")) throw addressTaken(`SMTP:${alias}`, taken);
  return alias;
}

/** Documented: where no alias was given, spaces are left out, and what it cannot hold becomes a question mark. */
export function derivedAlias(tenant: Tenant, name: string): string {
  const wanted = name
    .replace(/\s/g, "")
    .replace(/[^A-Za-z0-9!#$%&'*+\-/=?^_`{|}~.\u00a1-\u00ff]/gu, "?")
    .replace(/^\.+|\.+$|(?<=\.)\.+/g, "")
    .slice(0, 64);
  const isTaken = (alias: string) =>
    tenant.store.recipients.find((other) => other.alias.toLowerCase() === alias.toLowerCase()) !== undefined;
  for (let number = 0; ; number += 1) {
    const alias = number === 0 ? wanted : `${wanted.slice(0, 61)}${number}`;
    if (!isTaken(alias)) return alias;
  }
}

/** What the organisation's address policy makes of an alias: numbered where the address is another's. */
export function policyAddresses(tenant: Tenant, alias: string, own?: Recipient): Addresses {
  const { forest = "" } = tenant.store.organization.get().activeDirectory ?? {};
  // Letters of Latin-1 become plain ones in an address.
  const local = alias
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/[^\x21-\x7e]/g, "_");
  for (let number = 1; ; number += 1) {
    const address = `${local}${number === 1 ? "" : number}@${forest}`;
    if (!ownerOf(tenant, address, own)) return addresses(address);
  }
}

/** An address that was asked for. */
export function givenAddress(tenant: Tenant, address: string, own?: Recipient): Addresses {
  checkAddresses(tenant, [`SMTP:${address}`], own);
  return addresses(address);
}

/** Refuses addresses that another recipient has. */
export function checkAddresses(tenant: Tenant, proxyAddresses: readonly string[], own?: Recipient): void {
  for (const proxyAddress of proxyAddresses) {
    const owner = ownerOf(tenant, proxyAddress.replace(/^smtp:/i, ""), own);
    if (owner) throw addressTaken(proxyAddress, owner);
  }
}

function addresses(address: string): Addresses {
  return { primarySmtpAddress: address, emailAddresses: [`SMTP:${address}`] };
}

function ownerOf({ store }: Tenant, address: string, own: Recipient | undefined): Recipient | undefined {
  const wanted = `smtp:${address}`.toLowerCase();
  return store.recipients.find(
    ({ guid, emailAddresses }) =>
      guid !== own?.guid && emailAddresses.some((each) => each.toLowerCase() === wanted),
  );
}

function addressTaken(proxyAddress: string, { name }: Recipient): CmdletError {
  return new CmdletError(
    "Microsoft.Exchange.Configuration.ObjectModel.ProxyAddressExistsException",
    `The proxy address "${proxyAddress}" is already being used by "${name}". Please choose another proxy address.`,
  );
}
