import { chapter, say } from "./narrator";
import type { Scene } from "./scene";
import { Unexpected } from "./unexpected";

const rooms = ["boardroom", "room-adams", "room-hudson"].map(address);
const chiefExecutive = address("pat.obrien");
const mailboxes = [
  ...rooms,
  ...["van-1", "reception", "adele.vance", "megan.bowen"].map(address),
  chiefExecutive,
];

const roomsOnly = "RecipientTypeDetails -eq 'RoomMailbox'";
const widened = "RecipientTypeDetails -eq 'RoomMailbox' -or Department -eq 'Executive'";
const widenedAsExchangeWritesIt =
  "((RecipientTypeDetails -eq 'RoomMailbox') -or (Department -eq 'Executive'))";

/** From an empty stack to access that is as declared, although people have worked on it by hand. */
export async function tellOfAccess(scene: Scene): Promise<void> {
  await giveTheRooms(scene);

  chapter("2. Once more: nothing to do");
  must(await scene.pulumi("preview", "--expect-no-changes"), "5 unchanged");

  chapter("3. Who may open which mailbox?");
  say(`Asked of the mailboxes themselves, by a separate program with the vendor's own secret: it reads each
    calendar through Microsoft Graph. The three rooms are open. A van, the reception's shared mailbox and the
    people are refused.`);
  await scene.mailboxes(mailboxes, rooms);

  chapter("4. Somebody works on it by hand");
  await changeByHand(scene);
  await seeAndRepair(scene);

  await consentToEverything(scene);
}

/** The end of the integration: as if it had never been. */
export async function tellOfTheEnd(scene: Scene): Promise<void> {
  chapter("6. Take everything away again");
  must(await scene.pulumi("destroy", "--yes", "--skip-preview", "--suppress-outputs"), "- 5 deleted");
  const left = Object.values(await scene.ours()).flat();
  if (left.length > 0) {
    throw new Unexpected("nothing of the stack in Exchange", left.map(({ name }) => name).join(", "));
  }
  say("Nothing of it is left in Exchange, and the vendor is refused everywhere:");
  await scene.mailboxes(mailboxes, []);
}

async function giveTheRooms(scene: Scene): Promise<void> {
  const { vendor, tenantId, url } = scene.tenant;
  chapter("1. Give the vendor the rooms, and nothing else");
  say(`Contoso wants to use the product "${vendor.displayName}". Its enterprise application exists in Entra and
    holds no permission. The repository's own stack gives it the calendars of the room mailboxes; all that it
    needs is a few settings.`);
  await scene.configure({
    "exchange:environment": url,
    "exchange:tenantId": tenantId,
    name: vendor.displayName,
    appId: vendor.clientId,
    objectId: vendor.objectId,
  });
  must(await scene.pulumi("up", "--yes", "--skip-preview"), "+ 5 created");
}

async function changeByHand(scene: Scene): Promise<void> {
  const { managementScopes, roleAssignments } = await scene.ours();
  say(`An administrator widens the scope "to try something", so that it has the executives in it, and switches
    one of the two grants off.`);
  await scene.cmdlet("Set-ManagementScope", {
    Identity: only(managementScopes),
    RecipientRestrictionFilter: widened,
  });
  await scene.cmdlet("Set-ManagementRoleAssignment", {
    Identity: only(roleAssignments.filter(({ name }) => name.includes("MailboxSettings"))),
    Enabled: "$false",
  });
  say("Now the vendor reads the chief executive's calendar:");
  await scene.mailboxes(mailboxes, [...rooms, chiefExecutive]);
}

async function seeAndRepair(scene: Scene): Promise<void> {
  say(`A plain preview sees it, because it asks Exchange first. It changes nothing, and read rights suffice for
    it.`);
  must(await scene.pulumi("preview"), "~ 2 to update", "3 unchanged");
  say(`With old and new values: first what has changed in Exchange since Pulumi last looked, then what "pulumi
    up" would do.`);
  must(
    await scene.pulumi("preview", "--diff"),
    `~ recipientRestrictionFilter: "${roomsOnly}" => "${widenedAsExchangeWritesIt}"`,
    `~ recipientRestrictionFilter: "${widenedAsExchangeWritesIt}" => "${roomsOnly}"`,
    "~ enabled: false => true",
  );
  say("Repair it:");
  const repaired = await scene.pulumi("up", "--yes", "--skip-preview", "--suppress-outputs");
  must(repaired, "~ 2 updated", "3 unchanged");
  say("The rooms are open, and everybody else is refused again:");
  await scene.mailboxes(mailboxes, rooms);
}

async function consentToEverything(scene: Scene): Promise<void> {
  chapter("5. What a scope cannot do");
  say(`An Entra administrator consents to Calendars.Read of Microsoft Graph for the same application. Such a
    consent holds in the whole tenant.`);
  await scene.consent("grant", "Calendars.Read");
  await scene.mailboxes(mailboxes, mailboxes);
  say(`Every mailbox is open: grants are a union, and a tenant-wide consent makes a scoped grant worthless. This
    product manages what is granted in Exchange. It does not manage consents in Entra, and its preview does not
    show them:`);
  must(await scene.pulumi("preview", "--expect-no-changes"), "5 unchanged");
  say("The consent has to go where it was given:");
  await scene.consent("revoke", "Calendars.Read");
  await scene.mailboxes(mailboxes, rooms);
}

function address(alias: string): string {
  return `${alias}@contoso.example`;
}

function only(objects: { name: string }[]): string {
  const names = objects.map(({ name }) => name);
  const [name] = names;
  if (name === undefined || names.length !== 1) {
    throw new Unexpected("one object of the stack in Exchange", names.join(", ") || "none");
  }
  return name;
}

function must(output: string, ...texts: string[]): void {
  for (const text of texts) {
    if (!output.includes(text)) throw new Unexpected(`the output contains ${text}`, output);
  }
}
