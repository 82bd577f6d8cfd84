import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { deflateRawSync } from "node:zlib";
import { seal } from "../../../foundation/crypto/index.ts";
import { transposed } from "../column-forms.ts";
import { makeLeafHashes } from "../leaf-hashes-table.ts";
import { type Manifest, hashOf, manifestPath, openSegment, sealSegment } from "../manifest.ts";
import type { OpenChain } from "../read-archive.ts";
import { type Segment, unpackSegment } from "../segment.ts";
import type { Queryable } from "../../../foundation/platform/database/index.ts";

const isNull = -1;

/** A file of rows as archives of format 1 have them. */
export function packFormerSegment({ table, columns, values }: Segment): Buffer {
  const rows = values[0]?.length ?? 0;
  const head = Buffer.from(JSON.stringify({ table, columns, rows }));
  const parts = [int32(head.length), head];
  for (const column of values) {
    const present = column.filter((value) => value !== undefined);
    const [first = Buffer.alloc(0)] = present;
    const isInterleaved =
      first.length > 1 && first.length <= 16 && present.every(({ length }) => length === first.length);
    const whole = Buffer.concat(present);
    parts.push(...column.map((value) => int32(value?.length ?? isNull)));
    parts.push(isInterleaved ? transposed(whole, first.length) : whole);
  }
  return deflateRawSync(Buffer.concat(parts), { level: 6 });
}

/** Writes the archives of a chain anew, as format 1 had them. @param db what they were taken from */
export async function makeFormer(folder: string, chain: OpenChain, db: Queryable): Promise<void> {
  let before: string | undefined;
  for (const { manifest, key, keyName } of chain) {
    const segments: Manifest["segments"][number][] = [];
    for (const segment of manifest.segments) {
      const path = join(folder, segment.path);
      const rows = await unpackSegment(openSegment(key, segment.path, await readFile(path)));
      const file = sealSegment(key, segment.path, packFormerSegment(await makeLeafHashes(db, rows)));
      await writeFile(path, file);
      segments.push({ ...segment, bytes: file.length, sha256: hashOf(file) });
    }
    const { backup, side, follows } = manifest;
    const line = Buffer.from(`wardbook-backup/1 ${side} ${backup} ${keyName}\n`);
    const former = { ...manifest, segments, follows: before && follows && { ...follows, sha256: before } };
    const file = Buffer.concat([line, seal(key, Buffer.from(JSON.stringify(former)), line)]);
    await writeFile(join(folder, manifestPath(backup)), file);
    before = hashOf(file);
  }
}

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
}
