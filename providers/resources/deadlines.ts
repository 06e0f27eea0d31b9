/** How long an operation may go on in all: dependencies take up to ten minutes to arrive everywhere in Exchange. */
export const operationMs = 15 * 60_000;
/** How long a write may take until a list shows it; usually seconds, at times a minute. */
export const confirmationMs = 5 * 60_000;
/** How long a scope is still "in use" after the last grant on it went. */
export const releaseMs = 2 * 60_000;
/** How long something that a grant refers to may be missing from a list before it counts as not there. */
export const arrivalMs = 60_000;
