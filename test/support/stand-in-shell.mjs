#!/usr/bin/env node
/**
 * Plays PowerShell on Windows with the ExchangeOnlineManagement module and remoting, as far as the provider's bridge can
 * tell: it reads the lines that node-powershell writes, and answers the bridge's requests from an embedded tenant. It runs no PowerShell, and it
 * shares no code with the provider. What it is to do wrong stands in the file STAND_IN_FAULTS, what it did in STAND_IN_LOG.
 */
import { appendFileSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { setInterval } from "node:timers";

const {
  STAND_IN_LOG,
  STAND_IN_FAULTS,
  STAND_IN_MODULE = "3.9.2",
  STAND_IN_PLATFORM = "Win32NT",
} = process.env;
const log = (entry) =>
  STAND_IN_LOG && appendFileSync(STAND_IN_LOG, `${JSON.stringify({ pid: process.pid, ...entry })}\n`);

const options = process.argv.slice(2);
for (const needed of ["-NoProfile", "-NonInteractive", "-NoExit", "-Command"]) {
  if (!options.includes(needed)) throw new Error(`${needed} is missing`);
}
log({ started: options, variables: Object.keys(process.env) });

/** These stop at 1000 objects unless told otherwise; here at one, so that a test need not make so many. */
const limited = new Set(["Get-RoleGroup", "Get-RoleGroupMember", "Get-Mailbox", "Get-Recipient", "Get-User"]);

let allowed;
let connection;
/** With an Exchange server: what its endpoint is told with each cmdlet. */
let session;

/** A failure as PowerShell describes it. */
class Failure extends Error {
  constructor(
    message,
    reason = "Exception",
    id = "[Server=STANDIN],Write-ErrorMessage",
    type = "System.Exception",
  ) {
    super(message);
    this.record = {
      message,
      exceptions: [{ type, message, remoteTypes: [] }],
      fullyQualifiedErrorId: id,
      categoryReason: reason,
    };
  }
}

const notFound = (name) =>
  new Failure(
    `The term '${name}' is not recognized as a name of a cmdlet, function, script file, or executable program.`,
    "CommandNotFoundException",
    "CommandNotFoundException",
    "System.Management.Automation.CommandNotFoundException",
  );

const lines = createInterface({ input: process.stdin, crlfDelay: Infinity });
let awaitsPayload = false;
for await (const line of lines) await take(line);
log({ ended: "end of input" });

async function take(line) {
  if (awaitsPayload) {
    awaitsPayload = false;
    return answer(line);
  }
  const delimiter = /^\[Console\]::(Out|Error)\.Write\("(\w+)`n"\)$/.exec(line);
  if (delimiter) {
    const stream = delimiter[1] === "Out" ? process.stdout : process.stderr;
    return void stream.write(`${delimiter[2]}\n`);
  }
  if (line === "Invoke-Bridge" && allowed) return void (awaitsPayload = true);
  const script = /FromBase64String\('([A-Za-z0-9+/=]+)'\)/.exec(line)?.[1];
  if (script) return load(Buffer.from(script, "base64").toString());
  if (line !== "") process.stderr.write(`${line} : The term is not recognized.\r\n`);
}

function load(script) {
  const list = /^\$BridgeCmdlets = @\(([^)]*)\)/.exec(script)?.[1];
  if (list === undefined || !script.includes("function Invoke-Bridge")) throw new Error("not the bridge");
  allowed = new Set(list.split(",").map((name) => name.slice(1, -1)));
  process.stdout.write(`#BRIDGE-READY#7.6.5#${STAND_IN_PLATFORM}#\r\n`);
}

