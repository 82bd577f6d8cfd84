import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generateSigningKey } from "../../foundation/crypto/index.ts";
import type { TenantKeys } from "../keyring/index.ts";
import { runVerifier } from "../../verifier/index.ts";
import { leafData, splitBatch } from "./batch.ts";
import { commitCopy } from "./drill-list.ts";
import { type TableCopy, layDown, leavesIn, madeUpBatch, rowsIn, sizeOf } from "./drill-tables.ts";
import { logCosigner, logVerifiers } from "./log-identity.ts";
import { consistencyProof, emptyRoot, inclusionProof, tileWidth } from "./merkle/index.ts";
import { policyText } from "./policy-text.ts";
import { readStanding } from "./published-tiles.ts";
import { TileError, appendTiles, encodeBundle, formatBundlePath, openTileDirectory } from "./tiles/index.ts";
import { trustedCheckpoint } from "./trusted-checkpoint.ts";
import {
  type NoteSigner,
  type WitnessPolicy,
  cosignNote,
  formatProofBundle,
  linesOf,
  noteSigner,
  parseCheckpoint,
  unverifiedText,
} from "./verify/index.ts";
import { verifyRows } from "./verify-ledger.ts";
import { vouchedTime } from "./vouched-time.ts";
import { askWitness, openWitness, witnessFiles } from "./witness/index.ts";

/** All that a manipulator could lay hands on, copied. */
export interface Scene {
  readonly tables: TableCopy;
  /** The public files, and the sealed entries with them. */
  readonly directory: string;
  /** Path of the proof of one entry, as somebody downloaded it. */
  readonly proof: string;
  /** Path of the proof that a list of entries is complete, as a patient downloaded it. */
  readonly list: string;
}

/** What looks at a scene. */
export const checks = [
  "ledger verify",
  "publishing",
  "verify of the copy",
  "verify of the proof",
  "verify of the list",
  "witness",
] as const;
export type Check = (typeof checks)[number];
export type Detection = { readonly by: Check; readonly said: string };

/** A drill's own place: the untouched scene, and what nobody who spoils it can reach. */
export interface Stage {
  readonly keys: TenantKeys;
  readonly scene: Scene;
  /** When it all happens, by the witness's clock: milliseconds since 1970. */
  readonly at: number;
  /** A ledger of the same organisation whose public files show what `tables` say.
   *  @param at when the witness cosigns that; absent: once what is newest in them was written */
  publish(tables: TableCopy, at?: number): Promise<string>;
  /** A copy of the files to spoil. */
  copyFiles(): Promise<string>;
  file(text: string): Promise<string>;
  proofOf(tables: TableCopy, index: number): string;
  /** All checks. @returns those that object, and what they say */
  look(scene: Scene): Promise<readonly Detection[]>;
  end(): Promise<void>;
}

const provenEntry = 3;

