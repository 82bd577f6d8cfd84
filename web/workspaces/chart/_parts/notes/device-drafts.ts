import type { DeviceCopy } from "./draft-copy.ts";
import { askStore, openDatabase, promised } from "./indexed-db.ts";
import { openSealed, sealCopy, type SealedCopy } from "./sealed-copy.ts";

/** Drafts of one person on this device, each sealed under a key that no script can read out. */
export type DeviceDrafts = {
  readonly put: (copy: DeviceCopy) => Promise<void>;
  readonly get: (id: string) => Promise<DeviceCopy | undefined>;
  readonly list: () => Promise<readonly DeviceCopy[]>;
  readonly remove: (id: string) => Promise<void>;
};

type StoredKey = { readonly personId: string; readonly key: CryptoKey };

const database = {
  name: "wardbook-drafts",
  version: 1,
  stores: { keys: "personId", drafts: ["personId", "id"] },
} as const;

/** @throws DOMException where the browser keeps nothing (some private windows) */
export async function openDeviceDrafts(personId: string): Promise<DeviceDrafts> {
  const db = await openDatabase(database);
  const key = await keyOf(db, personId);
  const range = IDBKeyRange.bound([personId], [personId, []]);
  return {
    put: async (copy) => {
      const sealed = await sealCopy(key, personId, copy);
      await askStore(db, "drafts", "readwrite", (store) => store.put(sealed));
    },
    get: async (id) => {
      const found = await askStore<SealedCopy | undefined>(db, "drafts", "readonly", (store) =>
        store.get([personId, id]),
      );
      return found === undefined ? undefined : openSealed(key, found);
    },
    list: async () => {
      const found = await askStore<SealedCopy[]>(db, "drafts", "readonly", (store) => store.getAll(range));
      const opened = await Promise.all(found.map((sealed) => openSealed(key, sealed)));
      return opened.filter((copy) => copy !== undefined);
    },
    remove: async (id) => {
      await askStore(db, "drafts", "readwrite", (store) => store.delete([personId, id]));
    },
  };
}

/** The person's key on this device. Two windows that start at once agree on one: the first to write wins. */
async function keyOf(db: IDBDatabase, personId: string): Promise<CryptoKey> {
  const made = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  const transaction = db.transaction("keys", "readwrite");
  const store = transaction.objectStore("keys");
  const found = (await promised(store.get(personId))) as StoredKey | undefined;
  if (found !== undefined) return found.key;
  await promised(store.put({ personId, key: made } satisfies StoredKey));
  return made;
}

/**
 * Clears what other people left on this device, once somebody else signs in: their drafts that the server has, and
 * their keys with them. What the server lacks stays sealed until its writer returns, for at most 30 days.
 */
export async function forgetOtherPeople(personId: string, now: number): Promise<void> {
  const db = await openDatabase(database);
  const drafts = await askStore<SealedCopy[]>(db, "drafts", "readonly", (store) => store.getAll());
  const keys = await askStore<StoredKey[]>(db, "keys", "readonly", (store) => store.getAll());
  const others = drafts.filter((draft) => draft.personId !== personId);
  const stays = others.filter((draft) => draft.unsent && now - draft.keptAt < keepUnsentMilliseconds);
  for (const draft of others) {
    if (!stays.includes(draft))
      await askStore(db, "drafts", "readwrite", (store) => store.delete([draft.personId, draft.id]));
  }
  const needed = new Set([personId, ...stays.map((draft) => draft.personId)]);
  for (const key of keys) {
    if (!needed.has(key.personId)) await askStore(db, "keys", "readwrite", (store) => store.delete(key.personId));
  }
}

const keepUnsentMilliseconds = 30 * 24 * 3_600_000;
