import {
  type FhirResource,
  type ResourceType,
  type Rewrite,
  SearchError,
  isResourceType,
  localReference,
  rewriteReferences,
} from "../../foundation/fhir/index.ts";
import { type ResourceId, isUuid, splitOnce } from "../../foundation/kernel/index.ts";
import { type Caller, parseScopes } from "../access/index.ts";
import { ChartError } from "./chart-error.ts";
import type { ChartPorts } from "./ports.ts";
import { onlyMatch } from "./condition.ts";
import type { Elsewhere, ImportName } from "./import-outcome.ts";

/** Ids are kept where they are UUIDs, so that running an import again meets what it wrote; any other id is blinded into a UUID,
 *  because an id chosen elsewhere may say who the patient is. */
function idOf(blind: (text: string) => Buffer, type: string, sourceId: string): ResourceId {
  const bare = sourceId.startsWith("urn:uuid:") ? sourceId.slice(9) : sourceId;
  if (isUuid(bare.toLowerCase())) return bare.toLowerCase() as ResourceId;
  const hex = blind(`import|${type}|${sourceId}`).toString("hex");
  // RFC 9562 version 8, the free-form one.
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}` as ResourceId;
}

/** The fullUrl is what others of the bundle refer to; where it is a UUID it is the better name. */
export function idOfName(blind: (text: string) => Buffer, { type, id, fullUrl }: ImportName): ResourceId | undefined {
  const source = fullUrl?.startsWith("urn:uuid:") === true ? fullUrl : (id ?? fullUrl);
  return source === undefined ? undefined : idOf(blind, type, source);
}

export interface Named {
  readonly index: number;
  readonly type: ResourceType;
  readonly id: ResourceId;
  readonly resource: FhirResource;
}

export interface Together {
  /** Each id once, patients first. */
  readonly named: readonly Named[];
  /** What the entries are called, and what they become. */
  readonly own: ReadonlyMap<string, string>;
  readonly elsewhere: Elsewhere | undefined;
}

// Whether a condition matches shows in what is refused: so it is answered within the caller's own scopes. The operator at the
// command line, who holds the data directory, has none and may ask about everything.
function finder(caller: Caller): Caller {
  return caller.kind === "system" ? { ...caller, kind: "client", scopes: parseScopes("system/*.s") } : caller;
}

/** A condition that is refused matches nothing; a database that can't be asked is another matter. */
function noMatch(error: unknown): undefined {
  if (error instanceof ChartError || error instanceof SearchError) return undefined;
  throw error;
}

/** What each reference becomes. Names of other files are looked up among what is stored. */
export async function resolver(
  ports: ChartPorts,
  caller: Caller,
  { named, own, elsewhere }: Together,
): Promise<Rewrite> {
  const keys = await ports.keyring.keys(caller.tenant);
  const inOtherPart = (reference: string): string | undefined => {
    const name = elsewhere?.(reference);
    const id = name === undefined ? undefined : idOfName(keys.vault.blind, name);
    return name === undefined || id === undefined ? undefined : `${name.type}/${id}`;
  };
  const foreign = new Set<string>();
  const conditional = new Set<string>();
  for (const { resource } of named) {
    rewriteReferences(resource, (reference, kind) => {
      if (kind !== "reference" || own.has(reference)) return undefined;
      if (reference.startsWith("urn:uuid:")) foreign.add(reference);
      else if (/^[A-Z][A-Za-z]+\?/.test(reference)) conditional.add(reference);
      return undefined;
    });
  }
  const ids = [...foreign].map((reference) => idOf(keys.vault.blind, "", reference));
  const types = new Map(
    (ids.length === 0 ? [] : await ports.records.currentAll(caller.tenant, ids)).map(({ id, type }) => [id, type]),
  );
  const conditions = new Map<string, string>();
  for (const reference of conditional) {
    const [type, query] = splitOnce(reference, "?");
    if (!isResourceType(type)) continue;
    const match = await onlyMatch(ports, finder(caller), type, [...new URLSearchParams(query)]).catch(noMatch);
    if (match !== undefined) conditions.set(reference, `${type}/${match.id}`);
  }
  return (reference, kind) => {
    const known = own.get(reference) ?? inOtherPart(reference) ?? conditions.get(reference);
    if (known !== undefined || kind !== "reference") return known;
    const here = ports.address === undefined ? undefined : localReference(reference, ports.address);
    if (here !== undefined) return own.get(here) ?? here;
    if (reference.startsWith("urn:uuid:")) {
      const id = idOf(keys.vault.blind, "", reference);
      const type = types.get(id);
      if (type !== undefined) return `${type}/${id}`;
    }
    if (reference.startsWith("urn:uuid:") || conditional.has(reference)) {
      throw new ChartError(
        "chart/unresolved-reference",
        "a reference points to nothing in this file and nothing stored: load what it points to first",
        { path: "reference" },
      );
    }
    // "Patient/p1" of a bulk export: the same blinding gives the id that the patient got, or will get.
    const [, type, id] = /^([A-Z][A-Za-z]+)\/([A-Za-z0-9.-]{1,64})$/.exec(reference) ?? [];
    return type === undefined || id === undefined || isUuid(id)
      ? undefined
      : `${type}/${idOf(keys.vault.blind, type, id)}`;
  };
}
