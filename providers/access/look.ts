import { ServiceError } from "../connection/errors";

/** Something that had to be looked at and could not be: what it proves is not known. */
export interface Unseen {
  /** What was not seen, in words that stay the same as long as it is not. */
  what: string;
  why: string;
}

/** Asks, and keeps an answer that does not come apart from one that says "nothing". */
export async function look<T>(unseen: Unseen[], what: string, ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    if (!unseen.some((each) => each.what === what)) unseen.push({ what, why: error.message });
    return undefined;
  }
}
