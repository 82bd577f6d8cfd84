import { setImmediate as othersTurn } from "node:timers/promises";
import {
  type FhirResource,
  type Issue,
  type ResourceType,
  type Rewrite,
  SearchError,
  isResourceType,
  localReference,
  parseStoredText,
  rewriteReferences,
} from "../../foundation/fhir/index.ts";
import { CodedError, type ResourceId, isUuid, splitOnce } from "../../foundation/kernel/index.ts";
import { type Caller, ledgerType, parseScopes, rowOf } from "../access/index.ts";
import type { OpenVersion, SealedVersion } from "../records/index.ts";
import type { Permit } from "./access.ts";
import { type Change, alongsideOf, entriesOf, placedBy, writtenBy } from "./change.ts";
import { ChartError, RuleOvertaken, notWritable } from "./chart-error.ts";
import type { ChartPorts } from "./ports.ts";
import { onlyMatch } from "./condition.ts";
import { isOfErased } from "./of-erased.ts";
import { isRecordRestricted, restricted } from "./restricted.ts";
import { explanation } from "./sight.ts";
import { stamp } from "./stamp.ts";
import {
  type NewKeys,
  type Writer,
  expectPatientsNamed,
  expectStorable,
  expectUnsigned,
  isConflict,
  keyFor,
  madeBySigning,
} from "./writing.ts";

/** One resource of an import, with the name by which others of its source refer to it. */
export interface ImportEntry {
  readonly resource: FhirResource;
  readonly fullUrl?: string | undefined;
}

/** What a reference names that is in the same source but not among the entries given: a large bundle comes in parts. */
export interface ImportName {
  readonly type: string;
  readonly id?: string | undefined;
  readonly fullUrl?: string | undefined;
}
export type Elsewhere = (reference: string) => ImportName | undefined;

export interface ImportRefusal {
  /** Index into the entries given. */
  readonly entry: number;
  readonly resource: string;
  readonly code: string;
  readonly path?: string | undefined;
  readonly message: string;
  readonly faults: readonly Issue[];
}

export interface ImportOutcome {
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly refused: readonly ImportRefusal[];
}

interface Named {
  readonly index: number;
  readonly type: ResourceType;
  readonly id: ResourceId;
  readonly resource: FhirResource;
}

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
function idOfName(blind: (text: string) => Buffer, { type, id, fullUrl }: ImportName): ResourceId | undefined {
  const source = fullUrl?.startsWith("urn:uuid:") === true ? fullUrl : (id ?? fullUrl);
  return source === undefined ? undefined : idOf(blind, type, source);
}

function sameContent(stored: FhirResource, incoming: FhirResource): boolean {
  const bare = ({ resourceType, id: _id, meta, ...rest }: FhirResource) => {
    const { versionId: _version, lastUpdated: _updated, ...kept } = meta ?? {};
    return JSON.stringify([resourceType, kept, rest]);
  };
  return bare(stored) === bare(incoming);
}

const versionsCompared = 20;

/** Whether an earlier version said the same: then this file is an older one, or runs again, and must not undo what came after. */
async function wasImported(
  ports: ChartPorts,
  caller: Caller,
  { id, version }: OpenVersion,
  resource: FhirResource,
): Promise<boolean> {
  if (version === 1) return false;
  const earlier = await ports.records.historyOf(caller.tenant, { id, belowVersion: version, limit: versionsCompared });
  // As it would have been stored then: labels were put on it.
  const imported = ports.policy?.label(resource, undefined) ?? resource;
  return earlier.some(
    (one) => !one.deleted && sameContent(parseStoredText(one.body.toString()) as FhirResource, imported),
  );
}

/** An import takes no label off: run again, it would change what it made. */
function labelledImport(
  { policy }: ChartPorts,
  resource: FhirResource,
  before: FhirResource | undefined,
): FhirResource {
  if (policy === undefined) return resource;
  const takesOff = before !== undefined && policy.takesLabelOff(resource, before);
  return policy.label(takesOff ? policy.label(resource, undefined) : resource, before);
}

function refusalOf(entry: number, resource: FhirResource, error: unknown): ImportRefusal {
  if (!(error instanceof CodedError)) throw error;
  const name = `${String(resource.resourceType)}${typeof resource.id === "string" ? `/${resource.id}` : ""}`;
  const faults = error instanceof ChartError ? error.faults : [];
  return { entry, resource: name.slice(0, 120), code: error.code, path: error.path, message: error.message, faults };
}

