import { expect, onTestFinished, test } from "vitest";
import { providerText } from "../../providers/dynamic/provider-text";
import { DynamicHost, propertiesOf } from "../support/dynamic-host";
import { isAlive, standIn } from "../support/stand-in-log";
import { startTestTenant } from "../support/tenant";
import { transports, variablesFor } from "../support/transports";

test("Pulumi's provider process speaks to Exchange over PowerShell by config alone, and takes its shell along", async () => {
  const running = await startTestTenant({ clock: "real" });
  const shell = standIn();
  const { transport, organization } = transports.powershell;
  const host = await DynamicHost.start(
    { ...variablesFor(running), ...shell.variables },
    {
      "exchange:environment": running.url,
      "exchange:transport": transport,
      "exchange:organization": organization,
    },
  );
  let isOpen = true;
  const close = async (): Promise<void> => {
    if (isOpen) await host.close();
    isOpen = false;
  };
  onTestFinished(close);

  const News = {
    recipientRestrictionFilter: "RecipientTypeDetails -eq 'RoomMailbox'",
    __autoName: "o/p/s//ManagementScope/rooms",
    __provider: providerText("ManagementScope"),
  };
  const inputs = propertiesOf(await host.call("check", "CheckRequest", { Olds: {}, News }), "Inputs");
  expect(shell.processes()).toBe(0);
  const created = await host.call("create", "CreateRequest", { Properties: inputs });
  expect(running.tenant.store.managementScopes.get(String(created["getId"]?.()))).toBeDefined();
  expect(shell.count("New-ManagementScope")).toBe(1);
  await close();
  expect(shell.count("Disconnect-ExchangeOnline")).toBe(1);
  await expect.poll(() => isAlive(shell.entries()[0]?.pid ?? 0)).toBe(false);
});
