import { mkdir, open } from "node:fs/promises";
import { join } from "node:path";
import { type Clock, type Positions, type TenantId, gather } from "../../foundation/kernel/index.ts";
import type { SealedBatch } from "./batch.ts";
import { type DaybookFile, openDaybookFile, readDaybookPage } from "./daybook-file.ts";
import { type DaybookLine, batchesOf, readLines, writeLines } from "./daybook-lines.ts";

/** Where entries stand, durable, until they are posted to the ledger's table, a page at a time: a file beside the database's own.
 *  One process at a time may have the directory. */
export interface Daybook<Entry> {
  /** Resolves when the entries are on the disk. @returns the place of the first; the others follow it */
  write(tenant: TenantId, entries: readonly Entry[]): Promise<{ readonly batch: number; readonly ordinal: number }>;
  /** Resolves when all that was written before is in the ledger's table; rejects when that fails, and goes on trying. */
  settle(): Promise<void>;
  /** What couldn't be posted is posted at the next opening. */
  close(): Promise<void>;
}

export interface DaybookPorts<Entry> {
  readonly directory: string;
  readonly positions: Positions;
  readonly now: Clock;
  seal(tenant: TenantId, batch: number, entries: readonly Entry[], firstOrdinal: number): Promise<SealedBatch>;
  /** Puts a whole batch into the ledger's table. Called again with the same batch when it isn't known whether it got there: that one, and
   *  what an earlier process left, comes without the hashes of its leaves. */
  post(tenant: TenantId, batch: SealedBatch): Promise<void>;
  /** Told when posting failed; it is tried again. */
  readonly onFailure: (error: unknown) => void;
}

/** Bytes of one page. */
export const pageBytes: number = 2 << 20;
const entriesOnPage = 1_000;
const postAfterMilliseconds = 200;
const retryMilliseconds = 1_000;
const names = ["page-a", "page-b"] as const;

interface Page {
  readonly file: DaybookFile;
  readonly lines: DaybookLine[];
  /** Of each organisation, the batch that its entries on this page make, and how many there are. */
  readonly batches: Map<TenantId, { readonly batch: number; count: number }>;
  count: number;
}

interface Writing<Entry> {
  readonly tenant: TenantId;
  readonly entries: readonly Entry[];
}

