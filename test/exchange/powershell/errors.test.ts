import { expect, test } from "vitest";
import { rightsHelp } from "../../../providers/exchange/error-kinds";
import { failureOf } from "../../../providers/exchange/powershell/errors";
import type { ErrorRecord } from "../../../providers/exchange/powershell/wire";

const notFound = "Microsoft.Exchange.Configuration.Tasks.ManagementObjectNotFoundException";
const inGerman = "Der Vorgang konnte nicht ausgeführt werden, weil das Objekt nicht gefunden wurde.";

function record(
  given: Partial<ErrorRecord>,
  type = "System.Exception",
  remoteTypes: string[] = [],
): ErrorRecord {
  const message = given.message ?? inGerman;
  return {
    message,
    exceptions: [{ type, message, remoteTypes }],
    fullyQualifiedErrorId: "",
    categoryReason: "",
    ...given,
  };
}

const noHelp = () => "";
const remote = "System.Management.Automation.RemoteException";

test.each([
  ["the reason of its category", record({ categoryReason: "ManagementObjectNotFoundException" }, remote)],
  [
    "the failure category in its id",
    record({
      categoryReason: "RemoteException",
      fullyQualifiedErrorId:
        "[Server=X,RequestId=1,TimeStamp=2] [FailureCategory=Cmdlet-ManagementObjectNotFoundException] 1A2B,Microsoft.Exchange.X",
    }),
  ],
  ["the type of its exception", record({}, notFound)],
  ["the type inside of a remote exception", record({}, remote, [`Deserialized.${notFound}`])],
  [
    "the type in its text, where the module passes on no more",
    record({ message: `Ex6F9304|${notFound}|${inGerman}` }),
  ],
])("an object that is not there is known by %s, in any language", (_, given) => {
  const error = failureOf("Get-Mailbox", given, noHelp);
  expect(error.kind).toBe("notFound");
  expect(error.code).toBe("ManagementObjectNotFoundException");
  expect(error.said).toBe(inGerman);
});

test("the types of inner exceptions count too", () => {
  const given = record({});
  given.exceptions.push({
    type: "Microsoft.Exchange.Data.Storage.ServerBusyException",
    message: "",
    remoteTypes: [],
  });
  expect(failureOf("Get-Mailbox", given, noHelp).kind).toBe("unavailable");
});

test("an earlier sign is believed before a later one", () => {
  const given = record({ categoryReason: "ADObjectAlreadyExistsException" }, notFound);
  expect(failureOf("New-Mailbox", given, noHelp).kind).toBe("alreadyExists");
});

test.each([
  ["HttpStatusCode=401 ErrorMessage=", "unauthenticated"],
  ["HttpStatusCode=429 ErrorMessage=", "throttled"],
  ["HttpStatusCode=503 ErrorMessage=", "unavailable"],
  ["HttpStatusCode=400 ErrorMessage=", "invalidRequest"],
])("the module's text with %s is %s", (text, kind) => {
  const given = record({ message: `Error while querying REST service. ${text}` });
  expect(failureOf("Get-Mailbox", given, noHelp).kind).toBe(kind);
});

test.each([
  ["System.Net.Http.HttpRequestException", "unavailable"],
  ["System.Management.Automation.Remoting.PSRemotingTransportException", "unavailable"],
  ["System.Management.Automation.ParameterBindingException", "invalidRequest"],
  ["Microsoft.Exchange.Management.Tasks.SomethingNewException", "invalidRequest"],
  ["System.Management.Automation.PSInvalidOperationException", "unexpected"],
  ["System.Exception", "unexpected"],
])("%s is %s", (type, kind) => {
  expect(failureOf("Set-Mailbox", record({}, type), noHelp).kind).toBe(kind);
});

test("a cmdlet that is not there is one that this identity may not run, and the user is told which role is missing", () => {
  const error = failureOf("New-RoleGroup", record({ categoryReason: "CommandNotFoundException" }), (cmdlet) =>
    rightsHelp(cmdlet, "managed identity"),
  );
  expect(error.kind).toBe("accessDenied");
  expect(error.message).toMatch(/managed identity.*Exchange Administrator/s);
});
