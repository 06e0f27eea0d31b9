import { describe, expect, test } from "vitest";
import { connect } from "../../providers/clients";
import type { Deployment } from "../../providers/connection/deployment";
import type { Failure, Properties } from "../../providers/dynamic/lifecycle";
import { provide } from "../../providers/dynamic/provide";
import { newRun } from "../../providers/dynamic/run";
import { unknownValue } from "../../providers/dynamic/unknowns";
import { serviceAccountProvider } from "../../providers/resources/service-account.provider";
import { plain } from "../support/managed-resource";
import { tenantId } from "../support/seed";

// What `check` says of an account where Exchange runs in the cloud, and where it runs on servers: nothing is sent.

const connections: Record<Deployment, { config: Record<string, string>; variables: Record<string, string> }> =
  {
    online: {
      config: { tenantId },
      variables: { ARM_CLIENT_ID: tenantId, ARM_CLIENT_SECRET: "secret" },
    },
    onPremises: {
      config: { deployment: "onPremises", connectionUri: "http://ex1.contoso.com/PowerShell/" },
      variables: {},
    },
  };
const program = { userPrincipalName: "room-booking@contoso.com", displayName: "Room Booking" };

async function check(
  deployment: Deployment,
  inputs: Properties,
  olds: Properties = {},
): Promise<{ inputs: Properties; failures: Failure[] }> {
  const { config, variables } = connections[deployment];
  const provider = provide(serviceAccountProvider, (read) => connect(read, variables), newRun());
  await provider.configure({ config: { get: (key) => config[key.replace("exchange:", "")] } });
  const news = { ...program, ...inputs, __autoName: "o/p/s//ServiceAccount/room-booking" };
  const checked = await provider.check(olds, news);
  return { inputs: plain(checked.inputs), failures: checked.failures };
}

describe("on-premises", () => {
  test.each([
    { inputs: { licenses: ["EXCHANGESTANDARD"] }, says: /Exchange Online alone: .*without licences/ },
    { inputs: { usageLocation: "US" }, says: /without licences/ },
    { inputs: { licensesMode: "additive" }, says: /without licences/ },
    { inputs: { allowMailboxRemoval: false }, says: /without licences/ },
    { inputs: { disablePasswordExpiration: true }, says: /Set-ADUser -PasswordNeverExpires/ },
    { inputs: { waitForMailboxMinutes: 30 }, says: /there at once/ },
    { inputs: { restoreDeleted: true }, says: /existingUser: "enableMailbox"/ },
    { inputs: { purgeOnDelete: true }, says: /removeUserOnDelete: true/ },
    { inputs: { samAccountName: "room-booking-of-contoso" }, says: /20 characters/ },
    { inputs: { samAccountName: "CONTOSO\\svc" }, says: /contains one of/ },
    { inputs: { samAccountName: "svc." }, says: /end with/ },
    { inputs: { samAccountName: "" }, says: /must not be empty/ },
    { inputs: { organizationalUnit: "Service Accounts" }, says: /contoso\.com\/Service Accounts.*OU=/ },
    { inputs: { organizationalUnit: "contoso.com" }, says: /canonical name/ },
    { inputs: { mailboxEnabled: false }, says: /can only be true/ },
    { inputs: { existingUser: "adopt" }, says: /must be "enableMailbox"/ },
    { inputs: { existingUser: "enableMailbox", adopt: true }, says: /use one of the two/ },
    { inputs: { resetPasswordOnNextLogon: "no" }, says: /true or false/ },
    { inputs: { removeUserOnDelete: "yes" }, says: /true or false/ },
  ])("$inputs is refused at its property", async ({ inputs, says }) => {
    const { failures } = await check("onPremises", inputs);
    const [property] = Object.keys(inputs);
    expect(failures).toEqual([{ property, reason: expect.stringMatching(says) as string }]);
  });

  test("the defaults are those of a server, and none of those of the cloud", async () => {
    const { inputs, failures } = await check("onPremises", { licenses: null });
    expect(failures).toEqual([]);
    expect(inputs).toEqual({
      ...program,
      mailboxEnabled: true,
      resetPasswordOnNextLogon: false,
      password: expect.stringMatching(/^.{32}$/) as string,
      __autoName: expect.stringMatching(/^room-booking-\w{10}$/) as string,
    });
  });

  test.each([{ adopt: true }, { existingUser: "enableMailbox" }, { existingUser: unknownValue }])(
    "no password is made for %o, which has one",
    async (inputs) => {
      expect((await check("onPremises", inputs)).inputs).not.toHaveProperty("password");
    },
  );

  test.each([
    {
      olds: { organizationalUnit: "contoso.com/Users" },
      inputs: { organizationalUnit: "contoso.com/Service Accounts" },
      says: /Move-ADObject/,
    },
    { olds: { accountEnabled: false }, inputs: { accountEnabled: true }, says: /Enable-ADAccount/ },
    { olds: { accountEnabled: true }, inputs: { accountEnabled: false }, says: /Disable-ADAccount/ },
  ])("$olds cannot become $inputs, and the refusal says who can do it", async ({ olds, inputs, says }) => {
    const { failures } = await check("onPremises", inputs, { ...program, password: "x", ...olds });
    const [property] = Object.keys(inputs);
    expect(failures).toEqual([{ property, reason: expect.stringMatching(says) as string }]);
  });

  test("another spelling of where the user is is no change, nor is leaving it out", async () => {
    const olds = { ...program, organizationalUnit: "OU=Service Accounts,DC=contoso,DC=com" };
    for (const organizationalUnit of ["Contoso.com/Service accounts", undefined]) {
      expect((await check("onPremises", { organizationalUnit }, olds)).failures).toEqual([]);
    }
  });
});

describe("online", () => {
  test.each([
    { samAccountName: "svc" },
    { organizationalUnit: "contoso.com/Users" },
    { mailboxEnabled: true },
    { existingUser: "enableMailbox" },
    { resetPasswordOnNextLogon: false },
    { removeUserOnDelete: true },
  ])("%o is refused, with what to do", async (inputs) => {
    const { failures } = await check("online", inputs);
    const [property] = Object.keys(inputs);
    const reason = expect.stringMatching(
      /^exists on-premises alone: .*(Leave it out|Give|Take|set)/,
    ) as string;
    expect(failures).toEqual([{ property, reason }]);
  });

  test("the defaults are what they were", async () => {
    const { inputs } = await check("online", {});
    expect(inputs).toEqual({
      ...program,
      licensesMode: "additive",
      disablePasswordExpiration: true,
      password: expect.any(String) as string,
      __autoName: expect.any(String) as string,
    });
  });

  test("an account can be blocked and let in again", async () => {
    const olds = { ...program, accountEnabled: true };
    expect((await check("online", { accountEnabled: false }, olds)).failures).toEqual([]);
  });
});
