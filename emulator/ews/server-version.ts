import { EwsError } from "./ews-error";

/** RequestServerVersion as documented, and the newer ones that servers of our version take as well. */
const known: ReadonlySet<string> = new Set([
  "Exchange2007",
  "Exchange2007_SP1",
  "Exchange2010",
  "Exchange2010_SP1",
  "Exchange2010_SP2",
  "Exchange2013",
  "Exchange2013_SP1",
  "Exchange2015",
  "Exchange2016",
]);

/** The date-named schemas, V2017_07_11, which some clients copy from an answer. */
const dated = /^V201[5-7]_[0-1][0-9]_[0-3][0-9]$/;

/** Documented: an unknown version is ErrorInvalidServerVersion. A request without one is for Exchange 2007 SP1. */
export function checkServerVersion(version: string | undefined): void {
  if (version === undefined || known.has(version) || dated.test(version)) return;
  throw new EwsError("ErrorInvalidServerVersion", "The specified server version is invalid.");
}
