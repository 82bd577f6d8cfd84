import { isUuid, writeUuid } from "../../foundation/kernel/index.ts";
import type { LedgerEntry } from "./entry.ts";
import { packEntry, packShape, unpackEntry, unpackShape } from "./entry-packing.ts";
import { LedgerError } from "./ledger-error.ts";

// Entries of one caller differ in their moment, their records' ids, the request and the query. The rest is the entry's shape, which
// is packed once for all entries that are alike: packing each whole was most of what an entry cost.
//   format | what is there, 1 byte | at, uint48 | shape's length, 1 or 2 bytes | shape | ids, 16 bytes each
//   | [count, uint32] | [request id's length, 1 byte, and text] | [packed detail]
/** First byte of an entry that is kept as its shape and what moves. Integers are big-endian. */
export const alikeFormat = 4;
const has = { requestId: 1, detail: 2, count: 4, longShape: 8 } as const;
const place = "$";
const uuidLength = 36;
const idBytes = 16;
const startOfShapeLength = 8;
const beyond = { at: 2 ** 48, count: 2 ** 32, shortShape: 2 ** 8, shape: 2 ** 16, requestId: 2 ** 8 } as const;

type Text = string | 0;
type Shape = readonly [
  actor: readonly [LedgerEntry["actor"]["kind"], string, string, Text],
  why: string,
  from: Text,
  purpose: Text,
  onBehalfOf: Text,
  listed: string,
  action: LedgerEntry["action"],
];

const mostShapes = 2_000;
const shapes = new Map<string, Buffer>();

function packedShape(text: string): Buffer {
  const known = shapes.get(text);
  if (known !== undefined) return known;
  if (shapes.size >= mostShapes) shapes.clear();
  const packed = packShape(text);
  shapes.set(text, packed);
  return packed;
}

/** Resources with a sign in the place of each id, and the ids. */
function withoutIds(resources: readonly string[]): { readonly listed: string; readonly ids: readonly string[] } {
  const ids: string[] = [];
  let listed = "";
  for (const resource of resources) {
    const start = resource.indexOf("/") + 1;
    const id = resource.slice(start, start + uuidLength);
    if (listed !== "") listed += " ";
    if (isUuid(id)) {
      ids.push(id);
      listed += resource.slice(0, start) + place + resource.slice(start + uuidLength);
    } else listed += resource;
  }
  return { listed, ids };
}

function withIds(listed: string, ids: Buffer): string[] {
  if (listed === "") return [];
  let offset = 0;
  return listed.split(" ").map((resource) => {
    const at = resource.indexOf(place);
    if (at === -1) return resource;
    const hex = ids.toString("hex", offset, (offset += idBytes));
    const id = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
    return resource.slice(0, at) + id + resource.slice(at + 1);
  });
}

function isWithin(value: number, end: number): boolean {
  return Number.isInteger(value) && value >= 0 && value < end;
}

/** @returns undefined for the rare entry that doesn't fit */
export function encodeAlike(entry: LedgerEntry, resources: readonly string[]): Buffer | undefined {
  const { at, action, actor, why, from, requestId, count, detail, purpose, onBehalfOf } = entry;
  const { listed, ids } = withoutIds(resources);
  if (!isWithin(at, beyond.at) || !isWithin(count, beyond.count) || signsIn(listed) !== ids.length) return undefined;
  const parts: Shape = [
    [actor.kind, actor.id, actor.name, actor.role ?? 0],
    why,
    from ?? 0,
    purpose ?? 0,
    onBehalfOf ?? 0,
    listed,
    action,
  ];
  const shape = packedShape(JSON.stringify(parts));
  const requestLength = requestId === undefined ? 0 : Buffer.byteLength(requestId);
  if (shape.length >= beyond.shape || requestLength >= beyond.requestId) return undefined;
  const packedDetail = detail === undefined ? undefined : packEntry(detail);
  const counted = count !== resources.length;
  const long = shape.length >= beyond.shortShape;
  const bytes = Buffer.allocUnsafe(
    startOfShapeLength +
      (long ? 2 : 1) +
      shape.length +
      ids.length * idBytes +
      (counted ? 4 : 0) +
      (requestId === undefined ? 0 : 1 + requestLength) +
      (packedDetail?.length ?? 0),
  );
  bytes[0] = alikeFormat;
  bytes[1] =
    (requestId === undefined ? 0 : has.requestId) |
    (packedDetail === undefined ? 0 : has.detail) |
    (counted ? has.count : 0) |
    (long ? has.longShape : 0);
  bytes.writeUIntBE(at, 2, 6);
  let offset = bytes.writeUIntBE(shape.length, startOfShapeLength, long ? 2 : 1);
  bytes.set(shape, offset);
  offset += shape.length;
  for (const id of ids) {
    writeUuid(bytes, id, offset);
    offset += idBytes;
  }
  if (counted) offset = bytes.writeUInt32BE(count, offset);
  if (requestId !== undefined) {
    offset = bytes.writeUInt8(requestLength, offset);
    offset += bytes.write(requestId, offset);
  }
  if (packedDetail !== undefined) bytes.set(packedDetail, offset);
  return bytes;
}

function signsIn(listed: string): number {
  let signs = 0;
  for (let at = listed.indexOf(place); at !== -1; at = listed.indexOf(place, at + 1)) signs += 1;
  return signs;
}

/** The inverse of `encodeAlike`. @throws LedgerError `ledger/malformed-batch` */
export function decodeAlike(bytes: Buffer): LedgerEntry {
  if (bytes.length < startOfShapeLength + 2) throw malformed();
  const flags = bytes.readUInt8(1);
  const lengthBytes = flags & has.longShape ? 2 : 1;
  const startOfShape = startOfShapeLength + lengthBytes;
  const endOfShape = startOfShape + bytes.readUIntBE(startOfShapeLength, lengthBytes);
  if (endOfShape > bytes.length) throw malformed();
  const shape = JSON.parse(unpackShape(bytes.subarray(startOfShape, endOfShape))) as Shape;
  const [[kind, id, name, role], why, from, purpose, onBehalfOf, listed, action] = shape;
  const endOfIds = endOfShape + signsIn(listed) * idBytes;
  const endOfCount = endOfIds + (flags & has.count ? 4 : 0);
  const startOfDetail = endOfCount + (flags & has.requestId ? 1 + (bytes[endOfCount] ?? 0) : 0);
  if (startOfDetail > bytes.length) throw malformed();
  const resources = withIds(listed, bytes.subarray(endOfShape, endOfIds));
  return {
    at: bytes.readUIntBE(2, 6),
    action,
    actor: { kind, id, name, role: said(role) },
    why,
    from: said(from),
    requestId: flags & has.requestId ? bytes.toString("utf8", endOfCount + 1, startOfDetail) : undefined,
    resources,
    count: flags & has.count ? bytes.readUInt32BE(endOfIds) : resources.length,
    detail: flags & has.detail ? unpackEntry(bytes.subarray(startOfDetail)) : undefined,
    purpose: said(purpose),
    onBehalfOf: said(onBehalfOf),
  };
}

function said(text: Text): string | undefined {
  return text === 0 ? undefined : text;
}

function malformed(): LedgerError {
  return new LedgerError("ledger/malformed-batch", "an entry ends before it should");
}
