import type { Tenant } from "../tenant";
import type { EwsError } from "./ews-error";
import { errors, messages, soap, types } from "./namespaces";
import { element } from "./xml-writer";
import type { Content, Markup } from "./xml-writer";

const declaration = '<?xml version="1.0" encoding="utf-8"?>';

/** Exchange Server 2019. Version names the newest schema that the server knows, and is no RequestServerVersion. */
const server = {
  MajorVersion: 15,
  MinorVersion: 2,
  MajorBuildNumber: 1544,
  MinorBuildNumber: 4,
  Version: "V2017_07_11",
};

/** The answer to an operation: HTTP 200, whatever its response messages say. */
export function responseAnswer(operation: string, content: Content): Response {
  const namespaces = { "xmlns:m": messages, "xmlns:t": types };
  return xmlAnswer(200, [
    element("s:Header", {}, element("h:ServerVersionInfo", { ...server, "xmlns:h": types })),
    element("s:Body", {}, element(`m:${operation}Response`, namespaces, content)),
  ]);
}

/** Captured: a fault is HTTP 500, has no header, and its code is in the namespace of the types. */
export function faultAnswer({ behaviours }: Tenant, { code, message, more }: EwsError): Response {
  const fault = element(
    "s:Fault",
    {},
    element("faultcode", { "xmlns:a": types }, `a:${code}`),
    element("faultstring", { "xml:lang": "en-US" }, more.faultString ?? message),
    element(
      "detail",
      {},
      element("e:ResponseCode", { "xmlns:e": errors }, code),
      element("e:Message", { "xmlns:e": errors }, message),
      messageXml("t:MessageXml", { "xmlns:t": types }, more),
    ),
  );
  return xmlAnswer(behaviours.on("ews-faults-are-500") ? 500 : 200, [element("s:Body", {}, fault)]);
}

/** One answer of possibly several within a response. */
export function responseMessage(operation: string, content: Content): Markup {
  return element(
    `m:${operation}ResponseMessage`,
    { ResponseClass: "Success" },
    element("m:ResponseCode", {}, "NoError"),
    content,
  );
}

/** Captured: `rest` is what the operation sends empty beside an error, such as Folders. */
export function failedMessage(
  operation: string,
  { code, message, more }: EwsError,
  rest?: Content,
  responseClass: "Error" | "Warning" = "Error",
): Markup {
  return element(
    `m:${operation}ResponseMessage`,
    { ResponseClass: responseClass },
    element("m:MessageText", {}, message),
    element("m:ResponseCode", {}, code),
    element("m:DescriptiveLinkKey", {}, 0),
    messageXml("m:MessageXml", {}, more),
    rest,
  );
}

function messageXml(
  tag: string,
  namespaces: Readonly<Record<string, string>>,
  { values = {}, elements = {} }: EwsError["more"],
): Markup | undefined {
  const content = [
    ...Object.entries(elements).map(([name, value]) => element(`t:${name}`, {}, value)),
    ...Object.entries(values).map(([Name, value]) => element("t:Value", { Name }, value)),
  ];
  return content.length === 0 ? undefined : element(tag, namespaces, content);
}

function xmlAnswer(status: number, content: Content): Response {
  const { markup } = element("s:Envelope", { "xmlns:s": soap }, content);
  return new Response(declaration + markup, {
    status,
    headers: { "Content-Type": "text/xml; charset=utf-8" },
  });
}
