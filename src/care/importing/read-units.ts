import { type FhirResource, type JsonObject, type JsonValue, isJsonObject } from "../../foundation/fhir/index.ts";
import { CodedError } from "../../foundation/kernel/index.ts";
import { type Cut, cutValues } from "./cut-values.ts";
import { expandedBytes } from "./expanded-bytes.ts";
import { ImportError } from "./import-error.ts";
import type { ImportSource } from "./import-source.ts";
import { longestPiece } from "./json-cutter.ts";
import { parseObject } from "./parse-object.ts";

/** One thing found in a file. */
export type Item = {
  /** Its number in the file, counted through: what a second reading recognises it by. */
  readonly ordinal: number;
  /** As people count: `Bundle.entry[3]`, or the third line after the first. */
  readonly entry: number;
} & (
  | { readonly kind: "resource"; readonly resource: FhirResource; readonly fullUrl: string | undefined }
  | { readonly kind: "unreadable"; readonly error: CodedError }
);

/** Items that belong together: they may point to one another. */
export interface Unit {
  readonly items: readonly Item[];
  /** A part of a bundle that is too large to take as one. */
  readonly isPart: boolean;
}

export const mostInBundle = 1_000;
const linesTogether = 200;
const partLength = 500;
/** Text of one unit. Parsed it takes several times as much, and three units are in memory at once. */
const unitBytes = 4 * 1024 * 1024;
const suitable: ReadonlySet<string> = new Set(["transaction", "batch", "collection", "searchset", "document"]);

/** Reads a file in units, holding no more than one in memory.
 *  @throws CodedError when the file as a whole can't be read, or is a bundle that isn't for importing */
export async function* readUnits(source: ImportSource): AsyncGenerator<Unit> {
  let ordinal = 0;
  let lines: Item[] = [];
  let elements: Buffer[] = [];
  let elementsLength = 0;
  let linesLength = 0;
  let told = 0;
  let values = 0;
  let wrong: CodedError | undefined;

  const tellElements = (isPart: boolean): Unit => {
    const items = elements.map((bytes): Item => ({ ordinal: ordinal++, entry: told++, ...readEntry(bytes) }));
    elements = [];
    elementsLength = 0;
    return { items, isPart };
  };

  for await (const cut of cutValues(expandedBytes(source))) {
    switch (cut.kind) {
      case "element": {
        elements.push(cut.bytes);
        elementsLength += cut.bytes.length;
        if (mayBePart(cut.type, elements.length, elementsLength)) {
          // Most bundles stay whole: only of more than a thousand entries the first ones go ahead.
          const waiting = elements.splice(partLength);
          yield tellElements(true);
          elements = waiting;
          elementsLength = waiting.reduce((sum, { length }) => sum + length, 0);
        }
        break;
      }
      case "broken":
        values += 1;
        elements = [];
        elementsLength = 0;
        told = 0;
        lines.push({ ordinal: ordinal++, entry: cut.value, kind: "unreadable", error: cut.error });
        break;
      case "value": {
        values += 1;
        const head = readHead(cut, elements);
        if (head.kind === "bundle") {
          const isPart = told > 0;
          const unit = tellElements(isPart);
          // Entries of a bundle that stands on a line are named by the line.
          yield cut.value === 0 ? unit : { ...unit, items: unit.items.map((item) => ({ ...item, entry: cut.value })) };
        } else {
          lines.push({ ordinal: ordinal++, entry: cut.value, ...head });
        }
        if (head.kind === "unreadable") wrong = head.error;
        linesLength += cut.rest.length;
        elements = [];
        elementsLength = 0;
        told = 0;
        break;
      }
    }
    if (lines.length >= linesTogether || linesLength > unitBytes) {
      if (lines.length > 0) yield { items: lines, isPart: false };
      lines = [];
      linesLength = 0;
    }
  }
  // The only value there is: the whole file.
  if (wrong !== undefined && values === 1) throw wrong;
  if (lines.length > 0) yield { items: lines, isPart: false };
}

/** A value that doesn't say yet what it is counts as a bundle once it is too large for anything else.
 *  @throws ImportError `import/too-large` */
function mayBePart(type: string | undefined, elements: number, bytes: number): boolean {
  if (type === "Bundle") return elements > mostInBundle || bytes > unitBytes;
  if (bytes <= longestPiece) return false;
  if (type === undefined) return true;
  throw new ImportError("import/too-large", `one resource is larger than ${longestPiece / 1024 / 1024} MiB`);
}

type Found =
  | { readonly kind: "resource"; readonly resource: FhirResource; readonly fullUrl: string | undefined }
  | { readonly kind: "unreadable"; readonly error: CodedError };

function unreadable(error: unknown): Found {
  if (error instanceof CodedError) return { kind: "unreadable", error };
  throw error;
}

/** The value without its entries: the bundle they belong to, or a resource of another type that has an `entry` too. */
function readHead(
  { rest, gap }: Extract<Cut, { kind: "value" }>,
  elements: readonly Buffer[],
): Found | { readonly kind: "bundle" } {
  try {
    const head = parseObject(rest);
    if (head["resourceType"] === "Bundle") {
      expectSuitable(head["type"]);
      return { kind: "bundle" };
    }
    if (elements.length === 0) return found(head, undefined);
    const [before, after] = [rest.subarray(0, gap), rest.subarray(gap)];
    const between = elements.flatMap((bytes, index) => (index === 0 ? [bytes] : [Buffer.from(","), bytes]));
    return found(parseObject(Buffer.concat([before, ...between, after])), undefined);
  } catch (error) {
    return unreadable(error);
  }
}

function expectSuitable(type: JsonValue | undefined): void {
  if (typeof type === "string" && suitable.has(type)) return;
  const known =
    typeof type === "string" && /^[a-z-]{1,30}$/.test(type) ? `a bundle of type ${type}` : "a bundle without a type";
  throw new ImportError(
    "import/unsuitable-bundle",
    `${known} is not for importing: use transaction, batch, collection, searchset or document`,
    { path: "Bundle.type" },
  );
}

function readEntry(bytes: Buffer): Found {
  try {
    const entry = parseObject(bytes);
    const { fullUrl, resource } = entry;
    if (!isJsonObject(resource))
      throw new ImportError("import/no-resource", "the entry has no resource: there is nothing to import", {
        path: "resource",
      });
    return found(resource, typeof fullUrl === "string" ? fullUrl : undefined);
  } catch (error) {
    return unreadable(error);
  }
}

function found(resource: JsonObject, fullUrl: string | undefined): Found {
  if (typeof resource["resourceType"] !== "string") {
    throw new ImportError("import/not-fhir", "this is no FHIR resource: it has no resourceType", {
      path: "resourceType",
    });
  }
  return { kind: "resource", resource: resource as FhirResource, fullUrl };
}
