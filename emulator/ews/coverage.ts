import { operations } from "./operations";

const test = "test/emulator/ews/requests.test.ts";

/** What of Exchange Web Services is played; the operations are parts of the one route. */
export const ewsRoutes = [
  {
    kind: "route" as const,
    surface: "POST /EWS/Exchange.asmx",
    partial: [
      `Only ${operations.map(({ name }) => name).join(", ")}.`,
      ...operations.flatMap(({ name, partial }) => (partial === undefined ? [] : `${name}: ${partial}`)),
    ].join(" "),
    test,
  },
  { kind: "route" as const, surface: "GET /EWS/Exchange.asmx", test },
  {
    kind: "route" as const,
    surface: "GET /EWS/Services.wsdl",
    partial: "Names the operations; the vendor's schemas are not served.",
    test,
  },
];