/** Posts what an earlier process left, too. @throws DatabaseError and the file system's errors */
export async function openDaybook<Entry>(ports: DaybookPorts<Entry>): Promise<Daybook<Entry>> {
  const { directory, positions } = ports;
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const paths = names.map((name) => join(directory, name));
  for (const { tenant, stretch } of await leftover(paths)) await ports.post(tenant, stretch);
  const free = await Promise.all(paths.map((path) => openDaybookFile(path, pageBytes, ports.now)));
  await syncDirectory(directory);
  const files = [...free];

  let page: Page | undefined;
  let timer: NodeJS.Timeout | undefined;
  let writing = false;
  let afterWriting: (() => void)[] = [];
  let posting: Promise<void> = Promise.resolve();
  let closing = false;
  const waiting = new Set<(reason: unknown) => void>();

  async function post({ tenant, stretch }: DaybookLine): Promise<void> {
    for (let batch = stretch; ; ) {
      try {
        return await ports.post(tenant, batch);
      } catch (error) {
        // From now on as if an earlier process had left it.
        batch = { ...batch, leafHashes: [] };
        ports.onFailure(error);
        for (const reject of waiting) reject(error);
        if (closing) throw error;
        await new Promise((resolve) => setTimeout(resolve, retryMilliseconds));
      }
    }
  }

  /** Ends the page under way and posts it after those before it. Not while a record is being written to it. */
  function turn(): void {
    clearTimeout(timer);
    const full = page;
    page = undefined;
    if (full === undefined) return;
    posting = posting.then(async () => {
      for (const batch of batchesOf(full.lines)) await post(batch);
      free.push(full.file);
    });
    posting.catch(() => undefined);
  }

  /** As `turn`, when no record is being written. */
  function turnSoon(): Promise<void> {
    if (writing) return new Promise((resolve) => afterWriting.push(resolve));
    turn();
    return Promise.resolve();
  }

  async function openPage(): Promise<Page> {
    if (page !== undefined) return page;
    if (free.length === 0) await posting;
    const file = free.shift();
    if (file === undefined) throw new Error("the daybook has no free page");
    file.restart(positions());
    timer = setTimeout(() => void turnSoon(), postAfterMilliseconds);
    page = { file, lines: [], batches: new Map(), count: 0 };
    return page;
  }

  /** The entries of each organisation as a stretch of its batch on this page. */
  async function sealOn(on: Page, writings: readonly Writing<Entry>[]): Promise<DaybookLine[]> {
    const byTenant = new Map<TenantId, Entry[]>();
    for (const { tenant, entries } of writings) {
      const all = byTenant.get(tenant);
      if (all === undefined) byTenant.set(tenant, [...entries]);
      else all.push(...entries);
    }
    const lines: DaybookLine[] = [];
    for (const [tenant, entries] of byTenant) {
      const { batch, count } = on.batches.get(tenant) ?? { batch: positions(), count: 0 };
      lines.push({ tenant, stretch: await ports.seal(tenant, batch, entries, count) });
    }
    return lines;
  }

  async function writeTogether(writings: readonly Writing<Entry>[]) {
    for (;;) {
      const on = await openPage();
      const lines = await sealOn(on, writings);
      const content = writeLines(lines);
      const tooLong = content.length > on.file.room();
      if (tooLong && on.count > 0) {
        turn();
        continue;
      }
      // What no page can hold goes into the table at once: that is durable too.
      if (tooLong) for (const { tenant, stretch } of lines) await ports.post(tenant, stretch);
      else await on.file.append(content);
      const places = placesOf(on, lines, writings);
      if (!tooLong) note(on, lines);
      if (on.count >= entriesOnPage && free.length > 0) turn();
      return places;
    }
  }

  const writer = gather<Writing<Entry>, { readonly batch: number; readonly ordinal: number }>(
    async (writings) => {
      writing = true;
      try {
        return await writeTogether(writings);
      } finally {
        writing = false;
        const waited = afterWriting;
        afterWriting = [];
        if (waited.length > 0) turn();
        for (const resolve of waited) resolve();
      }
    },
    { mostTogether: 128, mostInFlight: 1 },
  );

  async function settle(): Promise<void> {
    await turnSoon();
    let fail: (reason: unknown) => void = () => undefined;
    const failure = new Promise<never>((_, reject) => (fail = reject));
    waiting.add(fail);
    await Promise.race([posting, failure]).finally(() => waiting.delete(fail));
  }

  return {
    write: (tenant, entries) => writer({ tenant, entries }),
    settle,
    async close() {
      closing = true;
      try {
        await settle();
        for (const file of files) await file.clear();
      } finally {
        clearTimeout(timer);
        for (const file of files) await file.close();
      }
    },
  };
}

function placesOf(
  on: Page,
  lines: readonly DaybookLine[],
  writings: readonly Writing<unknown>[],
): { readonly batch: number; readonly ordinal: number }[] {
  const next = new Map(
    lines.map(({ tenant, stretch: { batch } }) => [tenant, { batch, ordinal: on.batches.get(tenant)?.count ?? 0 }]),
  );
  return writings.map(({ tenant, entries }) => {
    const place = next.get(tenant) ?? { batch: 0, ordinal: 0 };
    next.set(tenant, { batch: place.batch, ordinal: place.ordinal + entries.length });
    return place;
  });
}

function note(on: Page, lines: readonly DaybookLine[]): void {
  for (const line of lines) {
    const { batch, leafHashes } = line.stretch;
    on.lines.push(line);
    on.batches.set(line.tenant, { batch, count: (on.batches.get(line.tenant)?.count ?? 0) + leafHashes.length });
    on.count += leafHashes.length;
  }
}

/** Batches that were durable and perhaps never posted, oldest page first. */
async function leftover(paths: readonly string[]): Promise<DaybookLine[]> {
  const pages = (await Promise.all(paths.map(readDaybookPage))).flatMap((found) =>
    found === undefined ? [] : [found],
  );
  pages.sort((a, b) => a.page - b.page);
  return pages.flatMap(({ contents }) => batchesOf(contents.flatMap(readLines)));
}

/** So that a file that was made is there after a power cut. */
async function syncDirectory(directory: string): Promise<void> {
  const folder = await open(directory, "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
