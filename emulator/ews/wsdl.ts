import { operations } from "./operations";
import { messages, types } from "./namespaces";
import { element } from "./xml-writer";
import type { Markup } from "./xml-writer";

const definition = "http://schemas.xmlsoap.org/wsdl/";
const binding = "http://schemas.xmlsoap.org/wsdl/soap/";

/** A description of the operations that are played. Types.xsd and Messages.xsd, which it names, are the vendor's. */
export function wsdl(): string {
  const namespaces = {
    "xmlns:wsdl": definition,
    "xmlns:soap": binding,
    "xmlns:tns": messages,
    "xmlns:types": types,
    targetNamespace: messages,
  };
  const document = element(
    "wsdl:definitions",
    namespaces,
    operations.flatMap(({ name }) => [message(name), message(`${name}Response`)]),
    element("wsdl:portType", { name: "ExchangeServicePortType" }, operations.map(port)),
    element(
      "wsdl:binding",
      { name: "ExchangeServiceBinding", type: "tns:ExchangeServicePortType" },
      element("soap:binding", { style: "document", transport: "http://schemas.xmlsoap.org/soap/http" }),
      operations.map(bound),
    ),
  );
  return `<?xml version="1.0" encoding="utf-8"?>${document.markup}`;
}

function message(name: string): Markup {
  const part = element("wsdl:part", { name: "body", element: `tns:${name}` });
  return element("wsdl:message", { name }, part);
}

function port({ name }: { readonly name: string }): Markup {
  return element(
    "wsdl:operation",
    { name },
    element("wsdl:input", { message: `tns:${name}` }),
    element("wsdl:output", { message: `tns:${name}Response` }),
  );
}

function bound({ name }: { readonly name: string }): Markup {
  return element(
    "wsdl:operation",
    { name },
    element("soap:operation", { soapAction: `${messages}/${name}` }),
  );
}
