/**
 * The three metadata functions that @peculiar/x509 expects on `Reflect` when it is loaded. A polyfill that is
 * already there wins.
 */
type Key = unknown;

interface ReflectMetadata {
  getMetadata?(key: Key, target: object): unknown;
  getOwnMetadata?(key: Key, target: object): unknown;
  defineMetadata?(key: Key, value: unknown, target: object): void;
}

const metadata = new WeakMap<object, Map<Key, unknown>>();
const reflect = Reflect as ReflectMetadata;

if (!reflect.getMetadata) {
  const read = (key: Key, target: object) => metadata.get(target)?.get(key);
  reflect.getMetadata = read;
  reflect.getOwnMetadata = read;
  reflect.defineMetadata = (key, value, target) => {
    const own = metadata.get(target) ?? new Map<Key, unknown>();
    metadata.set(target, own.set(key, value));
  };
}

export {};
