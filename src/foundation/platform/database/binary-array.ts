// PostgreSQL's binary form of one-dimensional arrays without nulls. A batch of rows travels as a few such arrays: no decimal text,
// no per-row parameters. Layout: int4 dimensions, int4 has-nulls, int4 element oid, int4 length, int4 lower bound, then (int4 size | bytes)*.

import { writeUuid } from "../../kernel/index.ts";

const oid = { bool: 16, bytea: 17, int8: 20, int2: 21, int4: 23, uuid: 2950 } as const;
const headerBytes = 20;

function header(target: Buffer, elementOid: number, length: number): void {
  target.writeInt32BE(length === 0 ? 0 : 1, 0);
  target.writeInt32BE(0, 4);
  target.writeInt32BE(elementOid, 8);
  if (length > 0) {
    target.writeInt32BE(length, 12);
    target.writeInt32BE(1, 16);
  }
}

function fixed(
  elementOid: number,
  size: number,
  length: number,
  write: (target: Buffer, offset: number, index: number) => void,
): Buffer {
  const target = Buffer.allocUnsafe(length === 0 ? 12 : headerBytes + length * (4 + size));
  header(target, elementOid, length);
  for (let index = 0, offset = headerBytes; index < length; index += 1, offset += 4 + size) {
    target.writeInt32BE(size, offset);
    write(target, offset + 4, index);
  }
  return target;
}

/** `int8[]` of 8-byte big-endian values laid end to end (blind tokens). */
export function int8ArrayOfBytes(values: Buffer): Buffer {
  return fixed(oid.int8, 8, values.length / 8, (target, offset, index) =>
    values.copy(target, offset, index * 8, index * 8 + 8),
  );
}

/** `int8[]` of safe integers. */
export function int8Array(values: readonly number[]): Buffer {
  return fixed(oid.int8, 8, values.length, (target, offset, index) => {
    // Without BigInt, which takes several times as long.
    const value = values[index] ?? 0;
    const high = Math.floor(value / 0x1_0000_0000);
    target.writeInt32BE(high, offset);
    target.writeUInt32BE(value - high * 0x1_0000_0000, offset + 4);
  });
}

export function int4Array(values: readonly number[]): Buffer {
  return fixed(oid.int4, 4, values.length, (target, offset, index) => target.writeInt32BE(values[index] ?? 0, offset));
}

export function int2Array(values: readonly number[]): Buffer {
  return fixed(oid.int2, 2, values.length, (target, offset, index) => target.writeInt16BE(values[index] ?? 0, offset));
}

export function boolArray(values: readonly boolean[]): Buffer {
  return fixed(oid.bool, 1, values.length, (target, offset, index) =>
    target.writeUInt8(values[index] === true ? 1 : 0, offset),
  );
}

/** `uuid[]` of textual UUIDs. */
export function uuidArray(values: readonly string[]): Buffer {
  return fixed(oid.uuid, 16, values.length, (target, offset, index) => {
    writeUuid(target, values[index] ?? "", offset);
  });
}

export function byteaArray(values: readonly Buffer[]): Buffer {
  const bytes = values.reduce((sum, value) => sum + 4 + value.length, 0);
  const target = Buffer.allocUnsafe(values.length === 0 ? 12 : headerBytes + bytes);
  header(target, oid.bytea, values.length);
  let offset = headerBytes;
  for (const value of values) {
    target.writeInt32BE(value.length, offset);
    offset += 4 + value.copy(target, offset + 4);
  }
  return target;
}
