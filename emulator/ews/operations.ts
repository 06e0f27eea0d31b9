import type { EwsOperation } from "./context";
import { convertId } from "./convert-id";
import { findFolder } from "./find-folder";
import { findItem } from "./find-item";
import { getFolder } from "./get-folder";
import { getItem } from "./get-item";
import { resolveNames } from "./resolve-names";

/** The operations that are played; every other one is refused by a fault that says so. */
export const operations: readonly EwsOperation[] = [
  getFolder,
  findFolder,
  findItem,
  getItem,
  resolveNames,
  convertId,
];
