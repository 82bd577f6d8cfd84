// Checks what a Wardbook ledger gave out, without Wardbook, its server, its database or a network. This one file is the whole
// program: it uses Node.js (22.18 or newer; 24.7 for ML-DSA-44) and nothing else.
//
//   node wardbook-verify.ts who-looked.tlog-proof --key "wardbook/…+…+…"      one entry is in the ledger, or: these are all
//   node wardbook-verify.ts DIRECTORY --policy FILE [--since OLD-CHECKPOINT]  a whole ledger is what was signed
//
// The key (or a policy that names it) must come to you another way than the file does: on paper, from the auditor, from last year.
// Formats: C2SP signed-note, tlog-checkpoint, tlog-cosignature, tlog-tiles, tlog-proof, tlog-policy (c2sp.org). Tree: RFC 6962.

import { type KeyObject, createPublicKey, hash, verify } from "node:crypto";
import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** Something isn't what was signed. The message says what. */
export class NotProven extends Error {}
/** What was asked can't be checked as it was asked. */
export class CannotCheck extends Error {}

// ---- hashes: SHA-256, with a first byte that tells a leaf from a node -------------------------------------------------------

const sha256 = (bytes: Uint8Array): Buffer => hash("sha256", bytes, "buffer");
const leafHash = (entry: Uint8Array): Buffer => sha256(Buffer.concat([Buffer.of(0), entry]));
const pair = Buffer.alloc(65, 1);
function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  pair.set(left, 1);
  pair.set(right, 33);
  return sha256(pair);
}

/** Standard base64 in its one spelling. */
function base64(text: string): Buffer {
  const bytes = Buffer.from(text, "base64");
  if (bytes.toString("base64") !== text) throw new NotProven("a line isn't base64");
  return bytes;
}

/** Walks from a leaf up to the root: at each step the neighbour is on the left or on the right, as the position says. */
export function rootFromProof(leaf: Buffer, index: number, size: number, proof: readonly Buffer[]): Buffer {
  if (index >= size) throw new NotProven(`there is no entry ${index} in a ledger of ${size}`);
  let [position, last, root] = [index, size - 1, leaf];
  for (const neighbour of proof) {
    if (last === 0) throw new NotProven("the proof is too long");
    if (position % 2 === 1 || position === last) {
      root = nodeHash(neighbour, root);
      // Where the tree is ragged on the right, a node passes some levels by.
      while (position % 2 === 0 && position !== 0) [position, last] = [position / 2, Math.floor(last / 2)];
    } else root = nodeHash(root, neighbour);
    [position, last] = [Math.floor(position / 2), Math.floor(last / 2)];
  }
  if (last !== 0) throw new NotProven("the proof is too short");
  return root;
}

/** A tree that grows leaf by leaf. It keeps one hash for each full subtree, and can say its root at any size. */
class Tree {
  size = 0;
  readonly #peaks: Buffer[] = [];

