import { ImportError } from "./import-error.ts";

/** Receives the pieces of one JSON value. */
export interface CutPieces {
  /** One element of the value's top-level `entry` array, untrimmed. */
  entry(bytes: Buffer): void;
  /** The value has ended. `rest` is its text without the elements told; `gap` is where they were. */
  value(rest: Buffer, gap: number): void;
}

/** What one piece may hold; also what a resource that is no bundle may hold. */
export const longestPiece = 32 * 1024 * 1024;

const quote = 0x22;
const comma = 0x2c;
const colon = 0x3a;
const openArray = 0x5b;
const backslash = 0x5c;
const closeArray = 0x5d;
const openObject = 0x7b;
const closeObject = 0x7d;
const entryName = "entry";
const typeName = "resourceType";
const longestName = 64;

/**
 * Cuts one JSON value, while it streams in, into the elements of its top-level `entry` array and the rest, so that a bundle
 * larger than memory can be read. It only counts brackets and quotes; what the pieces say is for a parser.
 */
export class JsonCutter {
  readonly #pieces: CutPieces;
  #depth = 0;
  #inString = false;
  #escaped = false;
  /** At the top level of the object: whether the next string is a name. */
  #nameIsDue = false;
  #spelling: number[] | undefined;
  #name = "";
  #inEntries = false;
  #parts: Buffer[] = [];
  #partsLength = 0;
  #restParts: Buffer[] = [];
  #restLength = 0;
  #gap = 0;
  #told = false;
  #done = false;
  /** The value's `resourceType`, as soon as it has been seen. */
  resourceType: string | undefined;

  constructor(pieces: CutPieces) {
    this.#pieces = pieces;
  }

  get done(): boolean {
    return this.#done;
  }

  get begun(): boolean {
    return this.#depth > 0;
  }

  /** @returns how many bytes belong to the value; fewer than were given once it has ended
   *  @throws ImportError `import/not-json`, `import/too-large` */
  feed(bytes: Buffer): number {
    let start = 0;
    let at = 0;
    const { length } = bytes;
    while (at < length && !this.#done) {
      if (this.#inString) {
        at = this.#passString(bytes, at);
        continue;
      }
      const byte = bytes[at];
      at += 1;
      switch (byte) {
        case quote:
          if (this.#depth === 0) throw notJson();
          this.#inString = true;
          if (this.#depth === 1 && (this.#nameIsDue || this.#name === typeName)) this.#spelling = [];
          break;
        case openObject:
        case openArray:
          this.#depth += 1;
          if (this.#depth === 1) this.#nameIsDue = byte === openObject;
          else if (this.#depth === 2 && byte === openArray && this.#name === entryName) {
            this.#take(bytes.subarray(start, at));
            start = at;
            this.#enterEntries();
          }
          break;
        case closeObject:
        case closeArray:
          if (this.#depth === 2 && this.#inEntries) {
            this.#take(bytes.subarray(start, at - 1));
            start = at - 1;
            this.#leaveEntries();
          }
          this.#depth -= 1;
          if (this.#depth < 0) throw notJson();
          if (this.#depth === 1) this.#name = "";
          if (this.#depth === 0) this.#done = true;
          break;
        case comma:
          if (this.#depth === 1) {
            this.#nameIsDue = true;
            this.#name = "";
          } else if (this.#depth === 2 && this.#inEntries) {
            this.#take(bytes.subarray(start, at - 1));
            start = at;
            this.#tellEntry();
          }
          break;
        case colon:
          if (this.#depth === 1) this.#nameIsDue = false;
          break;
        default:
          if (this.#depth === 0 && byte !== undefined && byte > 0x20) throw notJson();
      }
    }
    this.#take(bytes.subarray(start, at));
    if (this.#done) this.#pieces.value(Buffer.concat(this.#parts), this.#gap);
    return at;
  }

  #passString(bytes: Buffer, from: number): number {
    for (let at = from; at < bytes.length; at += 1) {
      const byte = bytes[at];
      if (this.#escaped) this.#escaped = false;
      else if (byte === backslash) this.#escaped = true;
      else if (byte === quote) {
        this.#inString = false;
        this.#endSpelling();
        return at + 1;
      } else if (byte === 0x0a) throw notJson();
      if (this.#spelling !== undefined && byte !== undefined && this.#spelling.length < longestName)
        this.#spelling.push(byte);
    }
    return bytes.length;
  }

  #endSpelling(): void {
    if (this.#spelling === undefined) return;
    const text = String.fromCharCode(...this.#spelling);
    this.#spelling = undefined;
    if (this.#nameIsDue) this.#name = text;
    else this.resourceType ??= text;
  }

  #take(bytes: Buffer): void {
    if (bytes.length === 0) return;
    this.#parts.push(bytes);
    this.#partsLength += bytes.length;
    if (this.#partsLength > longestPiece) {
      throw new ImportError("import/too-large", `one resource is larger than ${longestPiece / 1024 / 1024} MiB`);
    }
  }

  #enterEntries(): void {
    this.#inEntries = true;
    this.#restParts = this.#parts;
    this.#restLength = this.#partsLength;
    this.#gap = this.#partsLength;
    this.#parts = [];
    this.#partsLength = 0;
  }

  #tellEntry(): void {
    const bytes = this.#parts.length === 1 ? (this.#parts[0] ?? nothing) : Buffer.concat(this.#parts);
    this.#parts = [];
    this.#partsLength = 0;
    this.#told = true;
    this.#pieces.entry(bytes);
  }

  #leaveEntries(): void {
    // "[ ]" has no element; "[1, ]" has a second one that is malformed: the parser refuses it.
    const isBlank = this.#parts.every((part) => part.every((byte) => byte <= 0x20));
    if (this.#told || !isBlank) this.#tellEntry();
    this.#parts = this.#restParts;
    this.#partsLength = this.#restLength;
    this.#restParts = [];
    this.#inEntries = false;
  }
}

const nothing = Buffer.alloc(0);

function notJson(): ImportError {
  return new ImportError(
    "import/not-json",
    "the file is not JSON: expected a FHIR Bundle, one resource, or one resource on each line (NDJSON)",
  );
}