async function answer(line) {
  const [payload, ...secrets] = line.split(" ").map((token) => Buffer.from(token, "base64").toString());
  const request = JSON.parse(payload);
  const cmdlet = request.cmdlet.slice(1);
  const parameters = Object.fromEntries(
    request.parameters.map(([name, value]) => [name.slice(1), valueOf(value, secrets)]),
  );
  const fault = nextFault(cmdlet);
  log({ cmdlet, parameters: withoutToken(parameters), ...(fault && { fault }) });
  if (fault?.when === "before") await fail(fault.how);
  let result;
  try {
    if (fault?.how === "quote") throw new Failure(`What was given does not fit: ${secrets.join(", ")}`);
    result = { records: [], warnings: [], errors: [], ...(await run(cmdlet, parameters)) };
  } catch (error) {
    const { record } = error instanceof Failure ? error : new Failure(String(error));
    result = { records: [], warnings: [], errors: [record] };
  }
  if (fault?.when === "after") await fail(fault.how);
  const wanted = request.select.map((name) => name.slice(1));
  result.records = result.records.map((record) => pick(record, wanted));
  const text = Buffer.from(JSON.stringify(result)).toString("base64");
  if (fault?.how !== "mumble") process.stdout.write(`#BRIDGE#${request.id}#${text}#\r\n`);
}

async function fail(how) {
  if (how === "kill") process.kill(process.pid, "SIGKILL");
  if (how === "exit") process.exit(0);
  if (how === "disconnect") {
    connection = undefined;
    if (session) session.state = "Broken";
  }
  if (how === "hang" || how === "kill") await new Promise(() => setInterval(() => undefined, 1000));
}

function allFaults() {
  if (!STAND_IN_FAULTS || !existsSync(STAND_IN_FAULTS)) return [];
  return JSON.parse(readFileSync(STAND_IN_FAULTS, "utf8"));
}

/** Domain controllers that no longer answer, to whichever shell. */
function isLost(controller) {
  const name = controller?.toLowerCase();
  return name !== undefined && allFaults().some(({ lostController }) => lostController === name);
}

function nextFault(cmdlet) {
  const faults = allFaults();
  const index = faults.findIndex((fault) => fault.cmdlet === cmdlet);
  if (index < 0) return undefined;
  const [fault] = faults.splice(index, 1);
  writeFileSync(STAND_IN_FAULTS, JSON.stringify(faults));
  return fault;
}

/** Texts come with a leading `=`; what JSON has no word for comes in an object of one key. */
function valueOf(value, secrets) {
  if (typeof value === "string") return value.slice(1);
  if (Array.isArray(value)) return value.map((each) => valueOf(each, secrets));
  if (typeof value !== "object" || value === null) return value;
  const [[marker, content], ...others] = Object.entries(value);
  if (others.length > 0) throw new Failure("bridge: an object without a marker");
  if (marker === "$secure" || marker === "$secret") return secrets[content];
  if (marker !== "$hash") throw new Failure("bridge: an unknown marker");
  const pairs = content.map(([key, each]) => [valueOf(key, secrets), valueOf(each, secrets)]);
  return { "@odata.type": "#Exchange.GenericHashTable", ...Object.fromEntries(pairs) };
}

function withoutToken({ AccessToken, ...others }) {
  return AccessToken === undefined ? others : { ...others, AccessToken: "…" };
}

function pick(record, wanted) {
  const names = Object.keys(record);
  const found = wanted.map((name) => names.find((each) => each.toLowerCase() === name.toLowerCase()));
  return Object.fromEntries(found.filter(Boolean).map((name) => [name, record[name]]));
}

async function run(cmdlet, parameters) {
  if (!allowed.has(cmdlet))
    throw new Failure(`bridge: not one of the cmdlets that may be asked for: ${cmdlet}`);
  switch (cmdlet) {
    case "Get-Module":
      return {
        records: STAND_IN_MODULE === "none" ? [] : [{ Name: parameters.Name, Version: STAND_IN_MODULE }],
      };
    case "Import-Module":
      return {};
    case "Connect-ExchangeOnline":
      return connect(parameters);
    case "Get-ConnectionInformation":
      return { records: connection ? [{ State: "Connected" }] : [] };
    case "Disconnect-ExchangeOnline":
      connection = undefined;
      return {};
    case "Connect-BridgeExchange":
      return openSession(parameters);
    case "Get-BridgeExchange":
      return { records: session ? [{ State: session.state }] : [] };
    case "Disconnect-BridgeExchange":
      session = undefined;
      return {};
    case "Send-BridgeEwsRequest":
      return sendEwsRequest(parameters);
    default:
      if (session) return invokeRemotely(cmdlet, parameters);
      if (!connection?.cmdlets.has(cmdlet)) throw notFound(cmdlet);
      return invokeCommand(cmdlet, parameters);
  }
}

