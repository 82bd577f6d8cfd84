import { appendFileSync, mkdirSync } from "node:fs";
import { join, relative } from "node:path";
import { threadId } from "node:worker_threads";
import { type CanaryKind, shortestSought } from "./canary.ts";

/** What one process of a run noted: what must not be told, and what was told. */
export interface Notebook {
  /** A text that must not be told. Short ones are passed over: chance would find them. */
  mind(kind: CanaryKind, text: string): void;
  /** Bytes that must not be told, however they are written. */
  mindBytes(kind: CanaryKind, bytes: Uint8Array): void;
  /** @param by who told it: "log", "stdout of node", "answer 404 to GET /fhir/Patient" */
  told(by: string, text: string | Uint8Array): void;
  /** Says which test file what follows belongs to. */
  enter(testFile: string): void;
  flush(): void;
}

const root = join(import.meta.dirname, "../../..");
/** Ends a heading in what was told. No log holds this byte. */
export const headingMark = "\u0001";
const fewestBytes = 16;
const flushAtCharacters = 1 << 18;

/** @param directory holds the files of one run, `known-*` and `told-*`, one of each for each process */
export function openNotebook(directory: string): Notebook {
  const own = `${process.pid}-${threadId}`;
  const seen = new Set<string>();
  let known = "";
  let told = "";
  let heading = "";
  let from = "";

  function flush(): void {
    try {
      mkdirSync(directory, { recursive: true });
      if (known !== "") appendFileSync(join(directory, `known-${own}`), known);
      if (told !== "") appendFileSync(join(directory, `told-${own}`), told);
    } catch {
      // The run has ended, and its directory with it: a process that outlived it has nobody to tell.
    }
    known = told = heading = "";
  }
  function note(kind: CanaryKind, of: "text" | "bytes", value: string): void {
    known += `${JSON.stringify({ kind, of, value, from })}\n`;
    if (known.length > flushAtCharacters) flush();
  }
  return {
    mind(kind, text) {
      const name = `${kind} ${text}`;
      if (text.length < shortestSought || seen.has(name)) return;
      seen.add(name);
      note(kind, "text", text);
    },
    mindBytes(kind, bytes) {
      if (bytes.length < fewestBytes || bytes.length > 512) return;
      const hex = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("hex");
      const name = `${kind} ${hex}`;
      if (seen.has(name)) return;
      seen.add(name);
      // Vectors of standards and fillings of tests count up or repeat: such bytes are nobody's key.
      if (new Set(bytes).size * 2 < Math.min(bytes.length, 64)) return;
      note(kind, "bytes", hex);
    },
    told(by, text) {
      if (text.length === 0) return;
      const line = `${headingMark}${from}${headingMark}${by}${headingMark}`;
      if (line !== heading) told += line;
      heading = line;
      told += typeof text === "string" ? text : Buffer.from(text).toString();
      if (told.length > flushAtCharacters) flush();
    },
    enter(testFile) {
      from = relative(root, testFile);
    },
    flush,
  };
}
