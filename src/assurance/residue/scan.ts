import { readFile } from "node:fs/promises";
import { join, relative, resolve } from "node:path";
import type { ResourceId, TenantId } from "../../foundation/kernel/index.ts";
import type { Database } from "../../foundation/platform/database/index.ts";
import { type ArchivePorts, archivedValues, keysOfPatient } from "../backup/index.ts";
import { groundToStay } from "../privacy/index.ts";
import { ByteFinder } from "./byte-finder.ts";
import { type Cluster, type RelationFile, readCluster, relationFiles, writeOut } from "./cluster-table.ts";
import { fileStoreOf } from "./file-stores.ts";
import { everyTable, rowsOf } from "./rows-table.ts";
import { type PassedBy, scanFile, walkFolder } from "./scan-folder.ts";
import { type Finding, type Tally, openTally } from "./tally.ts";
import { type Pattern, writingsOfBytes, writingsOfText } from "./writings.ts";

/** Something that was sealed: what a key that is still there made of it, or undefined where none opens it. */
export interface OpenedPart {
  readonly table: string;
  readonly bytes: Buffer | undefined;
}

export interface Folder {
  /** "folder of backups" */
  readonly name: string;
  readonly path: string;
}

export interface ResiduePorts {
  /** Connects as the schema's owner. */
  readonly admin: Database;
  /** Everything in the database that is sealed, opened as the program could. */
  readonly opened: (tenant: TenantId) => AsyncIterable<OpenedPart>;
  /** SHA-256 commitments to the patient's keys that were destroyed: a wrapped key carries its own in the clear. */
  readonly commitments: (tenant: TenantId, patient: ResourceId) => Promise<readonly Buffer[]>;
  /** Numbers of the keys that the patient still has. */
  readonly keysOf: (tenant: TenantId, patient: ResourceId) => Promise<readonly number[]>;
}

export interface ResidueAsked {
  readonly tenant: TenantId;
  readonly patient: ResourceId;
  readonly words: readonly string[];
  readonly dataDirectory: string;
  /** Beside the data directory and the database's. */
  readonly folders: readonly Folder[];
  /** Where backups are; none are opened without it. */
  readonly archives?: ArchivePorts | undefined;
}

export interface ResidueStep {
  readonly doing: "files" | "rows" | "opening" | "archives";
  /** Bytes of files; rows and values of the others. */
  readonly done: number;
  /** 0 where nobody counted. */
  readonly total: number;
}

export interface ResidueReport {
  readonly findings: readonly Finding[];
  /** Paths of files that no store is known for. */
  readonly unknown: readonly string[];
  /** What couldn't be looked at, and why, in words. */
  readonly notScanned: readonly string[];
  /** Keys that the patient still has: nothing was erased while there are any. */
  readonly keys: number;
  readonly files: number;
  readonly bytes: number;
  readonly rows: number;
  /** Sealed values that opened, and that didn't. */
  readonly opened: number;
  readonly closed: number;
}

/** What is left of somebody: looks for words that only they had, for wrapped copies of their destroyed keys and for their id, in every file
 *  and every row, and in whatever is sealed and still opens. */
export async function* scanResidue(
  ports: ResiduePorts,
  asked: ResidueAsked,
): AsyncGenerator<ResidueStep, ResidueReport> {
  const { tenant, patient, words } = asked;
  const commitments = await ports.commitments(tenant, patient);
  const inFiles = new ByteFinder([
    ...words.flatMap((word) => writingsOfText(ofWord, word)),
    ...commitments.flatMap((bytes) => writingsOfBytes(ofKey, bytes)),
  ]);
  const inRows = new ByteFinder([
    ...words.flatMap((word) => writingsOfText(ofWord, word)),
    ...writingsOfText(ofId, patient),
    ...writingsOfBytes(ofId, Buffer.from(patient.replaceAll("-", ""), "hex")),
  ]);
  const tally = openTally();
  const notScanned: string[] = [];
  const files = yield* scanFiles({ ports, asked, finder: inFiles, tally, notScanned });
  const rows = yield* scanRows(ports, inRows, tally);
  const sealed = yield* scanOpened(ports, tenant, inRows, tally);
  const keys = await ports.keysOf(tenant, patient);
  if (asked.archives !== undefined)
    yield* scanArchives(asked.archives, { tenant, patient, keys }, { finder: inRows, tally, notScanned });
  return { findings: tally.findings, notScanned, keys: keys.length, rows, ...files, ...sealed };
}