function connect({ AccessToken, Organization, ConnectionUri, CommandName, ShowBanner }) {
  if (!AccessToken || !Organization?.includes(".") || ShowBanner !== false) {
    throw new Failure("Connect-ExchangeOnline was not given what it needs.");
  }
  const { tid } = JSON.parse(Buffer.from(AccessToken.split(".")[1], "base64url").toString());
  const url = new URL(`/adminapi/beta/${tid}/InvokeCommand`, ConnectionUri).href;
  connection = { url, token: AccessToken, cmdlets: new Set(CommandName) };
  return {};
}

/** The module itself is a client of InvokeCommand, and knows no ResultSize there. */
async function invokeCommand(cmdlet, { ResultSize, ...parameters }) {
  if (ResultSize !== undefined && ResultSize !== "Unlimited") throw new Failure("ResultSize is not played.");
  const body = JSON.stringify({ CmdletInput: { CmdletName: cmdlet, Parameters: parameters } });
  const mostRecords = limited.has(cmdlet) && ResultSize === undefined ? 1 : Infinity;
  const records = [];
  const warnings = [];
  for (let next = connection.url; next;) {
    const page = await post(cmdlet, next, body);
    records.push(...(page.value ?? []));
    warnings.push(...(page["@adminapi.warnings"] ?? []));
    next = page["@odata.nextLink"];
  }
  return { records: records.slice(0, mostRecords), warnings };
}

/** New-PSSession logs on at once. The embedded tenant's stand-in for Kerberos is a user name with a password. */
async function openSession({ ConnectionUri, UserName, Password }) {
  if (STAND_IN_PLATFORM !== "Win32NT") {
    const [name, id] = [
      "PSRemotingDataStructureException",
      "Microsoft.PowerShell.Commands.NewPSSessionCommand",
    ];
    throw refusedSession(`${name},${id}`, "no supported WSMan client library was found.");
  }
  const authorization = `Basic ${Buffer.from(`${UserName}:${Password}`).toString("base64")}`;
  const opened = { url: new URL("InvokeCommand", ConnectionUri).href, authorization, state: "Opened" };
  const { status } = await send(opened, opened.url, "Get-OrganizationConfig", {}).catch(() => ({
    status: 0,
  }));
  if (status === 0) throw refusedSession("CannotConnect", "Connecting to the remote server failed.");
  if (status === 401) throw refusedSession("AccessDenied", "Access is denied.");
  if (status === 403) {
    const why =
      "[FailureCategory=AuthZ-CmdletAccessDeniedException] The user isn't assigned to any management roles.";
    throw refusedSession("IncorrectProtocolVersion", why);
  }
  session = opened;
  return {};
}

function refusedSession(code, message) {
  const reason = "PSRemotingTransportException";
  const type = `System.Management.Automation.Remoting.${reason}`;
  return new Failure(message, reason, `${code},PSSessionOpenFailed`, type);
}

async function invokeRemotely(cmdlet, parameters) {
  if (session.state !== "Opened") throw brokenSession();
  if (isLost(parameters.DomainController)) throw lostController(cmdlet, parameters.DomainController);
  // The server chooses among those that answer.
  const others = ["dc1.contoso.com", "dc2.contoso.com"].filter((each) => !isLost(each));
  if (others.length === 1) parameters = { DomainController: others[0], ...parameters };
  const records = [];
  const warnings = [];
  for (let next = session.url; next;) {
    const response = await send(session, next, cmdlet, parameters).catch(() => undefined);
    if (response === undefined) {
      session.state = "Broken";
      throw refusedSession("PSRemotingTransportException", "The session with the remote server was lost.");
    }
    // A session is made of the cmdlets that its account may run.
    if (response.status === 403) throw notFound(cmdlet);
    const text = await response.text();
    if (!response.ok) throw remoteFailure(cmdlet, failureText(response.status, text));
    const page = text === "" ? {} : JSON.parse(text);
    records.push(...(page.value ?? []));
    warnings.push(...(page["@adminapi.warnings"] ?? []));
    next = page["@odata.nextLink"];
  }
  return { records, warnings };
}