/** @param tables a copy of the ledger's own, which made-up entries then continue: in the copy, never in the ledger */
export async function setStage(keys: TenantKeys, copied: TableCopy): Promise<Stage> {
  const root = await mkdtemp(join(tmpdir(), "wardbook-drill-"));
  const log = logVerifiers(keys);
  const witnessKey = noteSigner("drill.example/witness", generateSigningKey(), "cosignature");
  const named = { name: "drill", verifier: witnessKey.verifier, url: undefined };
  const policy: WitnessPolicy = { logs: log, witnesses: [named], quorum: { kind: "witness", witness: named } };
  const at = copied.checkpoints.at(-1)?.at ?? 0;
  const memory = join(root, "witness");
  const witness = openWitness({
    record: witnessFiles(memory),
    logs: log,
    signers: [witnessKey],
    now: () => at,
    onConflict: () => undefined,
  });
  const { tables, list } = await commitCopy(keys, continued(keys, copied));
  const policyFile = join(root, "policy");
  await writeFile(policyFile, policyText(keys, policy));
  const since = join(root, "since");
  await writeFile(since, tables.checkpoints.at(-3)?.note ?? "");
  let made = 0;
  const path = () => join(root, String((made += 1)));

  async function file(text: string): Promise<string> {
    const at = path();
    await writeFile(at, text);
    return at;
  }
  const proofOf = (of: TableCopy, index: number, extra = entriesIn(keys, of)[index]) => {
    const checkpoint = shownNote(keys, of, witnessKey, Math.floor(at / 1000));
    return formatProofBundle({ index, proof: inclusionProof(leavesIn(of), index), checkpoint, extra });
  };
  const writtenAt = ({ prunings }: TableCopy) => Math.max(at, (prunings.at(-1)?.act_batch ?? 0) / 1000);
  async function publish(of: TableCopy, cosignedAt = writtenAt(of)): Promise<string> {
    const folder = path();
    const directory = await openTileDirectory(folder);
    const leaves = leavesIn(of);
    const shown = parseCheckpoint(unverifiedText(of.checkpoints.at(-1)?.note ?? ""));
    await appendTiles(directory, {
      standing: { size: 0, rootHash: emptyRoot },
      next: shown,
      leaves: async (first, end) => leaves.slice(first, end),
    });
    // Of what was pruned there are no bundles.
    const start = of.prunings.at(-1)?.min_index ?? 0;
    const entries = entriesIn(keys, of, start);
    const bundles = Array.from({ length: Math.ceil(entries.length / tileWidth) }, (_, at) => {
      const part = entries.slice(at * tileWidth, (at + 1) * tileWidth);
      return {
        path: formatBundlePath({ tile: start / tileWidth + at, width: part.length }),
        bytes: encodeBundle(part),
      };
    });
    await directory.writeTiles(bundles);
    await directory.writeNote("checkpoint", shownNote(keys, of, witnessKey, Math.floor(cosignedAt / 1000)));
    return folder;
  }

  const newest = tables.checkpoints.at(-1)?.note ?? "";
  await witness.addCheckpoint(`old 0\n\n${newest}`);
  const scene = {
    tables,
    directory: await publish(tables),
    proof: await file(proofOf(tables, Math.min(provenEntry, sizeOf(tables) - 1))),
    list: await file(proofOf(tables, sizeOf(tables) - 1, list(entriesIn(keys, tables)))),
  };

  async function publishing({ tables: of, directory: folder }: Scene): Promise<string | undefined> {
    try {
      const directory = await openTileDirectory(folder);
      const standing = await readStanding(directory, log);
      const next = trustedCheckpoint((await rowsIn(of).newestCheckpoint())?.note ?? "", log);
      if (next === undefined) return "the newest checkpoint isn't signed by this ledger";
      const leaves = leavesIn(of);
      await appendTiles(directory, { standing, next, leaves: async (first, end) => leaves.slice(first, end) });
      return undefined;
    } catch (error) {
      if (error instanceof TileError) return error.message;
      throw error;
    }
  }

  async function tablesAre({ tables: of, directory }: Scene): Promise<string | undefined> {
    const vouched = vouchedTime(await readFile(join(directory, "checkpoint"), "utf8"), policy);
    let said: string | undefined = "nothing was checked";
    for await (const step of verifyRows({ rows: rowsIn(of), keys, outside: of.outside, vouched }))
      said = step.state === "broken" ? `${step.finding.code}: ${step.finding.message}` : undefined;
    return said;
  }

  function verifier(...argv: readonly string[]): string | undefined {
    const said: string[] = [];
    return runVerifier([...argv, "--policy", policyFile], (line) => said.push(line)) === 0
      ? undefined
      : said.join(" ").replace("NOT PROVEN: ", "");
  }

  /** Shows a witness what the tables have signed last, as the server would. */
  async function witnessed({ tables: of }: Scene): Promise<string | undefined> {
    const note = (await rowsIn(of).newestCheckpoint())?.note ?? "";
    const checkpoint = trustedCheckpoint(note, log);
    if (checkpoint === undefined) return "it refuses a checkpoint that this ledger didn't sign";
    const leaves = leavesIn(of);
    const verdict = await askWitness({
      // It forgets again what a scene showed it: the next scene meets the same witness.
      post: async (_, body) => {
        const aside = path();
        await cp(memory, aside, { recursive: true });
        const fresh = openWitness({
          record: witnessFiles(aside),
          logs: log,
          signers: [witnessKey],
          now: () => at,
          onConflict: () => undefined,
        });
        return fresh.addCheckpoint(body);
      },
      witness: { ...named, url: "witness:" },
      note,
      checkpoint,
      knownSize: 0,
      prove: async (size) =>
        leaves.length < checkpoint.size ? [] : consistencyProof(leaves.slice(0, checkpoint.size), size),
    });
    if (verdict.kind === "cosigned") return undefined;
    if (verdict.kind === "unavailable") return verdict.why;
    return verdict.kind === "rolled-back"
      ? `it has cosigned ${verdict.size} entries, more than there are`
      : `the ledger doesn't go on from the ${verdict.size} entries that it has cosigned`;
  }

  return {
    keys,
    scene,
    at,
    publish,
    file,
    proofOf,
    async copyFiles() {
      const copy = path();
      await cp(scene.directory, copy, { recursive: true });
      return copy;
    },
    async look(seen) {
      const said: Record<Check, string | undefined> = {
        "ledger verify": await tablesAre(seen),
        // Before publishing appends to the files.
        "verify of the copy": verifier(seen.directory, "--since", since),
        publishing: await publishing(seen),
        "verify of the proof": verifier(seen.proof),
        "verify of the list": verifier(seen.list),
        witness: await witnessed(seen),
      };
      return checks.flatMap((by) => (said[by] === undefined ? [] : [{ by, said: said[by] }]));
    },
    end: () => rm(root, { recursive: true, force: true }),
  };
}

/** Four more checkpoints over more than a tile of made-up entries. */
function continued(keys: TenantKeys, copied: TableCopy): TableCopy {
  let tables = copied;
  let batch = Math.max(0, ...copied.batches.map((row) => row.batch));
  for (const counts of [
    [1, 90, 7],
    [60, 5],
    [130, 1, 40],
    [20, 3],
  ])
    tables = layDown(
      keys,
      tables,
      counts.map((count) => madeUpBatch(keys, (batch += 1_000), count)),
    );
  return tables;
}

function entriesIn(keys: TenantKeys, { batches, sequence }: TableCopy, start = 0): Buffer[] {
  const byNumber = new Map(batches.map((row) => [row.batch, row.entries]));
  const kept = sequence.filter(({ first_index: first }) => first >= start);
  return kept.flatMap(({ batch }) =>
    splitBatch(byNumber.get(batch) ?? Buffer.alloc(0)).map((sealed, ordinal) =>
      leafData({ tenant: keys.tenant, batch, ordinal }, sealed),
    ),
  );
}

function shownNote(keys: TenantKeys, tables: TableCopy, witness: NoteSigner, seconds: number): string {
  const note = tables.checkpoints.at(-1)?.note ?? "";
  const twice = cosignNote(note, logCosigner(keys), seconds);
  return `${twice}${linesOf(cosignNote(note, witness, seconds), [witness.verifier]).join("")}`;
}
