/** Values by key, each with the resource that said it: a resource's values can be taken out again. */
export interface Sourced<Value> {
  add(key: string, source: string, value: Value): void;
  remove(key: string, source: string): void;
  get(key: string): readonly Value[];
}

const none: readonly never[] = [];

export function sourced<Value>(): Sourced<Value> {
  const byKey = new Map<string, { readonly source: string; readonly value: Value }[]>();
  const values = new Map<string, readonly Value[]>();
  return {
    add(key, source, value) {
      const known = byKey.get(key);
      if (known === undefined) byKey.set(key, [{ source, value }]);
      else known.push({ source, value });
      values.delete(key);
    },
    remove(key, source) {
      const kept = (byKey.get(key) ?? []).filter((one) => one.source !== source);
      if (kept.length === 0) byKey.delete(key);
      else byKey.set(key, kept);
      values.delete(key);
    },
    get(key) {
      const known = values.get(key);
      if (known !== undefined) return known;
      const entries = byKey.get(key);
      if (entries === undefined) return none;
      const list = entries.map(({ value }) => value);
      values.set(key, list);
      return list;
    },
  };
}