const ofWord = 0;
const ofKey = 1;
const ofId = 2;
const whatOf = ["word", "key", "id"] as const;

/** Notes what a finder finds. @param as instead of how it was written */
function noting(tally: Tally, place: string, ground: string | undefined, as?: "opened"): (pattern: Pattern) => void {
  return (pattern) => tally.add({ place, what: whatOf[pattern.of] ?? "word", as: as ?? pattern.as, ground });
}

interface FileScan {
  readonly ports: ResiduePorts;
  readonly asked: ResidueAsked;
  readonly finder: ByteFinder;
  readonly tally: Tally;
  readonly notScanned: string[];
}

interface ToScan {
  readonly path: string;
  readonly bytes: number;
  readonly place: string;
  readonly ground: string | undefined;
}

async function* scanFiles({
  ports,
  asked,
  finder,
  tally,
  notScanned,
}: FileScan): AsyncGenerator<ResidueStep, Pick<ResidueReport, "files" | "bytes" | "unknown">> {
  const db = ports.admin.installation;
  const unknown: string[] = [];
  const toScan: ToScan[] = [];
  const passedBy = (name: string) => (path: string, why: PassedBy) => {
    const place = `${name}${path === "" ? "" : `: ${path}`}`;
    notScanned.push(why === "link" ? `${place} is a link, and isn't followed` : `${place} can't be read by this user`);
  };

  if (!(await writeOut(db)))
    notScanned.push(
      "this role of the database may not write a checkpoint: what is only in its memory is not in the files",
    );
  const cluster = await readCluster(db);
  const isHere = cluster !== undefined && (await isClusterHere(cluster));
  const clusterFolder = isHere ? resolve(cluster.path) : undefined;
  if (clusterFolder === undefined)
    notScanned.push(
      "files of the database: they aren't on this machine, or not for this user to read; its rows were read over SQL",
    );
  else {
    const relations = new Map((await relationFiles(db)).map((file) => [file.path, file]));
    const found = await walkFolder(
      clusterFolder,
      // Other databases of the same server aren't Wardbook's.
      (path) => /^base\/\d+$/.test(path) && path !== `base/${cluster?.database}`,
      passedBy("files of the database"),
    );
    for (const { path, bytes } of found) {
      const { place, ground } = placeInCluster(path, relations);
      toScan.push({ path: join(clusterFolder, path), bytes, place, ground });
    }
  }

  const inData = (path: string) => resolve(asked.dataDirectory, path) === clusterFolder;
  for (const { path, bytes } of await walkFolder(asked.dataDirectory, inData, passedBy("data directory"))) {
    const store = fileStoreOf(path);
    if (store === undefined) unknown.push(path);
    toScan.push({
      path: join(asked.dataDirectory, path),
      bytes,
      place: store?.name ?? "files that nobody knows",
      ground: undefined,
    });
  }
  for (const folder of asked.folders)
    for (const { path, bytes } of await walkFolder(folder.path, inside(folder, asked), passedBy(folder.name)))
      toScan.push({ path: join(folder.path, path), bytes, place: folder.name, ground: undefined });

  const total = toScan.reduce((sum, { bytes }) => sum + bytes, 0);
  let done = 0;
  for (const { path, place, ground } of toScan)
    try {
      for await (const bytes of scanFile(path, finder, noting(tally, place, ground))) {
        done += bytes;
        yield { doing: "files", done, total: Math.max(done, total) };
      }
    } catch {
      notScanned.push(`${place}: a file can't be read by this user`);
    }
  return { files: toScan.length, bytes: done, unknown };
}