  /** @param completed is told every full subtree of 256, 256² … leaves */
  add(leaf: Buffer, completed: (level: number, subtree: Buffer) => void): void {
    let node = leaf;
    let position = this.size;
    for (let height = 1; position % 2 === 1; height += 1, position = (position - 1) / 2) {
      node = nodeHash(this.#peaks.pop() ?? node, node);
      if (height % 8 === 0) completed(height / 8, node);
    }
    this.#peaks.push(node);
    this.size += 1;
  }

  root(): Buffer {
    const [last, ...others] = this.#peaks.toReversed();
    return last === undefined ? sha256(Buffer.alloc(0)) : others.reduce((right, left) => nodeHash(left, right), last);
  }
}

// ---- keys and signatures ---------------------------------------------------------------------------------------------------

// A type byte stands before each key. 1: Ed25519, of a log. 4: Ed25519, of a witness. 6: ML-DSA-44, of a witness or a log.
const keyKinds: Readonly<Record<number, { readonly bytes: number; readonly der: string }>> = {
  1: { bytes: 32, der: "302a300506032b6570032100" },
  4: { bytes: 32, der: "302a300506032b6570032100" },
  6: { bytes: 1312, der: "30820532300b06096086480165030403110382052100" },
};

export interface Key {
  readonly name: string;
  readonly id: string;
  readonly type: number;
  readonly raw: string;
}

/** Reads "name+id+base64". */
export function parseKey(text: string): Key {
  const [, name = "", id = "", encoded = ""] = /^([^+\s]+)\+([0-9a-f]{8})\+(\S+)$/.exec(text.trim()) ?? [];
  const bytes = Buffer.from(encoded, "base64");
  const type = bytes[0] ?? 0;
  if (bytes.length !== 1 + (keyKinds[type]?.bytes ?? -1)) throw new CannotCheck("this is no verifier key");
  const expected = sha256(Buffer.concat([Buffer.from(`${name}\n`), bytes])).toString("hex", 0, 4);
  if (expected !== id) throw new CannotCheck("the verifier key was mistyped: its parts don't fit");
  return { name, id, type, raw: bytes.toString("hex", 1) };
}

function publicKey({ type, raw }: Key): KeyObject {
  try {
    return createPublicKey({
      key: Buffer.from(`${keyKinds[type]?.der ?? ""}${raw}`, "hex"),
      format: "der",
      type: "spki",
    });
  } catch {
    throw new CannotCheck("this Node.js can't check a key of this kind: take a newer one");
  }
}

function isCheckable(key: Key): boolean {
  try {
    return publicKey(key).type === "public";
  } catch {
    return false;
  }
}

const uint64 = (value: number | bigint): Buffer => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(value));
  return bytes;
};

/** Whether a key signed a checkpoint's text, in the way of its type. */
function signed(key: Key, text: string, signature: Buffer): boolean {
  if (key.type === 1) return verify(null, Buffer.from(text), publicKey(key), signature);
  if (signature.length < 8) return false;
  const time = signature.readBigUInt64BE(0);
  const { origin, size, root } = parseCheckpoint(text);
  const opaque = (name: string) => Buffer.concat([Buffer.of(Buffer.byteLength(name)), Buffer.from(name)]);
  const message =
    key.type === 4
      ? Buffer.from(`cosignature/v1\ntime ${time}\n${text}`)
      : Buffer.concat([
          Buffer.from("subtree/v1\n\0"),
          Buffer.concat([opaque(key.name), uint64(time), opaque(origin), uint64(0), uint64(size), root]),
        ]);
  return verify(null, message, publicKey(key), signature.subarray(8));
}

// ---- whom to believe -------------------------------------------------------------------------------------------------------

type Quorum = (cosigned: ReadonlySet<string>) => boolean;
export interface Trust {
  readonly logs: readonly Key[];
  readonly witnesses: ReadonlyMap<string, Key>;
  readonly quorum: Quorum;
}

/** Reads a policy: lines "log KEY", "witness NAME KEY", "group NAME any|all|NUMBER NAME…", "quorum NAME". */
export function parsePolicy(text: string): Trust {
  const logs: Key[] = [];
  const witnesses = new Map<string, Key>();
  const named = new Map<string, Quorum>([["none", () => true]]);
  let quorum: Quorum | undefined;
  const known = (name = "") => {
    const found = named.get(name);
    if (found === undefined) throw new CannotCheck(`the policy names "${name}" before it says who that is`);
    return found;
  };
  for (const line of text.split("\n")) {
    const [word = "#", first = "", second = "", ...rest] = line.split(/[ \t]+/).filter((part) => part !== "");
    if (word.startsWith("#")) continue;
    if (word === "log") logs.push(parseKey(first));
    else if (word === "quorum") quorum = known(first);
    else if (word === "witness") {
      const key = parseKey(second);
      if ([...witnesses.values()].some(({ raw }) => raw === key.raw) || named.has(first))
        throw new CannotCheck("the policy has a witness twice");
      witnesses.set(first, key);
      named.set(first, (cosigned) => cosigned.has(first));
    } else if (word === "group") {
      const members = rest.map(known);
      const needed = second === "any" ? 1 : second === "all" ? members.length : Number(second);
      if (!(needed >= 1 && needed <= members.length)) throw new CannotCheck("a group of the policy can't be met");
      named.set(first, (cosigned) => members.filter((member) => member(cosigned)).length >= needed);
    } else throw new CannotCheck(`the policy has a line that begins with "${word}"`);
  }
  if (quorum === undefined) throw new CannotCheck("the policy has no line that begins with quorum");
  return { logs, witnesses, quorum };
}

