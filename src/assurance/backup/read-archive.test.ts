import { expect, test } from "vitest";
import type { ArchiveStore } from "./archive-store.ts";
import { backupNameAt, manifestPath } from "./manifest.ts";
import { newestThatIsOver } from "./read-archive.ts";

const now = Date.UTC(2026, 2, 7, 9);
const [first, second, unfinished, ahead] = [-3, -2, -1, 24].map((hours) => backupNameAt(now + hours * 3_600_000)) as [
  string,
  string,
  string,
  string,
];

function aPlace(newest: string, ...finished: readonly string[]): ArchiveStore {
  const files = new Map(finished.map((name) => [manifestPath(name), Buffer.from("sealed")]));
  files.set("newest", Buffer.from(newest));
  return {
    folders: async () => [...finished, unfinished],
    read: async (path: string) => files.get(path),
  } as unknown as ArchiveStore;
}

test("where a clock that was ahead named the newest, the newest whose moment has come is drilled", async () => {
  expect(await newestThatIsOver(aPlace(ahead, first, second, ahead), now)).toBe(second);
  // Nothing has to be named where the place names what has come; and where nothing else is, what is there is restored.
  expect(await newestThatIsOver(aPlace(second, first, second), now)).toBeUndefined();
  expect(await newestThatIsOver(aPlace(ahead, ahead), now)).toBeUndefined();
});
