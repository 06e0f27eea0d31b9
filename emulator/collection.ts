/** A write as the store's listeners see it; `before` or `after` is missing for a creation or a removal. */
export interface Change {
  readonly collection: string;
  readonly key: string;
  readonly before: object | undefined;
  readonly after: object | undefined;
}

export interface CollectionOptions<T> {
  readonly name: string;
  readonly key: (entity: T) => string;
  /** Values that only one entity may have; compared without regard to case, null is not a value. */
  readonly unique: Readonly<Record<string, (entity: T) => string | null>>;
}

/** A key or a unique value that another entity already has. */
export class DuplicateError extends Error {
  constructor(
    readonly collection: string,
    readonly index: string,
    readonly value: string,
  ) {
    super(`${collection} already holds an entity whose ${index} is ${value}.`);
    this.name = "DuplicateError";
  }
}

/** Entities of one kind, in order of creation. What is read is frozen; only insert, update and remove write. */
export class Collection<T extends object> {
  #entities = new Map<string, T>();
  readonly #indexes: Map<string, Map<string, string>>;

  constructor(
    private readonly options: CollectionOptions<T>,
    private readonly written: (change: Change) => void,
  ) {
    this.#indexes = new Map(Object.keys(options.unique).map((index) => [index, new Map<string, string>()]));
  }

  all(): T[] {
    return [...this.#entities.values()];
  }

  get(key: string): T | undefined {
    return this.#entities.get(key.toLowerCase());
  }

  /** By a unique value: `store.managementScopes.by("name", "Rooms")`. */
  by(index: string, value: string): T | undefined {
    const values = this.#indexes.get(index);
    if (!values) throw new Error(`${this.options.name} has no index ${index}.`);
    const key = values.get(value.toLowerCase());
    return key === undefined ? undefined : this.#entities.get(key);
  }

  find(predicate: (entity: T) => boolean): T | undefined {
    for (const entity of this.#entities.values()) if (predicate(entity)) return entity;
    return undefined;
  }

  filter(predicate: (entity: T) => boolean): T[] {
    return this.all().filter(predicate);
  }

  insert(entity: T): T {
    const key = this.#key(entity);
    if (this.#entities.has(key)) throw new DuplicateError(this.options.name, "key", key);
    return this.#put(key, entity);
  }

  update(key: string, patch: Partial<T>): T {
    const before = this.get(key);
    if (!before) throw new Error(`${this.options.name} holds no ${key}.`);
    const after = { ...before, ...patch };
    if (this.#key(after) !== key.toLowerCase())
      throw new Error(`The key of ${this.options.name} cannot change.`);
    return this.#put(key.toLowerCase(), after);
  }

  /** Whether there was something to remove. */
  remove(key: string): boolean {
    const before = this.get(key);
    if (!before) return false;
    this.#entities.delete(key.toLowerCase());
    this.#index(key.toLowerCase(), before, undefined);
    this.written({ collection: this.options.name, key: key.toLowerCase(), before, after: undefined });
    return true;
  }

  /** Replaces everything without telling the listeners: a load, a reset, a rollback. */
  restore(entities: readonly T[]): void {
    this.#entities = new Map();
    for (const values of this.#indexes.values()) values.clear();
    for (const entity of entities) {
      const key = this.#key(entity);
      if (this.#entities.has(key)) throw new DuplicateError(this.options.name, "key", key);
      this.#index(key, undefined, entity);
      this.#entities.set(key, freeze(entity));
    }
  }

  #key(entity: T): string {
    return this.options.key(entity).toLowerCase();
  }

  #put(key: string, entity: T): T {
    const before = this.#entities.get(key);
    const after = freeze(structuredClone(entity));
    this.#index(key, before, after);
    this.#entities.set(key, after);
    this.written({ collection: this.options.name, key, before, after });
    return after;
  }

  #index(key: string, before: T | undefined, after: T | undefined): void {
    const values = (entity: T | undefined, index: string) =>
      entity && this.options.unique[index]?.(entity)?.toLowerCase();
    for (const [index, keys] of this.#indexes) {
      const value = values(after, index);
      const owner = value ? keys.get(value) : undefined;
      if (value && owner !== undefined && owner !== key)
        throw new DuplicateError(this.options.name, index, value);
    }
    for (const [index, keys] of this.#indexes) {
      const [old, value] = [values(before, index), values(after, index)];
      if (old) keys.delete(old);
      if (value) keys.set(value, key);
    }
  }
}

function freeze<T>(value: T): T {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return value;
  Object.values(value).forEach(freeze);
  return Object.freeze(value);
}