// ---- checkpoints -----------------------------------------------------------------------------------------------------------

export interface Checkpoint {
  readonly origin: string;
  readonly size: number;
  readonly root: Buffer;
}

function parseCheckpoint(text: string): Checkpoint {
  const [origin = "", size = "", root = "", end, ...more] = text.split("\n");
  const bytes = base64(root);
  const counted = Number(size);
  if (origin === "" || !/^(0|[1-9]\d*)$/.test(size) || !Number.isSafeInteger(counted) || bytes.length !== 32)
    throw new NotProven("this is no checkpoint");
  if (end !== "" || more.length > 0) throw new NotProven("the checkpoint says more than this program understands");
  return { origin, size: counted, root: bytes };
}

type Cosigned = ReturnType<typeof openCheckpoint>;

/** Believes a checkpoint if a log's key signed it, and enough witnesses. Lines of others say nothing. */
export function openCheckpoint(note: string, { logs, witnesses, quorum }: Trust) {
  const blank = note.lastIndexOf("\n\n");
  if (blank === -1 || !note.endsWith("\n")) throw new NotProven("this is no signed checkpoint");
  const text = note.slice(0, blank + 1);
  const cosigned = new Map<string, number>();
  let byLog = false;
  for (const line of note.slice(blank + 2, -1).split("\n")) {
    const [, name, encoded = ""] = /^— (\S+) (\S+)$/u.exec(line) ?? [];
    const bytes = base64(encoded);
    const isOf = (key: Key) => key.name === name && key.id === bytes.toString("hex", 0, 4);
    const log = logs.find(isOf);
    const witness = [...witnesses].find(([, key]) => isOf(key));
    const key = log ?? witness?.[1];
    if (key === undefined) continue;
    if (log === undefined && !isCheckable(key)) continue;
    if (!signed(key, text, bytes.subarray(4))) throw new NotProven(`the signature of ${name} doesn't hold`);
    if (witness !== undefined) cosigned.set(witness[0], Number(bytes.readBigUInt64BE(4)));
    if (log !== undefined) byLog = parseCheckpoint(text).origin === log.name || byLog;
  }
  if (!byLog) throw new NotProven("the checkpoint isn't signed by the ledger whose key you gave");
  if (!quorum(new Set(cosigned.keys()))) throw new NotProven("too few of the witnesses cosigned the checkpoint");
  return { ...parseCheckpoint(text), cosigned };
}

/** The newest time that enough witnesses signed, in seconds since 1970; undefined where none are needed, or too few signed. */
function vouchedTime(cosigned: ReadonlyMap<string, number>, quorum: Quorum): number | undefined {
  if (quorum(new Set())) return undefined;
  const since = (time: number) => new Set([...cosigned].flatMap(([name, at]) => (at >= time ? [name] : [])));
  const times = [...cosigned.values()].filter((time) => quorum(since(time)));
  return times.length === 0 ? undefined : Math.max(...times);
}

// ---- one entry, or all of a patient: a .tlog-proof file --------------------------------------------------------------------

const listHeader = "wardbook/who-looked@v1\n";

