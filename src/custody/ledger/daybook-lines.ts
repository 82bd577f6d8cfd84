import type { TenantId } from "../../foundation/kernel/index.ts";
import { tokenLength } from "../../foundation/crypto/index.ts";
import type { SealedBatch } from "./batch.ts";
import { readInt8, writeInt8 } from "./int8.ts";

/** Sealed entries of one organisation, written at one moment: a stretch of a batch. */
export interface DaybookLine {
  readonly tenant: TenantId;
  readonly stretch: SealedBatch;
}

//   tenant int4 | batch int8 | bytes of entries, uint32 | bytes of tokens, uint32 | entries | tokens, big-endian
const headerLength = 20;

export function writeLines(lines: readonly DaybookLine[]): Buffer {
  return Buffer.concat(
    lines.flatMap(({ tenant, stretch: { batch, entries, tokens } }) => {
      const header = Buffer.allocUnsafe(headerLength);
      header.writeInt32BE(tenant, 0);
      writeInt8(header, 4, batch);
      header.writeUInt32BE(entries.length, 12);
      header.writeUInt32BE(tokens.length, 16);
      return [header, entries, tokens];
    }),
  );
}

export function readLines(content: Buffer): DaybookLine[] {
  const lines: DaybookLine[] = [];
  for (let at = 0; at + headerLength <= content.length; ) {
    const entriesEnd = at + headerLength + content.readUInt32BE(at + 12);
    const end = entriesEnd + content.readUInt32BE(at + 16);
    lines.push({
      tenant: content.readInt32BE(at) as TenantId,
      stretch: {
        batch: readInt8(content, at + 4),
        entries: content.subarray(at + headerLength, entriesEnd),
        tokens: content.subarray(entriesEnd, end),
        leafHashes: [],
      },
    });
    at = end;
  }
  return lines;
}

/** The batches that the lines' stretches make up, in the order in which they began. */
export function batchesOf(lines: readonly DaybookLine[]): DaybookLine[] {
  const groups = new Map<string, DaybookLine[]>();
  for (const line of lines) {
    const name = `${line.tenant}.${line.stretch.batch}`;
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [line]);
    else group.push(line);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const stretches = group.map(({ stretch }) => stretch);
    const whole = {
      batch: first.stretch.batch,
      entries: Buffer.concat(stretches.map(({ entries }) => entries)),
      tokens: withoutRepeats(Buffer.concat(stretches.map(({ tokens }) => tokens))),
      leafHashes: stretches.flatMap(({ leafHashes }) => leafHashes),
    };
    return [{ tenant: first.tenant, stretch: whole }];
  });
}

function withoutRepeats(tokens: Buffer): Buffer {
  const seen = new Set<string>();
  const kept: Buffer[] = [];
  for (let at = 0; at + tokenLength <= tokens.length; at += tokenLength) {
    const token = tokens.toString("latin1", at, at + tokenLength);
    if (seen.has(token)) continue;
    seen.add(token);
    kept.push(tokens.subarray(at, at + tokenLength));
  }
  return Buffer.concat(kept);
}