/** Imports resources that belong together: each that is sound is written, in one transaction; each that is not is told.
 *  The caller's permission to import is the surface's to check; what it may write is decided here, type by type. */
export async function importTogether(
  ports: ChartPorts,
  write: Writer,
  caller: Caller,
  entries: readonly ImportEntry[],
  elsewhere?: Elsewhere,
): Promise<ImportOutcome> {
  const { tenant } = caller;
  const keys = await ports.keyring.keys(tenant);
  const refused: ImportRefusal[] = [];
  const named: Named[] = [];
  const own = new Map<string, string>();
  for (const [index, { resource, fullUrl }] of entries.entries()) {
    const type = resource.resourceType;
    const source = typeof resource.id === "string" ? resource.id : fullUrl;
    const id = idOfName(keys.vault.blind, { type, id: source, fullUrl });
    if (type === ledgerType) refused.push(refusalOf(index, resource, notWritable()));
    else if (typeof type !== "string" || !isResourceType(type) || type === "Bundle") {
      refused.push({
        entry: index,
        resource: "",
        code: "chart/wrong-type",
        path: "resourceType",
        message: "not a resource type that can be stored",
        faults: [],
      });
    } else if (source === undefined || id === undefined) {
      refused.push({
        entry: index,
        resource: type,
        code: "chart/wrong-id",
        path: `${type}.id`,
        message: "an imported resource needs an id or a fullUrl, so that importing it again finds it",
        faults: [],
      });
    } else {
      if (fullUrl !== undefined) own.set(fullUrl, `${type}/${id}`);
      own.set(`${type}/${source}`, `${type}/${id}`);
      named.push({ index, type, id, resource });
    }
  }

  const counts = { created: 0, updated: 0, unchanged: 0 };
  const groups: (readonly Named[])[] = [
    named.toSorted((a, b) => Number(b.type === "Patient") - Number(a.type === "Patient")),
  ];
  for (let group = groups.shift(); group !== undefined; group = groups.shift()) {
    const outcome = await untilWritten(ports, write, caller, { named: group, own, elsewhere });
    if (!(outcome instanceof RefusedInside)) {
      counts.created += outcome.created;
      counts.updated += outcome.updated;
      counts.unchanged += outcome.unchanged;
      refused.push(...outcome.refused);
    } else if (group.length === 1)
      refused.push(...group.map(({ index, resource }) => refusalOf(index, resource, outcome.cause)));
    // The others are sound: by halves, until those that aren't stand alone.
    else groups.unshift(group.slice(0, Math.ceil(group.length / 2)), group.slice(Math.ceil(group.length / 2)));
  }
  return { ...counts, refused: refused.sort((a, b) => a.entry - b.entry) };
}

async function untilWritten(
  ports: ChartPorts,
  write: Writer,
  caller: Caller,
  together: Together,
): Promise<ImportOutcome | RefusedInside> {
  for (let attempt = 1; ; attempt += 1) {
    const outcome = await importNamed(ports, write, caller, together);
    if (outcome !== "conflict") return outcome;
    if (attempt === 3)
      throw new ChartError(
        "chart/version-conflict",
        "the same records are being written by somebody else: run the import again",
      );
  }
}

/** Whom an import may tell that a record is restricted: whoever decides that, and the operator at the console. */
function mayKnow({ kind, permissions }: Caller): boolean {
  return kind === "system" || permissions.has("rights.manage");
}

/** A rule refused in the transaction, as it does where somebody else has a place. Its cause is the ChartError. */
class RefusedInside extends Error {
  override readonly name = "RefusedInside";
}

/** What rules want done in the transaction. */
function alongsideOrRefused(changes: readonly Change[]): ReturnType<typeof alongsideOf> {
  const works = alongsideOf(changes);
  return (
    works &&
    (async (tx) => {
      try {
        await works(tx);
      } catch (cause) {
        throw cause instanceof ChartError ? new RefusedInside("refused by a rule", { cause }) : cause;
      }
    })
  );
}

const entriesBetweenTurns = 10;

interface Together {
  /** Patients first. */
  readonly named: readonly Named[];
  /** What the entries are called, and what they become. */
  readonly own: ReadonlyMap<string, string>;
  readonly elsewhere: Elsewhere | undefined;
}

