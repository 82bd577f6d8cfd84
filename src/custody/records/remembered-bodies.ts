import { type FhirResource, type JsonValue, type ResourceType, parseStoredText } from "../../foundation/fhir/index.ts";
import type { TenantId } from "../../foundation/kernel/index.ts";
import type { VersionRow } from "./version-table.ts";

/**
 * What the house's own small records say, kept open in memory: nearly every page of a clinic asks for its houses, rooms, kinds of
 * appointment and people. Only opening is spared. Each time the database says which rows there are, the predicate is asked of every row, and
 * the ledger tells of it; and a body is remembered for exactly the sealed bytes that it came from, so one that was altered or moved doesn't
 * open here either.
 */
export interface RememberedBodies {
  find(tenant: TenantId, type: ResourceType, row: VersionRow): Buffer | undefined;
  /** @returns the body to go on with */
  keep(tenant: TenantId, type: ResourceType, row: VersionRow, body: Buffer): Buffer;
}

/** About no patient: what an erasure ends isn't kept anywhere here. */
const kinds: ReadonlySet<ResourceType> = new Set([
  "HealthcareService",
  "Location",
  "Organization",
  "Practitioner",
  "PractitionerRole",
]);
const largest = 16 * 1024;
/** Of sealed bytes and bodies, without what they say once they are parsed. */
const mostBytes = 4 * 1024 * 1024;

interface Remembered {
  readonly tenant: TenantId;
  readonly version: number;
  readonly keyNo: number;
  readonly sealed: Buffer;
  readonly body: Buffer;
}

export function rememberBodies(): RememberedBodies {
  const kept = new Map<string, Remembered>();
  let bytes = 0;

  function forget(id: string): void {
    const one = kept.get(id);
    if (one === undefined) return;
    kept.delete(id);
    bytes -= one.sealed.length + one.body.length;
  }

  return {
    find(tenant, type, { id, version, key_no, body: sealed }) {
      const one = kinds.has(type) ? kept.get(id) : undefined;
      if (one === undefined || one.tenant !== tenant || one.version !== version || one.keyNo !== key_no)
        return undefined;
      if (!one.sealed.equals(sealed)) return undefined;
      // Those that were asked for last go last.
      kept.delete(id);
      kept.set(id, one);
      return one.body;
    },
    keep(tenant, type, { id, version, key_no, body: sealed }, opened) {
      if (!kinds.has(type) || opened.length === 0 || opened.length > largest) return opened;
      forget(id);
      const body = apart(opened);
      said.set(body, {});
      kept.set(id, { tenant, version, keyNo: key_no, sealed: apart(sealed), body });
      bytes += sealed.length + body.length;
      for (const oldest of kept.keys()) {
        if (bytes <= mostBytes) break;
        forget(oldest);
      }
      return body;
    },
  };
}

/** A buffer with memory of its own: a piece of another's would keep all of that. */
function apart(bytes: Buffer): Buffer {
  const own = new Uint8Array(bytes);
  return Buffer.from(own.buffer);
}

/** What remembered bodies say, by the very buffer: another body, as of a record without its hidden fields, is read for itself. */
const said = new WeakMap<Buffer, { resource?: FhirResource }>();

/** What a body says. That of a remembered one is read once, and nobody can change it. */
export function resourceIn(body: Buffer): FhirResource {
  const known = said.get(body);
  if (known === undefined) return parseStoredText(body.toString()) as FhirResource;
  return (known.resource ??= frozen(parseStoredText(body.toString())) as FhirResource);
}

function frozen(value: JsonValue): JsonValue {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    for (const inner of Object.values(value)) frozen(inner as JsonValue);
    Object.freeze(value);
  }
  return value;
}
