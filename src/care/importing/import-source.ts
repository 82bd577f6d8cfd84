import { createReadStream } from "node:fs";
import { basename } from "node:path";

/** Somewhere to import from. It is read more than once: first to count, then to import. */
export interface ImportSource {
  /** As people know it; refusals name it. */
  readonly name: string;
  open(): AsyncIterable<Buffer>;
}

export function fileSource(path: string): ImportSource {
  return { name: basename(path), open: () => createReadStream(path, { highWaterMark: 64 * 1024 }) };
}
