/** What the tenant tells the language. Everything has a default, so that a filter can be read without a tenant. */
export interface OpathOptions {
  readonly mode?: "online" | "onPremises";
  readonly behaves?: (id: string) => boolean;
  /** The DN of the object that a value of a DN property means: a DN, a canonical name, a name, a Guid. */
  readonly resolve?: (value: string) => string | undefined;
}

export type ResolvedOptions = Required<OpathOptions>;

export function withDefaults(options: OpathOptions): ResolvedOptions {
  return {
    mode: options.mode ?? "online",
    behaves: options.behaves ?? (() => true),
    resolve: options.resolve ?? (() => undefined),
  };
}
