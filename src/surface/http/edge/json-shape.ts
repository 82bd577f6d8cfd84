import { CodedError } from "../../../foundation/kernel/index.ts";

/** How much a JSON text may hold. What is refused here is never parsed. */
export interface JsonLimits {
  /** Objects and lists inside each other. */
  readonly depth: number;
  /** Commas and colons: a list of n values has n - 1, an object of n members 2n - 1. */
  readonly members: number;
  /** Bytes of one string, escapes as sent. */
  readonly stringBytes: number;
  /** Numbers with a decimal point: each one of FHIR's keeps its digits, which costs. */
  readonly decimals: number;
}

export class JsonShapeError extends CodedError<"http/too-complex"> {}

const quote = 0x22;
const backslash = 0x5c;
const comma = 0x2c;
const colon = 0x3a;
const point = 0x2e;

/** Looks over a JSON text once, without making anything of it. It says nothing of whether it is JSON.
 *  @throws JsonShapeError naming the limit, never the content */
export function checkJsonShape(bytes: Uint8Array, limits: JsonLimits): void {
  let depth = 0;
  let members = 0;
  let decimals = 0;
  const { length } = bytes;
  for (let at = 0; at < length; at += 1) {
    const byte = bytes[at];
    // In the order in which they are likely.
    if (byte === quote) {
      const start = at + 1;
      for (at = start; at < length; at += 1) {
        const inside = bytes[at];
        if (inside === quote) break;
        if (inside === backslash) at += 1;
      }
      if (at - start > limits.stringBytes) throw tooComplex(`a text has at most ${limits.stringBytes} bytes here`);
    } else if (byte === comma || byte === colon) {
      members += 1;
      if (members > limits.members) throw tooComplex(`there are at most ${limits.members} commas and colons here`);
    } else if (byte === 0x7b || byte === 0x5b) {
      depth += 1;
      if (depth > limits.depth) throw tooComplex(`objects and lists nest at most ${limits.depth} deep here`);
    } else if (byte === 0x7d || byte === 0x5d) {
      depth -= 1;
    } else if (byte === point) {
      decimals += 1;
      if (decimals > limits.decimals) throw tooComplex(`there are at most ${limits.decimals} decimal numbers here`);
    }
  }
}

function tooComplex(what: string): JsonShapeError {
  return new JsonShapeError("http/too-complex", `the body is too complex: ${what}`);
}
