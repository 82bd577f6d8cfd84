import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { ResourceId } from "../../foundation/kernel/index.ts";
import { createPacker } from "../../foundation/packing/index.ts";
import { RecordsError } from "./records-error.ts";

// Bodies are small and alike, so a shared dictionary does most of the work. Measured on 820-byte observations: deflate with this
// much of their own text as dictionary 110 bytes, zstd likewise 118 bytes, deflate without one 437 bytes. This dictionary is of
// made-up records (scripts/make-dictionary.ts): 1,078 bytes become 277, without it 544.
const dictionary = readFileSync(join(import.meta.dirname, "dictionary-1.txt"));
const plainFormat = 0;
const dictionaryFormat = 1;
/** As format 1, of a text in which ids that the row has anyway are one byte each. */
const shortIdsFormat = 2;
const shortestWorthPacking = 64;
/** Bodies above this aren't packed: their size alone dwarfs what a dictionary saves, and packing blocks the process. */
const longestPacked = 1 << 20;
const packer = createPacker(dictionary, longestPacked);

// Control characters: JSON has none, so they stand for nothing else.
const idSign = 0x01;
const patientSign = 0x02;
const nowhere = -1;

/** What the row of a body says of it, and its seal binds. */
export interface BodyIds {
  readonly id: ResourceId;
  /** Under whose key it is sealed. */
  readonly patient: ResourceId | undefined;
}

/** Format byte and the text, deflated where that helps, without the ids that its row has. */
export function packBody(text: string, ids: BodyIds): Buffer {
  const whole = Buffer.from(text);
  if (whole.length >= shortestWorthPacking && whole.length <= longestPacked) {
    const packed = packer.pack(Buffer.from(shortened(text, ids)));
    // Opened again before it is kept (4 us): a body that didn't open would be a lost record.
    if (packed.length < whole.length && lengthened(packer.unpack(packed), ids)?.equals(whole) === true)
      return Buffer.concat([Buffer.of(shortIdsFormat), packed]);
  }
  return Buffer.concat([Buffer.of(plainFormat), whole]);
}

/** @throws RecordsError `records/unknown-body-format`, `records/body-altered`; PackingError */
export function unpackBody(packed: Buffer, ids: BodyIds): Buffer {
  const format = packed[0];
  if (format === plainFormat) return packed.subarray(1);
  if (format === dictionaryFormat) return packer.unpack(packed.subarray(1));
  if (format !== shortIdsFormat)
    throw new RecordsError("records/unknown-body-format", "the body's format is newer than this program");
  const body = lengthened(packer.unpack(packed.subarray(1)), ids);
  if (body === undefined)
    throw new RecordsError("records/body-altered", "a stored version names a patient, but its key is nobody's");
  return body;
}

function shortened(text: string, { id, patient }: BodyIds): string {
  const short = text.replaceAll(id, String.fromCharCode(idSign));
  return patient === undefined || patient === id ? short : short.replaceAll(patient, String.fromCharCode(patientSign));
}

/** @returns undefined where it names a patient, and there is none */
function lengthened(short: Buffer, { id, patient }: BodyIds): Buffer | undefined {
  let nextId = short.indexOf(idSign);
  let nextPatient = short.indexOf(patientSign);
  if (nextId === nowhere && nextPatient === nowhere) return short;
  if (nextPatient !== nowhere && patient === undefined) return undefined;
  let room = short.length;
  for (let at = nextId; at !== nowhere; at = short.indexOf(idSign, at + 1)) room += id.length - 1;
  for (let at = nextPatient; at !== nowhere; at = short.indexOf(patientSign, at + 1))
    room += (patient ?? id).length - 1;
  const whole = Buffer.allocUnsafe(room);
  let read = 0;
  let written = 0;
  while (nextId !== nowhere || nextPatient !== nowhere) {
    const isId = nextPatient === nowhere || (nextId !== nowhere && nextId < nextPatient);
    const at = isId ? nextId : nextPatient;
    written += short.copy(whole, written, read, at);
    written += whole.write(isId ? id : (patient ?? id), written, "latin1");
    read = at + 1;
    if (isId) nextId = short.indexOf(idSign, read);
    else nextPatient = short.indexOf(patientSign, read);
  }
  short.copy(whole, written, read);
  return whole;
}