/** @returns what is proven, in sentences */
export function verifyProof(file: string, trust: Trust): string[] {
  const blank = file.indexOf("\n\n");
  const [header, ...lines] = file.slice(0, Math.max(0, blank)).split("\n");
  if (header !== "c2sp.org/tlog-proof@v1") throw new NotProven("this is no tlog-proof file");
  const extra = lines[0]?.startsWith("extra ") === true ? lines.shift()?.slice("extra ".length) : undefined;
  const [, index] = /^index (0|[1-9]\d{0,15})$/.exec(lines.shift() ?? "") ?? [];
  if (index === undefined || extra === undefined) throw new NotProven("the file doesn't say which entry it proves");
  const checkpoint = openCheckpoint(file.slice(blank + 2), trust);
  const shown = base64(extra);
  // A leaf begins with a number; a list, with words.
  const list = shown.subarray(0, listHeader.length).toString() === listHeader ? readList(shown) : undefined;
  const entry = list?.map ?? shown;
  const proof = lines.map(base64);
  if (proof.some((one) => one.length !== 32)) throw new NotProven("the proof has a line that is no hash");
  const root = rootFromProof(leafHash(entry), Number(index), checkpoint.size, proof);
  if (!root.equals(checkpoint.root)) throw new NotProven("the entry is not in this ledger: the proof leads elsewhere");
  const about = list
    ? verifyList(list, checkpoint, trust)
    : [`Entry ${index} is in the ledger.`, ...describeEntry(entry)];
  return [...about, ...describeCheckpoint(checkpoint)];
}

// Now and then the ledger writes down, in an entry in the clear, the root of a small tree over all patients' keys ("map"). For each
// key that has one leaf, in its slot: how many entries are sealed under the key, one hash over all of them in order ("head"), and
// the slots of the keys that the same patient had before and got after.

interface KeyEntries {
  readonly keyNo: bigint;
  readonly slot: number;
  readonly count: number;
  readonly before: number | undefined;
  readonly after: number | undefined;
  readonly blind: Buffer;
  readonly path: Buffer[];
  readonly entries: Map<number, Buffer>;
  /** Given of a key as it was where a pruning ended: its entries up to there aren't kept. */
  readonly head: Buffer | undefined;
}

interface List {
  /** The map's own entry in the ledger. */
  readonly map: Buffer;
  /** The entry that declares a pruning, its place, and its proof. */
  readonly act: { readonly index: number; readonly entry: Buffer; readonly path: Buffer[] } | undefined;
  readonly keys: readonly KeyEntries[];
}

/** Lines: "map ENTRY", then for each key "key NUMBER SLOT COUNT BEFORE|- AFTER|- BLIND [HEAD]", its "path HASH"…, its "entry NUMBER
 *  ENTRY"…; after a pruning "pruned PLACE ENTRY" and its "path HASH"… first. */
function readList(bytes: Buffer): List {
  const [, first = "", ...lines] = bytes.toString("utf8").split("\n");
  if (!first.startsWith("map ") || lines.pop() !== "") throw new NotProven("the list of entries was cut short");
  const keys: KeyEntries[] = [];
  let act: List["act"];
  const slotOf = (text: string) => (text === "-" ? undefined : Number(text));
  for (const line of lines) {
    const last = keys.at(-1);
    const key = /^key (\d{1,18}) (\d{1,12}) (\d{1,12}) (-|\d{1,12}) (-|\d{1,12}) (\S{44})(?: (\S{44}))?$/.exec(line);
    const [, place, declared] = /^pruned (\d{1,15}) (\S+)$/.exec(line) ?? [];
    const [, step] = /^path (\S+)$/.exec(line) ?? [];
    const [, number, entry] = /^entry ([1-9]\d{0,11}) (\S+)$/.exec(line) ?? [];
    if (key !== null) {
      const [, keyNo = "", slot, count, before = "-", after = "-", blind = "", head] = key;
      const links = { before: slotOf(before), after: slotOf(after), head: head === undefined ? head : base64(head) };
      const numbers = { keyNo: BigInt(keyNo), slot: Number(slot), count: Number(count) };
      keys.push({ ...numbers, ...links, blind: base64(blind), path: [], entries: new Map() });
    } else if (declared !== undefined) act = { index: Number(place), entry: base64(declared), path: [] };
    else if (step !== undefined && (last ?? act)) (last ?? act)?.path.push(base64(step));
    else if (last !== undefined && entry !== undefined && !last.entries.has(Number(number)))
      last.entries.set(Number(number), base64(entry));
    else throw new NotProven("the list of entries has a line that says nothing");
  }
  return { map: base64(first.slice("map ".length)), act, keys };
}

