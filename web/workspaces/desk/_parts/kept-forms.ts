import { askStore, openDatabase, promised } from "../../chart/_parts/notes/indexed-db.ts";

/** What is typed in forms, on this device: each sealed under a key of its writer that no script can read out. */
export type KeptForms = {
  readonly put: (name: string, value: unknown) => Promise<void>;
  /** Undefined for what isn't there, or can't be opened any more. */
  readonly get: (name: string) => Promise<unknown>;
  readonly remove: (name: string) => Promise<void>;
};

type Key = { readonly personId: string; readonly key: CryptoKey };
type Sealed = {
  readonly personId: string;
  readonly name: string;
  readonly keptAt: number;
  readonly nonce: Uint8Array<ArrayBuffer>;
  readonly sealed: ArrayBuffer;
};

const database = {
  name: "wardbook-forms",
  version: 1,
  stores: { keys: "personId", forms: ["personId", "name"] },
} as const;

/** What somebody else left unfinished stays sealed until they return, for at most so long. */
const keptMilliseconds = 7 * 24 * 3_600_000;

/** @throws DOMException where the browser keeps nothing (some private windows) */
export async function openKeptForms(personId: string, now: () => number): Promise<KeptForms> {
  const db = await openDatabase(database);
  for (const row of await askStore<Sealed[]>(db, "forms", "readonly", (store) => store.getAll()))
    if (now() - row.keptAt > keptMilliseconds)
      await askStore(db, "forms", "readwrite", (store) => store.delete([row.personId, row.name]));
  const key = await keyOf(db, personId);
  // One after the other: sealing takes its time, and an older word must not come to lie on a newer one, nor on a form that is done.
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const done = last.then(work, work);
    last = done.catch(() => undefined);
    return done;
  };
  return {
    put: (name, value) =>
      inTurn(async () => {
        const row = await seal(key, { personId, name, keptAt: now() }, value);
        await askStore(db, "forms", "readwrite", (store) => store.put(row));
      }),
    get: (name) =>
      inTurn(async () => {
        const row = await askStore<Sealed | undefined>(db, "forms", "readonly", (store) => store.get([personId, name]));
        return row === undefined ? undefined : open(key, row);
      }),
    remove: (name) =>
      inTurn(async () => {
        await askStore(db, "forms", "readwrite", (store) => store.delete([personId, name]));
      }),
  };
}

/** Two windows that start at once agree on one key: the first to write wins. */
async function keyOf(db: IDBDatabase, personId: string): Promise<CryptoKey> {
  const made = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  const store = db.transaction("keys", "readwrite").objectStore("keys");
  const found = (await promised(store.get(personId))) as Key | undefined;
  if (found !== undefined) return found.key;
  await promised(store.put({ personId, key: made } satisfies Key));
  return made;
}

type Place = Pick<Sealed, "personId" | "name" | "keptAt">;

/** The form's place is authenticated with it, so that one person's can't be passed off as another's. */
function parameters(nonce: Uint8Array<ArrayBuffer>, { personId, name }: Place): AesGcmParams {
  return { name: "AES-GCM", iv: nonce, additionalData: new TextEncoder().encode(`wardbook-form|${personId}|${name}`) };
}

export async function seal(key: CryptoKey, place: Place, value: unknown): Promise<Sealed> {
  const nonce = crypto.getRandomValues(new Uint8Array(12));
  const plain = new TextEncoder().encode(JSON.stringify(value));
  return { ...place, nonce, sealed: await crypto.subtle.encrypt(parameters(nonce, place), key, plain) };
}

export async function open(key: CryptoKey, row: Sealed): Promise<unknown> {
  try {
    return JSON.parse(
      new TextDecoder().decode(await crypto.subtle.decrypt(parameters(row.nonce, row), key, row.sealed)),
    );
  } catch {
    return undefined;
  }
}
