import { type AeadKey, type Blinder, open, seal } from "../../foundation/crypto/index.ts";
import { type ResourceType, typeNumber } from "../../foundation/fhir/index.ts";
import { type ResourceId, type TenantId, writeUuid } from "../../foundation/kernel/index.ts";

/** Where a sealed body belongs. All of it is authenticated: a row that was moved doesn't open. */
export interface BodyPlace {
  readonly tenant: TenantId;
  readonly type: ResourceType;
  readonly id: ResourceId;
  readonly version: number;
  readonly keyNo: number;
}

/** How bodies are sealed and terms are blinded. One implementation serves; the bench measures its cost against another. */
export interface Protection {
  seal(key: AeadKey, place: BodyPlace, packed: Buffer): Buffer;
  open(key: AeadKey, place: BodyPlace, sealed: Buffer): Buffer;
  /** 8 bytes for each term. */
  tokens(blinder: Blinder, type: ResourceType, terms: readonly string[]): Buffer;
}

const placeLength = 4 + 2 + 16 + 4 + 8;

/** tenant int4 | type int2 | id 16 bytes | version int4 | key number int8, big-endian. */
export function additionalData(place: BodyPlace): Buffer {
  const data = Buffer.allocUnsafe(placeLength);
  data.writeInt32BE(place.tenant, 0);
  data.writeInt16BE(typeNumber(place.type), 4);
  writeUuid(data, place.id, 6);
  data.writeInt32BE(place.version, 22);
  // A safe integer as int8: half the cost of a BigInt.
  data.writeInt32BE(Math.floor(place.keyNo / 0x1_0000_0000), 26);
  data.writeUInt32BE(place.keyNo % 0x1_0000_0000, 30);
  return data;
}

/** AES-256-GCM and keyed BLAKE3. */
export const sealed: Protection = {
  seal: (key, place, packed) => seal(key, packed, additionalData(place)),
  open: (key, place, bytes) => open(key, bytes, additionalData(place)),
  tokens(blinder, type, terms) {
    const target = Buffer.allocUnsafe(terms.length * 8);
    const prefix = `${type}\u0000`;
    blinder.tokensInto(
      terms.map((term) => prefix + term),
      target,
      0,
    );
    return target;
  },
};
