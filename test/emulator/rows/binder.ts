import { expect } from "vitest";
import { bindParameters } from "../../../emulator/binder";
import {
  addScope,
  addServicePrincipal,
  assign,
  refused,
  storedAssignment,
  storedScope,
} from "./cmdlet-steps";
import type { RowCheck } from "./context";

const binding = "System.Management.Automation.ParameterBindingException";
const validation = "System.Management.Automation.ParameterBindingValidationException";
const transformation = "ParameterTransformationException";

/** How the parameters of a request become those of a cmdlet. */
export const rows: Readonly<Record<string, RowCheck>> = {
  "parameter-prefix": async (context) => {
    await addScope(context, "Rooms");
    await addScope(context, "Seattle", "City -eq 'Seattle'");
    const { error, objects } = await context.invoke("Get-ManagementScope", { Ident: "Rooms" });
    expect(error).toBeUndefined();
    expect(objects.map(({ Name }) => Name)).toEqual(["Rooms"]);
  },
  "parameter-boolean-texts": async (context) => {
    await addScope(context);
    for (const parameters of [{ Exclusive: "true" }, { Orphan: "false" }]) {
      refused(await context.invoke("Get-ManagementScope", parameters), 400, transformation);
    }
  },
  "parameter-hashtable-type": async ({ invoke }) => {
    const EwsAllowList = { Add: ["OUTLOOK/*"] };
    refused(await invoke("Set-OrganizationConfig", { EwsAllowList }), 400, transformation);
    const tagged = { "@odata.type": "#Exchange.GenericHashTable", ...EwsAllowList };
    const { error } = await invoke("Set-OrganizationConfig", { EwsAllowList: tagged });
    expect(error?.type).not.toBe(transformation);
  },
  "parameter-mandatory-null": async (context) => {
    await addScope(context);
    refused(await context.invoke("Remove-ManagementScope", { Identity: null }), 400, validation);
    const empty = { Name: "Everything", RecipientRestrictionFilter: "" };
    refused(await context.invoke("New-ManagementScope", empty), 400, validation);
    expect(storedScope(context.tenant, "Rooms")).toBeDefined();
    expect(storedScope(context.tenant, "Everything")).toBeUndefined();
  },
  "parameter-result-size": async ({ tenant, invoke }) => {
    const mailboxes = tenant.store.recipients.filter(({ exchangeGuid }) => exchangeGuid !== null);
    expect((await invoke("Get-Mailbox", { ResultSize: 1 })).objects).toHaveLength(mailboxes.length);
    const { values } = bindParameters("Get-Mailbox", { ResultSize: 1 }, tenant.mode, (id) =>
      tenant.behaviours.on(id),
    );
    expect(values).toEqual({});
  },
  "parameter-exclusive-scopes": async (context) => {
    await addServicePrincipal(context);
    await addScope(context);
    const group = context.tenant.store.recipients.find(
      ({ recipientTypeDetails }) => recipientTypeDetails === "MailUniversalSecurityGroup",
    );
    const scopes = { CustomResourceScope: "Rooms", RecipientGroupScope: group?.name };
    refused(await assign(context, { Name: "Booking", ...scopes }), 400, binding);
    expect(storedAssignment(context.tenant, "Booking")).toBeUndefined();
  },
};