/** Every entry under every key of one patient, up to the map. The map itself is in the ledger: that was checked before. */
function verifyList({ map, act, keys: all }: List, ledger: Cosigned, trust: Trust): string[] {
  const [, encoded] = /^wardbook\/heads@v1\n\d+\n(\S{44})\n$/.exec(map.toString("utf8", 24)) ?? [];
  if (encoded === undefined || map.readBigInt64BE(16) !== 0n) throw new NotProven("the list isn't under a map of keys");
  const root = base64(encoded);
  const keys = all.filter(({ head }) => head === undefined);
  const gone = new Map(all.flatMap((key) => (key.head === undefined ? [] : [[key.keyNo, key]])));
  if (gone.size > 0) {
    const declared = act && readAct(act.entry);
    if (!(act && declared && rootFromProof(leafHash(act.entry), act.index, ledger.size, act.path).equals(ledger.root)))
      throw new NotProven("the list begins after a pruning that isn't on record in the ledger");
    expectTimely(act.entry, act.index, ledger, trust);
    for (const key of gone.values()) verifyHead(key, declared.heads, key);
  }
  if (keys.length === 0) throw new NotProven("the list is of nobody");
  for (const key of keys) {
    verifyHead(key, root, gone.get(key.keyNo));
    // A patient whose key was replaced has entries under each.
    for (const other of ["before", "after"] as const) {
      const back = other === "before" ? "after" : "before";
      const linked = keys.find(({ slot }) => slot === key[other]);
      if (key[other] !== undefined && linked?.[back] !== key.slot)
        throw new NotProven(`the patient has another key, in slot ${key[other]}: the entries under it are left out`);
    }
  }
  const first = keys.filter(({ before }) => before === undefined);
  if (first.length !== 1 || new Set(keys.map(({ slot }) => slot)).size < keys.length)
    throw new NotProven("the list is of more than one patient");
  const entries = keys.flatMap((key) => [...key.entries.values()]);
  const pruned = [...gone.values()].reduce((sum, { count }) => sum + count, 0);
  const after = pruned === 0 ? "" : `, after ${pruned} that were pruned`;
  return [
    `Complete up to ${timeOf(map)}: ${entries.length} entries about this patient, and no other${after}.`,
    ...entries.map((entry, at) => `${at + 1}. ${describeEntry(entry).join("")}`),
    "What each of them says is sealed: this shows how many there are, and when each was written.",
  ];
}