async function importNamed(
  ports: ChartPorts,
  write: Writer,
  caller: Caller,
  together: Together,
): Promise<ImportOutcome | "conflict" | RefusedInside> {
  const { named } = together;
  const keys = await ports.keyring.keys(caller.tenant);
  const resolve = await resolver(ports, caller, together);
  const stored = new Map(
    (
      await ports.records.newestAll(
        caller.tenant,
        named.map(({ id }) => id),
      )
    ).map((version) => [version.id, version]),
  );
  const erased = await ports.records.erasedAmong(
    caller.tenant,
    named.flatMap(({ id }) => (stored.has(id) ? [] : [id])),
  );
  const refused: ImportRefusal[] = [];
  const changes: Change[] = [];
  const newKeys: NewKeys = new Map();
  const seen = new Set<ResourceId>();
  let unchanged = 0;
  let updated = 0;
  for (const [turn, { index, type, id, resource: source }] of named.entries()) {
    // A large bundle would keep everybody else waiting for half a second.
    if (turn % entriesBetweenTurns === entriesBetweenTurns - 1) await othersTurn();
    try {
      if (seen.has(id)) throw new ChartError("chart/duplicate-entry", "another entry has the same id");
      seen.add(id);
      expectStorable(ports, source, type);
      const resource = { ...rewriteReferences(source, resolve), id };
      expectPatientsNamed(resource);
      const current = stored.get(id);
      if (erased.has(id) || (await isOfErased(ports, keys, newKeys, resource)))
        throw new ChartError(
          "chart/deleted",
          "it was erased here, or its patient was; an import doesn't bring it back",
        );
      if (current?.deleted === true)
        throw new ChartError("chart/deleted", "it was deleted here; an import doesn't bring it back");
      const before = current === undefined ? undefined : (parseStoredText(current.body.toString()) as FhirResource);
      if (current !== undefined && current.type !== type)
        throw new ChartError("chart/wrong-id", "a resource of another type has this id");
      const labelled = labelledImport(ports, resource, before);
      if (
        current !== undefined &&
        before !== undefined &&
        (sameContent(before, labelled) || (await wasImported(ports, caller, current, resource)))
      ) {
        unchanged += 1;
        continue;
      }
      if (current !== undefined && (await isRecordRestricted(ports, caller.tenant, current))) {
        if (mayKnow(caller)) throw restricted(type);
        // As of one that says nothing new: whoever isn't told that it is restricted must not learn it from an import either.
        unchanged += 1;
        continue;
      }
      if (before !== undefined) expectUnsigned(before);
      // One that doesn't hold would discredit what it names for good: signatures aren't removed.
      if (ports.claimsToBeOurs?.(resource) === true) throw madeBySigning();
      const newest = current?.version ?? 0;
      const position = ports.positions();
      const version = newest + 1;
      const ruled = await ports.rules?.[type]?.({
        caller,
        action: "import",
        type,
        id,
        previous: before,
        next: labelled,
      });
      const stamped = stamp(ruled?.resource ?? labelled, { type, id, version, position });
      const under = await keyFor(keys, stamped, id, newKeys, true);
      const sealed: SealedVersion = ports.records.seal(keys, { type, id, version, position, resource: stamped, under });
      const patient = under.subject;
      const row = rowOf(stamped, { type, id, patient, writtenAt: ports.now() });
      changes.push({
        action: "import",
        permitted: importPermit,
        sealed,
        stored: { type, id, version, position, deleted: false, patient, body: Buffer.alloc(0) },
        explained: explanation(importPermit, row, undefined),
        resource: stamped,
        alongside: ruled?.alongside,
      });
      if (newest > 0) updated += 1;
    } catch (error) {
      refused.push(refusalOf(index, source, error));
    }
  }
  for (const { stored } of changes)
    if (stored.version > 1 && (await isRecordRestricted(ports, caller.tenant, stored))) return "conflict";
  if (changes.length > 0) {
    try {
      await write(caller.tenant, {
        versions: changes.map(({ sealed }) => sealed),
        witnessed: entriesOf(ports, caller, changes),
        written: changes.map(writtenBy),
        placed: changes.flatMap((change) => placedBy(caller, change)),
        alongside: alongsideOrRefused(changes),
      });
    } catch (error) {
      if (isConflict(error) || error instanceof RuleOvertaken) return "conflict";
      if (error instanceof RefusedInside) return error;
      throw error;
    }
  }
  return { created: changes.length - updated, updated, unchanged, refused };
}

/** Importing writes without disclosing, so it asks for the permission to import and not for scopes to read each type. */
const importPermit: Permit = {
  kind: "permit",
  rows: { kind: "every" },
  reason: "with the permission to import records",
  obligations: [],
  redaction: undefined,
};

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
async function resolver(ports: ChartPorts, caller: Caller, { named, own, elsewhere }: Together): Promise<Rewrite> {
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