/** Another cluster may lie here under the path that a server elsewhere says. */
async function isClusterHere({ path, identifier }: Cluster): Promise<boolean> {
  // It begins with the number of its cluster, a uint64 of the machine's own order.
  const control = await readFile(join(path, "global/pg_control")).catch(() => undefined);
  if (control === undefined || control.length < 8) return false;
  return [control.readBigUInt64LE(0), control.readBigUInt64BE(0)].some((number) => String(number) === identifier);
}

/** A folder within the data directory is scanned once. */
function inside({ path: folder }: Folder, { dataDirectory }: ResidueAsked): (path: string) => boolean {
  return (path) => {
    const within = relative(resolve(dataDirectory), resolve(folder, path));
    return within === "" || !within.startsWith("..");
  };
}

function placeInCluster(
  path: string,
  relations: ReadonlyMap<string, RelationFile>,
): { readonly place: string; readonly ground: string | undefined } {
  // "base/16384/24577", then "_fsm", "_vm" or ".1" for parts of the same.
  const relation = relations.get(path.replace(/(?:_\w+)?(?:\.\d+)?$/, ""));
  if (relation !== undefined)
    return { place: `file of ${relation.kind} of ${relation.table}`, ground: groundToStay(relation.table) };
  const name = /\bpgsql_tmp\b/.test(path)
    ? "temporary files of the database"
    : (fileStoreOf(`postgres/cluster/${path}`)?.name ?? "database");
  return { place: name, ground: undefined };
}

async function* scanRows(ports: ResiduePorts, finder: ByteFinder, tally: Tally): AsyncGenerator<ResidueStep, number> {
  let rows = 0;
  const connection = await ports.admin.pin();
  try {
    for (const table of await everyTable(connection)) {
      const found = noting(tally, `rows of ${table.table}`, groundToStay(table.table));
      for await (const row of rowsOf(connection, table)) {
        finder.search(row, found);
        rows += 1;
        if (rows % 1_000 === 0) yield { doing: "rows", done: rows, total: 0 };
      }
    }
  } finally {
    connection.release();
  }
  return rows;
}

async function* scanOpened(
  ports: ResiduePorts,
  tenant: TenantId,
  finder: ByteFinder,
  tally: Tally,
): AsyncGenerator<ResidueStep, Pick<ResidueReport, "opened" | "closed">> {
  let opened = 0;
  let closed = 0;
  for await (const { table, bytes } of ports.opened(tenant)) {
    if (bytes === undefined) closed += 1;
    else {
      opened += 1;
      finder.search(bytes, noting(tally, `rows of ${table}`, groundToStay(table), "opened"));
    }
    if ((opened + closed) % 1_000 === 0) yield { doing: "opening", done: opened + closed, total: 0 };
  }
  return { opened, closed };
}

async function* scanArchives(
  archives: ArchivePorts,
  { tenant, patient, keys }: Pick<ResidueAsked, "tenant" | "patient"> & { readonly keys: readonly number[] },
  { finder, tally, notScanned }: Pick<FileScan, "finder" | "tally" | "notScanned">,
): AsyncGenerator<ResidueStep> {
  for (const { archive, found } of await keysOfPatient(archives, tenant, patient)) {
    if (found === undefined) notScanned.push(`archive of keys ${archive}: this root key doesn't open it`);
    // Of a patient who stays the present keys are where they belong.
    for (const _gone of (found ?? []).filter((key) => !keys.includes(key)))
      tally.add({ place: `archive of keys ${archive}`, what: "key", as: "opened", ground: undefined });
  }
  let values = 0;
  for await (const { archive, found } of archivedValues(archives)) {
    if (found === undefined) {
      notScanned.push(`archive of data ${archive}: no key that is here opens it`);
      continue;
    }
    // The id alone leads nowhere once the keys are gone, and rows that were deleted since are in older archives.
    const note = noting(tally, `archive of data: ${found.table}`, groundToStay(found.table));
    finder.search(found.bytes, (pattern) => (pattern.of === ofId ? undefined : note(pattern)));
    values += 1;
    if (values % 1_000 === 0) yield { doing: "archives", done: values, total: 0 };
  }
}