/** Folds the entries under one key into their head (from where a pruning ended), and walks from its slot up to the map's root. */
function verifyHead(key: KeyEntries, root: Buffer, gone?: KeyEntries): void {
  const { keyNo, slot, count, before, after, blind, path, entries } = key;
  let head: Buffer = gone?.head ?? Buffer.alloc(32);
  const start = gone?.count ?? 0;
  for (let number = start + 1; number <= count; number += 1) {
    const entry = entries.get(number);
    if (entry === undefined)
      throw new NotProven(`entry ${number} of ${count} under key ${keyNo} is left out of the list`);
    if (entry.length < 24 || entry.readBigInt64BE(16) !== keyNo)
      throw new NotProven(`entry ${number} under key ${keyNo} is another key's`);
    head = sha256(Buffer.concat([Buffer.of(2), head, leafHash(entry)]));
  }
  if (entries.size !== count - start || count < 1)
    throw new NotProven(`the list has more entries than the ${count} that it counts`);
  const numbers = [slot, keyNo, count, before === undefined ? 0 : before + 1, after === undefined ? 0 : after + 1];
  const leaf = sha256(Buffer.concat([Buffer.of(3), ...numbers.map(uint64), blind, head]));
  if (blind.length !== 32 || path.length > 40 || path.some((one) => one.length !== 32) || slot >= 2 ** path.length)
    throw new NotProven(`the path of key ${keyNo} leads nowhere`);
  if (!rootFromProof(leaf, slot, 2 ** path.length, path).equals(root))
    throw new NotProven(
      `the ${count} entries under key ${keyNo} are not all that the ledger counted: one was left out, added, changed or moved`,
    );
}

/** What an entry in the clear says that declares a pruning: how many entries aren't kept, their root, and the root of the keys' map then. */
function readAct(entry: Buffer) {
  if (entry.length < 24 || entry.readBigInt64BE(16) !== 0n) return undefined;
  const [, size, root = "", heads = ""] =
    /^wardbook\/pruned@v1\n(\d{1,15})\n(\S{44})\n(\S{44})\n\d+\n$/.exec(entry.toString("utf8", 24)) ?? [];
  return size === undefined ? undefined : { size: Number(size), root: base64(root), heads: base64(heads) };
}

/** What an entry in the clear says that ends a pruning: which one, and how many entries were gone by then, in whole bundles. */
function readWithdrawal(entry: Buffer) {
  if (entry.length < 24 || entry.readBigInt64BE(16) !== 0n) return undefined;
  const [, withdraws, keptFrom] =
    /^wardbook\/pruning-withdrawn@v1\n(\d{1,15})\n(\d{1,15})\n$/.exec(entry.toString("utf8", 24)) ?? [];
  return withdraws === undefined
    ? undefined
    : { withdraws: Number(withdraws), size: Math.ceil(Number(keptFrom) / 256) * 256 };
}

/** A pruning is dated by the server's clock, which makes entries old if it is set ahead. The witnesses who cosigned it have clocks too. */
function expectTimely(entry: Buffer, index: number, { size, cosigned }: Cosigned, { quorum }: Trust): void {
  const vouched = vouchedTime(cosigned, quorum);
  if (vouched === undefined || index >= size || Number(entry.readBigInt64BE(4) / 1_000_000n) <= vouched + 86_400)
    return;
  throw new NotProven(
    `entry ${index} declares a pruning at ${timeOf(entry)}, and when the witnesses cosigned that, their clocks said ${new Date(vouched * 1000).toISOString()}: the server's clock was set ahead`,
  );
}

const timeOf = (entry: Buffer): string => {
  const at = new Date(Number(entry.readBigInt64BE(4) / 1000n));
  return Number.isNaN(at.getTime()) ? "an unknown time" : at.toISOString();
};

/** An entry begins with its place: organisation, batch (microseconds since 1970), number in the batch, number of the key. */
function describeEntry(entry: Buffer): string[] {
  if (entry.length < 24) return [];
  const id = `${entry.readBigInt64BE(4)}.${entry.readInt32BE(12)}`;
  return [
    `Its id is ${id}, written at ${timeOf(entry)}, ${entry.length - 24} bytes sealed under key ${entry.readBigInt64BE(16)}.`,
  ];
}

function describeCheckpoint({ origin, size, cosigned }: Cosigned): string[] {
  const by = [...cosigned].map(([name, seconds]) => `${name} at ${new Date(seconds * 1000).toISOString()}`);
  return [
    `The ledger ${origin} had ${size} entries, and signed that.`,
    by.length === 0 ? "No witness was asked for." : `Cosigned by ${by.join(", ")}.`,
  ];
}

// ---- a whole ledger: a directory of tiles ----------------------------------------------------------------------------------

