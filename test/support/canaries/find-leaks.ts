import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { type Canary, type CanaryKind, shortestSought, writingsOf } from "./canary.ts";
import { headingMark } from "./notebook.ts";

/** A canary in what a test's processes told. */
export interface Leak {
  readonly kind: CanaryKind;
  /** The test file that told it. */
  readonly file: string;
  /** Who told it, and in which of their lines. */
  readonly by: string;
  readonly line: number;
  /** The line, with the canary blotted out. */
  readonly text: string;
  /** The test file that made the canary. */
  readonly from: string;
}

export interface Search {
  readonly leaks: readonly Leak[];
  /** How many there were to look for, of each kind, and in how many bytes: a search for nothing, or in nothing, finds nothing. */
  readonly sought: Readonly<Record<CanaryKind, number>>;
  readonly bytes: number;
}

interface Sought extends Canary {
  readonly writing: Buffer;
}

const shownCharacters = 240;
/** Playwright marks the documents that it sets with a random number, and Chromium prints the mark. */
const ofTheBrowsersDriver = "--playwright--set--content--";

/** Looks for every canary of a run in everything that was told in it. */
export function findLeaks(directory: string): Search {
  const names = readdirSync(directory);
  const finder = new CanaryFinder();
  const sought = { key: 0, secret: 0, patient: 0 };
  const known = new Map<string, Canary>();
  for (const name of names.filter((one) => one.startsWith("known-")))
    for (const line of readFileSync(join(directory, name), "utf8").split("\n")) {
      // A process that was killed may have left half a line.
      if (!line.endsWith("}")) continue;
      const canary = JSON.parse(line) as Canary;
      const identity = `${canary.of} ${canary.value}`;
      // A key was random bytes before it was a key.
      if (canary.kind === "key" || !known.has(identity)) known.set(identity, canary);
    }
  for (const canary of known.values()) {
    sought[canary.kind] += 1;
    finder.add(canary);
  }
  const leaks = new Map<string, Leak>();
  let bytes = 0;
  for (const name of names.filter((one) => one.startsWith("told-"))) {
    const told = readFileSync(join(directory, name));
    bytes += told.length;
    for (const { canary, at } of finder.find(told)) {
      const leak = leakAt(told, canary, at);
      // One of a kind is enough: a leak is mended where it is, however often it ran.
      const kind = `${leak?.kind} ${leak?.file} ${leak?.by}`;
      if (leak !== undefined && !leaks.has(kind)) leaks.set(kind, leak);
    }
  }
  return { leaks: [...leaks.values()], sought, bytes };
}

function leakAt(told: Buffer, canary: Sought, at: number): Leak | undefined {
  const end = told.lastIndexOf(headingMark, at);
  const middle = told.lastIndexOf(headingMark, end - 1);
  const start = told.lastIndexOf(headingMark, middle - 1);
  const file = told.toString("utf8", start + 1, middle);
  const by = told.toString("utf8", middle + 1, end);
  // What a command prints is its answer, and some answer with a secret that they have just made. Never with a key or a patient.
  if (canary.kind === "secret" && by.startsWith("stdout")) return undefined;
  const before = told.toString("utf8", end + 1, at).split("\n");
  if (before.at(-1)?.endsWith(ofTheBrowsersDriver)) return undefined;
  const after = told.toString("utf8", at + canary.writing.length, at + canary.writing.length + shownCharacters);
  const text = `${before.at(-1)?.slice(-shownCharacters)}‹${canary.kind}›${after.split(/[\n\u0001]/)[0]}`;
  return { kind: canary.kind, file, by, line: before.length, text, from: canary.from };
}

/** Finds very many texts at once: the first eight bytes of each are looked up at every place. */
class CanaryFinder {
  readonly #starts = new Uint8Array(1 << 24);
  readonly #byStart = new Map<string, Sought[]>();

  add(canary: Canary): void {
    for (const text of writingsOf(canary)) {
      const writing = Buffer.from(text);
      this.#starts[slotOf(writing, 0)] = 1;
      const start = writing.toString("latin1", 0, shortestSought);
      const known = this.#byStart.get(start);
      if (known === undefined) this.#byStart.set(start, [{ ...canary, writing }]);
      else known.push({ ...canary, writing });
    }
  }

  *find(told: Buffer): Generator<{ readonly canary: Sought; readonly at: number }> {
    for (let at = 0; at + shortestSought <= told.length; at += 1) {
      if (this.#starts[slotOf(told, at)] === 0) continue;
      for (const canary of this.#byStart.get(told.toString("latin1", at, at + shortestSought)) ?? [])
        if (told.subarray(at, at + canary.writing.length).equals(canary.writing)) yield { canary, at };
    }
  }
}

function slotOf(bytes: Buffer, at: number): number {
  return (Math.imul(bytes.readUInt32LE(at), 0x9e3779b1) ^ Math.imul(bytes.readUInt32LE(at + 4), 0x85ebca6b)) >>> 8;
}
