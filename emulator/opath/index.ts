/**
 * OPATH, the language of recipient filters, as Exchange reads, keeps and evaluates it. Text → parseFilter →
 * bindFilter (properties and types) → renderFilter (what Exchange stores) or matches (which recipients).
 */
export { parseFilter } from "./parser";
export { bindFilter } from "./bind";
export { renderFilter } from "./render";
export { fitsPattern } from "./wildcards";
export { matches } from "./matches";
export { distinguishedNameKey } from "./distinguished-name";
export { filterableProperties } from "./properties";
export { opathBehaviours } from "./behaviours";
export { OpathError } from "./errors";
export type { OpathErrorKind } from "./errors";
export type { BoundFilter, Filter } from "./filter";
export type { OpathOptions } from "./options";
export type { Property, PropertyKind } from "./properties";