/** "000", "x001/x234/067": as tlog-tiles names the tiles of a level. */
const tileName = (tile: number): string => {
  const digits = String(tile);
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, "0").match(/\d{3}/g) ?? [];
  return groups.map((group, at) => (at === groups.length - 1 ? group : `x${group}`)).join("/");
};

/** Rebuilds the tree from its lowest tiles, and compares: every entry that lies there, every higher tile, the signed root, and older
 *  checkpoints. @returns what is proven, in sentences */
export function verifyDirectory(directory: string, trust: Trust, older: readonly string[] = []): string[] {
  const checkpoint = openCheckpoint(readFileSync(join(directory, "checkpoint"), "utf8"), trust);
  const { size } = checkpoint;
  const earlier = older.map((note) => openCheckpoint(note, { ...trust, quorum: () => true }));
  for (const old of earlier) {
    if (old.origin !== checkpoint.origin) throw new NotProven("the older checkpoint is another ledger's");
    if (old.size > size)
      throw new NotProven(`the ledger was cut: it had ${old.size} entries once, and has ${size} now`);
  }
  const read = (level: number | "entries", tile: number, width: number): Buffer => {
    const path = join(directory, "tile", String(level), tileName(tile));
    const partial = join(`${path}.p`, String(width));
    if (width < 256 && existsSync(partial)) return readFileSync(partial);
    if (existsSync(path)) return readFileSync(path);
    throw new NotProven(`tile ${level}/${tile} is missing`);
  };
  const hasEntries = existsSync(join(directory, "tile", "entries"));
  const tree = new Tree();
  const roots = new Map<number, Buffer>();
  let gone = 0;
  /** How many entries may be gone by the act at a place. */
  const declared = new Map<number, number>();
  const open: Buffer[][] = [];
  let full = 0;
  const compare = (level: number, hashes: readonly Buffer[], tile: number) => {
    const there = read(level, tile, hashes.length).subarray(0, 32 * hashes.length);
    if (!there.equals(Buffer.concat(hashes))) throw new NotProven(`tile ${level}/${tile} is not what the entries give`);
    full += 1;
  };
  const counts: number[] = [];
  const completed = (level: number, subtree: Buffer) => {
    const hashes = (open[level] ??= []);
    hashes.push(subtree);
    if (hashes.length < 256) return;
    compare(level, hashes, counts[level] ?? 0);
    counts[level] = (counts[level] ?? 0) + 1;
    open[level] = [];
  };
  const atSize = () => {
    for (const old of earlier)
      if (old.size === tree.size && !old.root.equals(tree.root()))
        throw new NotProven(`the first ${old.size} entries are not those that were signed once: history was rewritten`);
  };
  atSize();
  for (let tile = 0; tile * 256 < size; tile += 1) {
    const width = Math.min(256, size - tile * 256);
    const leaves = read(0, tile, width);
    if (leaves.length < width * 32) throw new NotProven(`tile 0/${tile} was cut short`);
    roots.set(tile * 256, tree.root());
    const isGone = width === 256 && !existsSync(join(directory, "tile", "entries", tileName(tile)));
    if (hasEntries && isGone && gone === tile * 256) gone += 256;
    else if (hasEntries)
      for (const act of compareEntries(read("entries", tile, width), leaves, tile * 256, width)) {
        [checkpoint, ...earlier].forEach((under) => expectTimely(act.entry, act.index, under, trust));
        if (act.withdraws !== undefined && declared.has(act.withdraws)) declared.set(act.withdraws, act.size);
        else if (act.root !== undefined && roots.get(act.size)?.equals(act.root)) declared.set(act.index, act.size);
      }
    for (let at = 0; at < width; at += 1) {
      tree.add(leaves.subarray(at * 32, at * 32 + 32), completed);
      atSize();
    }
  }
  if (!tree.root().equals(checkpoint.root)) throw new NotProven("the entries are not those that were signed");
  if (gone > Math.max(0, ...declared.values()))
    throw new NotProven(`the first ${gone} entries are missing, and no pruning is on record`);
  open.forEach((hashes, level) => level > 0 && hashes.length > 0 && compare(level, hashes, counts[level] ?? 0));
  return [
    `All ${size} entries are those that were signed.`,
    hasEntries
      ? `${gone === 0 ? "" : `The first ${gone} entries were pruned, and the ledger says so. `}Each entry that lies here was hashed, sealed as it is.`
      : "The entries themselves don't lie here: their hashes were checked.",
    `${full} tiles of higher levels hold what they must.`,
    ...earlier.map((old) => `The ${old.size} entries of the older checkpoint are still its beginning.`),
    ...describeCheckpoint(checkpoint),
  ];
}

