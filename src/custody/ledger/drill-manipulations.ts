import { cp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { generateSigningKey } from "../../foundation/crypto/index.ts";
import { mostInBatch, splitBatch } from "./batch.ts";
import { leafHashesOf } from "./batch-contents.ts";
import type { TenantKeys } from "../keyring/index.ts";
import type { Scene, Stage } from "./drill-scene.ts";
import { commitCopy } from "./drill-list.ts";
import { type DrilledPruning, prunedCopy } from "./drill-pruning.ts";
import { notWithdrawn } from "./pruning-table.ts";
import { type TableCopy, headsAt, layDown, madeUpBatch, rewrite, sizeOf } from "./drill-tables.ts";
import { rowOf, headOf } from "./head-table.ts";
import type { BatchRow, SequenceRow } from "./ledger-table.ts";
import { logSigner } from "./log-identity.ts";
import { noteSigner, signNote, unverifiedText } from "./verify/index.ts";

type Spoil = (stage: Stage) => Promise<Scene>;

/** The tables alone, as somebody has them who can write to the database. */
function inTables(change: (tables: TableCopy, stage: Stage) => TableCopy): Spoil {
  return async (stage) => ({
    ...stage.scene,
    directory: await stage.copyFiles(),
    tables: change(stage.scene.tables, stage),
  });
}

/** The public files alone, or a copy that somebody keeps. */
function inFiles(change: (folder: string, stage: Stage) => Promise<void>): Spoil {
  return async (stage) => {
    const directory = await stage.copyFiles();
    await change(directory, stage);
    return { ...stage.scene, directory };
  };
}

/** Everything on the server's machine: tables, the checkpoint outside, public files. */
function everywhere(change: (tables: TableCopy, stage: Stage) => TableCopy | Promise<TableCopy>): Spoil {
  return async (stage) => {
    const tables = await change(stage.scene.tables, stage);
    return { ...stage.scene, tables, directory: await stage.publish(tables) };
  };
}

/** After a pruning that is on record, the tables alone. */
function inPruned(change: (pruned: TableCopy, stage: Stage) => TableCopy): Spoil {
  return async (stage) => {
    const pruned = await prunedCopy(stage.keys, stage.scene.tables);
    return { ...stage.scene, tables: change(pruned, stage), directory: await stage.publish(pruned) };
  };
}

/** A pruning as the ledger itself declares it, or as who has the organisation's keys may, in tables and files. */
function declaredPruning(how: (keys: TenantKeys) => DrilledPruning): Spoil {
  return everywhere((tables, { keys }) => prunedCopy(keys, tables, how(keys)));
}

function inProof(change: (text: string, stage: Stage) => string): Spoil {
  return async (stage) => ({
    ...stage.scene,
    directory: await stage.copyFiles(),
    proof: await stage.file(change(await readFile(stage.scene.proof, "utf8"), stage)),
  });
}

/** @param change what is made of the list in the file */
function inList(change: (list: string) => string): Spoil {
  return async (stage) => {
    const text = await readFile(stage.scene.list, "utf8");
    const changed = text.replace(/^extra (\S+)$/m, (_, extra: string) => {
      const list = change(Buffer.from(extra, "base64").toString("utf8"));
      return `extra ${Buffer.from(list).toString("base64")}`;
    });
    return { ...stage.scene, directory: await stage.copyFiles(), list: await stage.file(changed) };
  };
}

const flipped = (bytes: Buffer, at: number): Buffer => {
  const copy = Buffer.from(bytes);
  copy[at] = (copy[at] ?? 0) ^ 1;
  return copy;
};
const flippedFirst = (rows: TableCopy["prunedHeads"], keys?: TenantKeys) =>
  rows.map((row, at) => {
    if (at > 0) return row;
    const head = flipped(row.head, 0);
    return keys === undefined ? { ...row, head } : rowOf(keys, headOf({ ...row, head }));
  });
const withoutFirst = (batches: readonly BatchRow[], sequence: readonly SequenceRow[]) =>
  batches.filter(({ batch }) => batch !== sequence[0]?.batch);
const middle = <T>(rows: readonly T[]): number => Math.floor(rows.length / 2);
const without = <T>(rows: readonly T[], at: number): T[] => rows.filter((_, index) => index !== at);
const replaced = <T>(rows: readonly T[], at: number, make: (row: T) => T): T[] =>
  rows.map((row, index) => (index === at ? make(row) : row));
const newest = ({ checkpoints }: TableCopy) => checkpoints.length - 1;

/** Two rows that hold as many entries as each other, or the first two. */
function swapped(tables: TableCopy): TableCopy {
  const [one, other] = [tables.batches[0], tables.batches.at(-1)];
  if (one === undefined || other === undefined) return tables;
  return {
    ...tables,
    batches: tables.batches.map((row) =>
      row === one ? { ...one, entries: other.entries } : row === other ? { ...other, entries: one.entries } : row,
    ),
  };
}

function reordered(tables: TableCopy): TableCopy {
  const [one, other] = tables.sequence.slice(-2);
  if (one === undefined || other === undefined) return tables;
  const first: SequenceRow = { ...other, first_index: one.first_index };
  const second: SequenceRow = { ...one, first_index: one.first_index + other.leaf_hashes.length / 32 };
  return { ...tables, sequence: [...tables.sequence.slice(0, -2), first, second] };
}

/** Back to the last checkpoint but `steps`. */
function rolledBack(keys: TenantKeys, tables: TableCopy, steps: number): TableCopy {
  const checkpoints = tables.checkpoints.slice(0, -steps);
  const size = checkpoints.at(-1)?.size ?? 0;
  const sequence = tables.sequence.filter((row) => row.first_index < size);
  const placed = new Set(sequence.map(({ batch }) => batch));
  const batches = tables.batches.filter(({ batch }) => placed.has(batch));
  const heads = headsAt(keys, { batches, sequence }, tables.heads);
  return { ...tables, sequence, checkpoints, batches, outside: checkpoints.at(-1)?.note, heads };
}

const nextBatch = ({ batches }: TableCopy) => Math.max(...batches.map(({ batch }) => batch)) + 1_000;
const dropMiddle = (tables: TableCopy) => {
  const gone = tables.batches[middle(tables.batches)]?.batch;
  return (batches: readonly BatchRow[]) => batches.filter(({ batch }) => batch !== gone);
};

async function newestPartial(folder: string): Promise<string> {
  const tiles = await readdir(join(folder, "tile/0"), { recursive: true });
  const partial = tiles.toSorted().findLast((name) => /\.p\/\d+$/.test(name));
  return join(folder, "tile/0", partial ?? "000");
}

const alter = async (path: string, at: number) => writeFile(path, flipped(await readFile(path), at));
const alterText = async (path: string, change: (text: string) => string) =>
  writeFile(path, change(await readFile(path, "utf8")));
const stripWitness = (note: string) =>
  note
    .split("\n")
    .filter((line) => !line.startsWith("— drill.example/"))
    .join("\n");

/** What nothing may object to. */
export const harmless: readonly (readonly [string, Spoil])[] = [
  ["the untouched copy", async (stage) => ({ ...stage.scene, directory: await stage.copyFiles() })],
  ["the oldest entries are pruned, with that on record", declaredPruning(() => ({}))],
  ["the same, by a process that is killed before the last of them are gone", declaredPruning(() => ({ left: 2 }))],
  ["the same, and what is left is kept after all", declaredPruning(() => ({ left: 1, keeps: 1 }))],
];

/** Every manipulation that is known here, in words, and how it is done. */
export const manipulations: readonly (readonly [string, Spoil])[] = [
  [
    "an entry's bytes are changed",
    inTables((tables) => ({
      ...tables,
      batches: replaced(tables.batches, middle(tables.batches), (row) => ({
        ...row,
        entries: flipped(row.entries, row.entries.length - 1),
      })),
    })),
  ],
  [
    "an entry's bytes are changed, and its hash with them",
    inTables((tables, { keys }) => {
      const at = middle(tables.batches);
      const batches = replaced(tables.batches, at, (row) => ({
        ...row,
        entries: flipped(row.entries, row.entries.length - 1),
      }));
      const { batch = 0, entries = Buffer.alloc(0) } = batches[at] ?? {};
      const leaves = Buffer.concat(leafHashesOf(keys.tenant, batch, entries));
      const sequence = tables.sequence.map((row) => (row.batch === batch ? { ...row, leaf_hashes: leaves } : row));
      return { ...tables, batches, sequence };
    }),
  ],
  [
    "entries are deleted",
    inTables((tables) => ({ ...tables, batches: without(tables.batches, middle(tables.batches)) })),
  ],
  [
    "entries are deleted, and their place with them",
    inTables((tables) => {
      const gone = tables.sequence[middle(tables.sequence)]?.batch;
      return {
        ...tables,
        batches: tables.batches.filter(({ batch }) => batch !== gone),
        sequence: tables.sequence.filter(({ batch }) => batch !== gone),
      };
    }),
  ],
  [
    "an entry is cut off its row",
    inTables((tables) => {
      const at = tables.batches.findIndex(({ entries }) => splitBatch(entries).length > 1);
      return {
        ...tables,
        batches: replaced(tables.batches, at, (row) => {
          const last = splitBatch(row.entries).at(-1);
          return { ...row, entries: row.entries.subarray(0, row.entries.length - 12 - (last?.sealed.length ?? 0)) };
        }),
      };
    }),
  ],
  [
    "entries that nobody wrote are inserted",
    inTables((tables) => {
      const batch = nextBatch(tables);
      const [{ entries } = { entries: Buffer.alloc(0) }] = tables.batches;
      return { ...tables, batches: [...tables.batches, { batch, entries: flipped(entries, entries.length - 1) }] };
    }),
  ],
  [
    "entries are copied under another number",
    inTables((tables) => {
      const [{ entries } = { entries: Buffer.alloc(0) }] = tables.batches;
      return { ...tables, batches: [...tables.batches, { batch: nextBatch(tables), entries }] };
    }),
  ],
  ["entries are swapped", inTables(swapped)],
  ["places are reordered", inTables(reordered)],
  [
    "the end is cut off, with its checkpoints",
    inTables((tables, { keys }) => ({ ...rolledBack(keys, tables, 1), outside: tables.outside })),
  ],
  [
    "the end is cut off, without its checkpoints",
    inTables((tables) => ({ ...tables, sequence: tables.sequence.slice(0, -1), batches: tables.batches.slice(0, -1) })),
  ],
  [
    "a checkpoint is changed",
    inTables((tables) => ({
      ...tables,
      checkpoints: replaced(tables.checkpoints, newest(tables), (row) => ({
        ...row,
        note: row.note.replace(`\n${row.size}\n`, `\n${row.size + 1}\n`),
      })),
    })),
  ],
  [
    "a checkpoint is signed again with another key of the same name",
    inTables((tables, { keys }) => {
      const impostor = noteSigner(logSigner(keys).verifier.name, generateSigningKey());
      return {
        ...tables,
        checkpoints: replaced(tables.checkpoints, newest(tables), (row) => ({
          ...row,
          note: signNote(unverifiedText(row.note), impostor),
        })),
      };
    }),
  ],
  [
    "an older checkpoint is replayed in the newest one's place",
    inTables((tables) => ({
      ...tables,
      checkpoints: replaced(tables.checkpoints, newest(tables), (row) => ({
        ...row,
        note: tables.checkpoints[0]?.note ?? "",
      })),
    })),
  ],
  [
    "the checkpoint kept outside is replaced by another key's",
    inTables((tables, { keys }) => ({
      ...tables,
      outside: signNote(
        unverifiedText(tables.outside ?? ""),
        noteSigner(logSigner(keys).verifier.name, generateSigningKey()),
      ),
    })),
  ],
  ["the database is rolled back", inTables((tables, { keys }) => rolledBack(keys, tables, 2))],
  [
    "with the organisation's keys, entries are taken out and everything after them written anew, in the database",
    inTables((tables, { keys }) => ({ ...rewrite(keys, tables, dropMiddle(tables)), outside: tables.outside })),
  ],
  [
    "with the keys and the data directory, entries are taken out and everything after them written anew",
    everywhere((tables, { keys }) => rewrite(keys, tables, dropMiddle(tables))),
  ],
  [
    "with the keys and the data directory, the same, and so much is added that the ledger is longer than before",
    everywhere((tables, { keys }) =>
      layDown(keys, rewrite(keys, tables, dropMiddle(tables)), [madeUpBatch(keys, nextBatch(tables), mostInBatch / 4)]),
    ),
  ],
  ["the whole installation is rolled back", everywhere((tables, { keys }) => rolledBack(keys, tables, 2))],
  [
    "the whole installation is rolled back, and goes on from there past where it was",
    everywhere((tables, { keys }) => {
      const back = rolledBack(keys, tables, 2);
      const lost = sizeOf(tables) - sizeOf(back);
      return layDown(keys, back, [madeUpBatch(keys, nextBatch(tables), lost + 5)]);
    }),
  ],
  ["a public tile is changed", inFiles(async (folder) => alter(await newestPartial(folder), 5))],
  ["a full public tile is changed", inFiles((folder) => alter(join(folder, "tile/0/000"), 4_000))],
  [
    "a public tile of a higher level is changed",
    inFiles(async (folder) => {
      const [name = ""] = await readdir(join(folder, "tile/1/000.p"));
      await alter(join(folder, "tile/1/000.p", name), 0);
    }),
  ],
  ["a public tile is taken away", inFiles(async (folder) => rm(await newestPartial(folder)))],
  [
    "a public tile is put in another one's place",
    inFiles(async (folder) => cp(join(folder, "tile/0/000"), await newestPartial(folder))),
  ],
  ["a sealed entry of a copy is changed", inFiles((folder) => alter(join(folder, "tile/entries/000"), 60))],
  [
    "a sealed entry of a copy is taken out",
    inFiles(async (folder) => {
      const path = join(folder, "tile/entries/000");
      const bytes = await readFile(path);
      await writeFile(path, bytes.subarray(2 + bytes.readUInt16BE(0)));
    }),
  ],
  [
    "two sealed entries of a copy are swapped",
    inFiles(async (folder) => {
      const path = join(folder, "tile/entries/000");
      const bytes = await readFile(path);
      const first = 2 + bytes.readUInt16BE(0);
      const second = first + 2 + bytes.readUInt16BE(first);
      await writeFile(
        path,
        Buffer.concat([bytes.subarray(first, second), bytes.subarray(0, first), bytes.subarray(second)]),
      );
    }),
  ],
  [
    "the public checkpoint is changed",
    inFiles((folder, { scene }) => {
      const size = sizeOf(scene.tables);
      return alterText(join(folder, "checkpoint"), (note) => note.replace(`\n${size}\n`, `\n${size - 1}\n`));
    }),
  ],
  [
    "the public checkpoint is signed again with another key of the same name",
    inFiles((folder, { keys }) => {
      const impostor = noteSigner(logSigner(keys).verifier.name, generateSigningKey());
      return alterText(join(folder, "checkpoint"), (note) => signNote(unverifiedText(note), impostor));
    }),
  ],
  [
    "the witness's signature is stripped off the public checkpoint",
    inFiles((folder) => alterText(join(folder, "checkpoint"), stripWitness)),
  ],
  [
    "the witness's signature of another checkpoint is put under the public one",
    inFiles(async (folder, { keys, scene, publish }) => {
      const other = await readFile(join(await publish(rolledBack(keys, scene.tables, 1)), "checkpoint"), "utf8");
      const line = other.split("\n").find((one) => one.startsWith("— drill.example/"));
      await alterText(join(folder, "checkpoint"), (note) => `${stripWitness(note)}${line}\n`);
    }),
  ],
  [
    "an older public checkpoint is replayed, from before one that somebody kept",
    inFiles(async (folder, { keys, scene, publish }) => {
      const old = await publish(rolledBack(keys, scene.tables, 3));
      await cp(join(old, "checkpoint"), join(folder, "checkpoint"));
    }),
  ],
  [
    "a proof is given out for another entry",
    inProof((text, { scene, proofOf }) => {
      const [, extra = ""] = /\nextra (\S+)\n/.exec(proofOf(scene.tables, 0)) ?? [];
      return text.replace(/\nextra \S+\n/, `\nextra ${extra}\n`);
    }),
  ],
  [
    "a proof's entry is changed",
    inProof((text) =>
      text.replace(
        /\nextra (\S+)\n/,
        (_, entry: string) => `\nextra ${flipped(Buffer.from(entry, "base64"), 30).toString("base64")}\n`,
      ),
    ),
  ],
  [
    "a proof is given out without the witness's signature",
    inProof((text) => {
      const blank = text.indexOf("\n\n") + 2;
      return `${text.slice(0, blank)}${stripWitness(text.slice(blank))}`;
    }),
  ],
  [
    "a head is put back to what it was, with its code",
    inTables((tables, { keys }) => {
      const former = new Map(rolledBack(keys, tables, 2).heads.map((row) => [row.key_no, row]));
      const own = keys.ledger.keyNo;
      return { ...tables, heads: tables.heads.map((row) => (row.key_no === own ? (former.get(own) ?? row) : row)) };
    }),
  ],
  [
    "with the keys and the data directory, a map is committed that leaves an entry out",
    everywhere(async (tables, { keys }) => {
      const { tables: lying } = await commitCopy(keys, {
        ...tables,
        heads: tables.heads.map((row) => ({ ...row, count: row.count - 1 })),
      });
      return { ...lying, heads: headsAt(keys, lying, tables.heads) };
    }),
  ],
  ["an entry is left out of a patient's list", inList((list) => list.replace(/^entry 2 .*\n/m, ""))],
  [
    "the newest entry is left out of a patient's list, and the number with it",
    inList((list) => {
      const [, count = "0"] = /^key \d+ \d+ (\d+)/m.exec(list) ?? [];
      return list
        .replace(new RegExp(`^entry ${count} .*\\n`, "m"), "")
        .replace(/^(key \d+ \d+) \d+/m, `$1 ${Number(count) - 1}`);
    }),
  ],
  [
    "the oldest entries are taken away, and no pruning is on record",
    inTables((tables) => ({ ...tables, batches: withoutFirst(tables.batches, tables.sequence) })),
  ],
  [
    "the oldest entries are taken away, and the database says that they were pruned",
    inTables((tables) => {
      const [first] = tables.sequence;
      const minIndex = (first?.leaf_hashes.length ?? 0) / 32;
      const claim = { min_index: minIndex, act_index: minIndex, act_batch: 1, act: "pruned", newest_batch: 1 };
      return {
        ...tables,
        batches: withoutFirst(tables.batches, tables.sequence),
        prunings: [{ ...claim, ...notWithdrawn, gone_to: minIndex, mac: Buffer.alloc(32) }],
      };
    }),
  ],
  [
    "more is taken away than the pruning that is on record",
    inPruned((pruned) => ({ ...pruned, batches: withoutFirst(pruned.batches, pruned.sequence.slice(-2)) })),
  ],
  [
    "an entry in the midst of what may be pruned is taken away before those that are older",
    inPruned((pruned, { scene }) => ({ ...pruned, batches: [...scene.tables.batches.slice(0, 1), ...pruned.batches] })),
  ],
  [
    "the entry that declares a pruning is taken away",
    inPruned((pruned) => ({ ...pruned, batches: pruned.batches.slice(0, -1) })),
  ],
  ["the database forgets that there was a pruning", inPruned((pruned) => ({ ...pruned, prunings: [] }))],
  [
    "what was kept of a patient's pruned entries is changed",
    inPruned((pruned) => ({ ...pruned, prunedHeads: flippedFirst(pruned.prunedHeads) })),
  ],
  [
    "with the keys and the data directory, a pruning is declared that counts a patient's entries otherwise",
    declaredPruning((keys) => ({ heads: (rows) => flippedFirst(rows, keys) })),
  ],
  [
    "with the keys and the data directory, a pruning is declared of entries that are too young",
    declaredPruning(() => ({ years: 1 })),
  ],
  ["entries go after the pruning was withdrawn that let them go", declaredPruning(() => ({ keeps: 1 }))],
  [
    "the database forgets that a pruning was withdrawn",
    everywhere(async (tables, { keys }) => {
      const pruned = await prunedCopy(keys, tables, { left: 1, keeps: 1 });
      return { ...pruned, prunings: pruned.prunings.map((row) => ({ ...row, ...notWithdrawn })) };
    }),
  ],
  [
    "every machine's clock is set years ahead at one stroke, and what was written before that is pruned",
    declaredPruning(() => ({ isSeen: false })),
  ],
  [
    "the server's clock is turned ahead month by month, and what was written before that is pruned",
    async (stage) => {
      const tables = await prunedCopy(stage.keys, stage.scene.tables);
      return { ...stage.scene, tables, directory: await stage.publish(tables, stage.at) };
    },
  ],
  [
    "the oldest sealed entries of a copy are taken away, and no pruning is on record",
    inFiles((folder) => rm(join(folder, "tile/entries/000"))),
  ],
];
