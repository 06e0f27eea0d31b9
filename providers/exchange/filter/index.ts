/**
 * Recipient filters (OPATH) as text and as trees: `import { parse, format, equal } from "pulumi-exchange-rbac/filter"`.
 */
export { parse } from "./parser";
export { format } from "./format";
export { equal } from "./equality";
export { FilterError } from "./filter-error";
export type { And, Comparison, ComparisonOperator, Filter, Not, Or, Value } from "./filter";