/** Entries each after its length in two bytes; of one too long for that only the hash is published. Yields acts of pruning. */
function* compareEntries(bundle: Buffer, leaves: Buffer, first: number, width: number) {
  let offset = 0;
  for (let at = 0; at < width; at += 1) {
    if (offset + 2 > bundle.length) throw new NotProven(`entry ${first + at} is missing`);
    const end = offset + 2 + bundle.readUInt16BE(offset);
    const entry = bundle.subarray(offset + 2, end);
    if (end > bundle.length) throw new NotProven(`entry ${first + at} was cut short`);
    if (entry.length > 0 && !leafHash(entry).equals(leaves.subarray(at * 32, at * 32 + 32)))
      throw new NotProven(`entry ${first + at} is not what was signed`);
    const act = readAct(entry) ?? readWithdrawal(entry);
    if (act !== undefined) yield { withdraws: undefined, root: undefined, ...act, entry, index: first + at };
    offset = end;
  }
}

// ---- command line ----------------------------------------------------------------------------------------------------------

const usage = "usage: wardbook-verify FILE.tlog-proof|DIRECTORY (--key KEY | --policy FILE) [--since OLD-CHECKPOINT]";

/** @returns 0 proven, 1 not proven, 2 nothing could be checked */
export function runVerifier(argv: readonly string[], say: (line: string) => void): number {
  try {
    const given = new Map<string, string>();
    const words: string[] = [];
    for (let at = 0; at < argv.length; at += 1) {
      const word = argv[at] ?? "";
      const [, flag = "", value = argv[at + 1]] = /^--(key|policy|since)(?:=(.*))?$/.exec(word) ?? [];
      if (flag === "") words.push(word);
      else given.set(flag, value ?? "");
      if (flag !== "" && !word.includes("=")) at += 1;
    }
    const [path, ...more] = words;
    if (path === undefined || path.startsWith("--") || more.length > 0) throw new CannotCheck(usage);
    const [key, policy, since] = [given.get("key"), given.get("policy"), given.get("since")];
    if (key === undefined && policy === undefined)
      throw new CannotCheck(`whom shall it believe? Give the ledger's key, from elsewhere than this file.\n${usage}`);
    const said = policy === undefined ? undefined : parsePolicy(readFileSync(policy, "utf8"));
    const own = key === undefined ? (said?.logs ?? []) : [parseKey(key)];
    const trust: Trust = { logs: own, witnesses: said?.witnesses ?? new Map(), quorum: said?.quorum ?? (() => true) };
    const older = since === undefined ? [] : [readFileSync(since, "utf8")];
    const isDirectory = statSync(path).isDirectory() && readdirSync(path).includes("checkpoint");
    const proven = isDirectory ? verifyDirectory(path, trust, older) : verifyProof(readFileSync(path, "utf8"), trust);
    say(`PROVEN. ${proven.join("\n")}`);
    return 0;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    say(error instanceof NotProven ? `NOT PROVEN: ${message}.` : message);
    return error instanceof NotProven ? 1 : 2;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  process.exitCode = runVerifier(process.argv.slice(2), (line) => process.stdout.write(`${line}\n`));
