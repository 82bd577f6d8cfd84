import { say } from "../../../../ui/words/index.ts";

type Shape = {
  readonly name: string;
  readonly version: number;
  readonly stores: Readonly<Record<string, string | readonly string[]>>;
};

const open = new Map<string, Promise<IDBDatabase>>();

/** One connection per database and window; a broken one is opened anew at the next call. */
export function openDatabase({ name, version, stores }: Shape): Promise<IDBDatabase> {
  const known = open.get(name);
  if (known !== undefined) return known;
  const opening = new Promise<IDBDatabase>((resolve, reject) => {
    if (typeof indexedDB === "undefined")
      return reject(new DOMException(say("browserKeepsNothing"), "NotSupportedError"));
    const request = indexedDB.open(name, version);
    request.onupgradeneeded = () => {
      for (const [store, keyPath] of Object.entries(stores)) {
        if (!request.result.objectStoreNames.contains(store))
          request.result.createObjectStore(store, { keyPath: typeof keyPath === "string" ? keyPath : [...keyPath] });
      }
    };
    request.onsuccess = () => {
      request.result.onversionchange = () => {
        request.result.close();
        open.delete(name);
      };
      request.result.onclose = () => open.delete(name);
      resolve(request.result);
    };
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new DOMException(say("anotherWindowHolds"), "AbortError"));
  });
  open.set(name, opening);
  opening.catch(() => open.delete(name));
  return opening;
}

export function promised<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** One request in a transaction of its own; resolves only when the transaction is durable. */
export function askStore<T>(
  db: IDBDatabase,
  store: string,
  mode: "readonly" | "readwrite",
  ask: (store: IDBObjectStore) => IDBRequest,
): Promise<T> {
  return new Promise((resolve, reject) => {
    // Strict: a crash of the machine must not take what the screen called kept.
    const transaction = db.transaction(store, mode, { durability: mode === "readwrite" ? "strict" : "default" });
    const request = ask(transaction.objectStore(store));
    transaction.oncomplete = () => resolve(request.result as T);
    transaction.onabort = () => reject(transaction.error ?? new DOMException(say("deviceRefused"), "AbortError"));
    transaction.onerror = () => reject(transaction.error);
  });
}