function lostController(cmdlet, name) {
  const type = "Microsoft.Exchange.Data.Directory.SuitabilityDirectoryException";
  return remoteFailure(cmdlet, `Ex1|${type}|The domain controller '${name}' isn't available at the moment.`);
}

function brokenSession() {
  const reason = "InvalidRunspaceStateException";
  const type = `System.Management.Automation.Runspaces.${reason}`;
  return new Failure("The runspace is not open.", reason, reason, type);
}

/** Another runspace's exception is none of its own type here; its name is in the record in several places. */
function remoteFailure(cmdlet, text) {
  const [id, type, ...said] = text.split("|");
  if (type === undefined) return new Failure(text);
  const reason = type.slice(type.lastIndexOf(".") + 1);
  const fullId = `[Server=EX1,RequestId=0] [FailureCategory=Cmdlet-${reason}] ${id},${cmdlet}`;
  const failure = new Failure(said.join("|"), reason, fullId, "System.Management.Automation.RemoteException");
  failure.record.exceptions[0].remoteTypes = [`Deserialized.${type}`, "Deserialized.System.Exception"];
  return failure;
}

function send({ authorization }, url, cmdlet, parameters) {
  return fetch(url, {
    method: "POST",
    // A refusal's body is declared gzip although it is not.
    headers: { authorization, "content-type": "application/json", "accept-encoding": "identity" },
    body: JSON.stringify({ CmdletInput: { CmdletName: cmdlet, Parameters: parameters } }),
  });
}

/** Logs on by what the embedded tenant has for Negotiate and NTLM. Who runs a shell is nobody to it. */
async function sendEwsRequest({ Url, Body, AnchorMailbox, UserAgent, UserName, Password }) {
  const headers = { "content-type": "text/xml; charset=utf-8", "user-agent": UserAgent };
  if (AnchorMailbox) headers["x-anchormailbox"] = AnchorMailbox;
  if (UserName)
    headers["authorization"] = `Basic ${Buffer.from(`${UserName}:${Password}`).toString("base64")}`;
  try {
    const response = await fetch(Url, { method: "POST", headers, body: Body, redirect: "manual" });
    const [Location, RetryAfter] = ["location", "retry-after"].map(
      (name) => response.headers.get(name) ?? "",
    );
    return { records: [{ Status: response.status, Location, RetryAfter, Body: await response.text() }] };
  } catch (error) {
    const type = "System.Net.Http.HttpRequestException";
    const failure = new Failure(
      "An error occurred while sending the request.",
      "HttpRequestException",
      "",
      type,
    );
    const isTrust = /certificate/i.test(error.cause?.message ?? "");
    failure.record.exceptions.push({
      type: isTrust
        ? "System.Security.Authentication.AuthenticationException"
        : "System.Net.Sockets.SocketException",
      message: error.cause?.message ?? error.message,
      remoteTypes: [],
    });
    throw failure;
  }
}

async function post(cmdlet, url, body) {
  let response;
  let text;
  try {
    response = await fetch(url, {
      method: "POST",
      headers: { authorization: `Bearer ${connection.token}`, "content-type": "application/json" },
      body,
    });
    // A cmdlet that the caller may not run was never imported; the body of that answer cannot be decoded.
    if (response.status === 403) throw notFound(cmdlet);
    text = await response.text();
  } catch (error) {
    if (error instanceof Failure) throw error;
    const type = "System.Net.Http.HttpRequestException";
    throw new Failure(
      "An error occurred while sending the request.",
      "HttpRequestException",
      "WebCmdlet",
      type,
    );
  }
  if (response.ok) return text === "" ? {} : JSON.parse(text);
  throw new Failure(failureText(response.status, text));
}

/** The module passes on the "id|exception type|text" of a cmdlet's failure, and of others the HTTP status. */
function failureText(status, text) {
  let detail = "";
  try {
    detail = JSON.parse(text).error.details[0].message;
    if (detail.startsWith("{")) detail = JSON.parse(detail).Message;
  } catch {
    // No envelope: only the status is known.
  }
  if (detail.split("|").length >= 3) return detail;
  return `Error while querying REST service. HttpStatusCode=${status} ErrorMessage=${detail}`;
}
