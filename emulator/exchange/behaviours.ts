import type { Behaviour } from "../behaviours";

const surface = "POST /adminapi/beta/{tenant}/InvokeCommand";

/** What the InvokeCommand route does. */
export const exchangeBehaviours: readonly Behaviour[] = [
  {
    id: "forbidden-nul-bytes",
    surface,
    what: "A cmdlet that is unknown or not the caller's is answered with NUL bytes that claim to be gzip.",
    label: "captured",
  },
  {
    id: "manage-as-app-required",
    surface,
    what: "An application without Exchange.ManageAsApp gets a 403 without a body.",
    label: "captured",
  },
  {
    id: "directory-role-required",
    surface,
    what: "An application without a directory role that Exchange knows is refused with a sentence that says so.",
    label: "documented",
  },
  {
    id: "empty-value-after-change",
    surface,
    what: "Set-* and Remove-* answer with an empty value.",
    label: "assumed",
    alternative: "They answer with an empty body.",
  },
  {
    id: "cmdlets-by-role",
    surface,
    what: "Global Reader and Security Reader run cmdlets that read; the others are refused to them.",
    label: "documented",
  },
  {
    id: "view-only-tests",
    surface,
    what: "Test-* counts as reading.",
    label: "assumed",
    alternative: "Test-* is refused to those who may only read.",
  },
  {
    id: "beta-only",
    surface: "POST /adminapi/v1.0/{tenant}/InvokeCommand",
    what: "The v1.0 path is answered 405.",
    label: "captured",
  },
  {
    id: "tenant-by-domain",
    surface,
    what: "The tenant may be named by a verified domain as well as by its Guid.",
    label: "assumed",
    alternative: "Only the Guid is taken.",
  },
  {
    id: "paging-by-post",
    surface,
    what: "A page has at most 1000 objects, or what Prefer asks for; the next is fetched by POST to its link.",
    label: "captured",
  },
  {
    id: "page-link-expires",
    surface,
    what: "The link to a page dies after some minutes.",
    label: "documented",
  },
  {
    id: "page-link-for-same-request",
    surface,
    what: "A page's link answers only the caller and the body of the first request.",
    label: "assumed",
    alternative: "The link answers whatever the body says.",
  },
  {
    id: "data-type-companions",
    surface,
    what: "Guids, dates and numbers come with a property that says their type.",
    label: "captured",
  },
  {
    id: "warnings-in-header",
    surface,
    what: "Warnings stand in X-Warnings as well as in the body.",
    label: "captured",
  },
  {
    id: "guids-as-text",
    surface,
    what: "Guids are texts.",
    label: "assumed",
    alternative: "Guids are objects with one property, Guid.",
  },
  {
    id: "booleans-as-json",
    surface,
    what: "Booleans are JSON's own.",
    label: "assumed",
    alternative: "Booleans are the texts True and False.",
  },
  {
    id: "dates-in-iso-form",
    surface,
    what: "Dates are in ISO 8601's form.",
    label: "assumed",
    alternative: "Dates are in the form /Date(milliseconds)/.",
  },
  {
    id: "nulls-sent",
    surface,
    what: "A property without a value is sent as null.",
    label: "assumed",
    alternative: "It is left out.",
  },
  {
    id: "new-object-in-value",
    surface,
    what: "What New-* has made is the one entry of value.",
    label: "assumed",
    alternative: "It is the answer itself.",
  },
  {
    id: "absent-is-404",
    surface,
    what: "An object that is not there is answered 404.",
    label: "assumed",
    alternative: "It is answered 400, with the same exception.",
  },
  {
    id: "error-details-plain",
    surface,
    what: "A detail of an error is plain text.",
    label: "assumed",
    alternative: "It is a JSON text with the property Message.",
  },
];
