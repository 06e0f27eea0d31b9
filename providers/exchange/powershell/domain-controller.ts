/**
 * The domain controller that a connection reads from and writes to: another one knows of a change only after replication.
 * One that the configuration names is kept to; one that we chose ourselves is given up when it no longer answers.
 */
export interface PinnedController {
  readonly name: string | undefined;
  /** Makes sure, in a session that has just been made, that there is one and that it answers. */
  settle(organizationFrom: (controller: string | undefined) => Promise<string | undefined>): Promise<void>;
  /** Whether it may be exchanged for another one. */
  readonly isOurChoice: boolean;
}

/** `organizationFrom` reads the organisation from a controller, or from any, and tells which one answered. */
export function pinnedController(configured: string | undefined): PinnedController {
  let chosen: string | undefined;
  return {
    get name() {
      return configured ?? chosen;
    },
    isOurChoice: configured === undefined,
    async settle(organizationFrom) {
      if (configured !== undefined) return;
      if (chosen !== undefined) {
        try {
          await organizationFrom(chosen);
          return;
        } catch {
          chosen = undefined;
        }
      }
      chosen = await organizationFrom(undefined);
    },
  };
}
