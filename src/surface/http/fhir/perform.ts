import {
  type FhirResource,
  type JsonObject,
  type JsonValue,
  type ResourceType,
  isJsonObject,
  isResourceType,
  localReference,
  parseStoredText,
  searchParameters,
  withLocalReferences,
} from "../../../foundation/fhir/index.ts";
import { type ResourceId, isUuid } from "../../../foundation/kernel/index.ts";
import { type Caller, ledgerType } from "../../../custody/access/index.ts";
import {
  type Chart,
  ChartError,
  type EditMeta,
  type ExpectedVersion,
  type SearchPage,
  lastUpdatedOf,
} from "../../../custody/chart/index.ts";
import type { AuditEvents, AuditPage } from "../audit-events/index.ts";
import { everythingBundle, historyBundle, searchBundle } from "./bundle-text.ts";
import { type FhirAnswer, type FhirCall, noBody } from "./call.ts";
import { type NamedMeta, adding, metaIn, removing } from "./meta-operation.ts";
import { noticeInResource } from "../../../assurance/privacy/index.ts";
import { HttpError, informationText } from "./outcome.ts";
import { everythingQuery, historyQuery } from "./paged-query.ts";
import type { Pairs } from "./query-pairs.ts";

type Version = SearchPage["matches"][number];

/** What FHIR interactions go through. */
export interface FhirDoors {
  readonly chart: Chart;
  readonly auditEvents: AuditEvents;
}

export function isObject(value: JsonValue | undefined): value is JsonObject {
  return value !== undefined && isJsonObject(value);
}

/** @throws HttpError */
function resourceIn({ body, base }: FhirCall): FhirResource {
  if (!isObject(body) || typeof body["resourceType"] !== "string") {
    throw new ChartError("chart/wrong-type", "the body must be a FHIR resource as JSON, with its resourceType", {
      path: "resourceType",
    });
  }
  return withLocalReferences(body as FhirResource, base);
}

/** `W/"3"` or `"3"`. A condition that can't be read is refused: ignoring it would overwrite what the caller hasn't seen. */
export function parseIfMatch(text: string | undefined): ExpectedVersion {
  if (text === undefined) return undefined;
  const [, version] = /^\s*(?:W\/)?"(\d{1,9})"\s*$/.exec(text) ?? [];
  if (version === undefined)
    throw new HttpError("http/malformed-request", 'If-Match must be a version such as W/"3"', { path: "If-Match" });
  return Number(version);
}

function versionAnswer(
  status: number,
  version: Version,
  entryIds: readonly string[],
  body: string | Buffer,
  isNew = false,
): FhirAnswer {
  return {
    status,
    body,
    etag: `W/"${version.version}"`,
    lastModified: new Date(lastUpdatedOf(version.position)).toUTCString(),
    location: isNew ? `${version.type}/${version.id}/_history/${version.version}` : undefined,
    entryIds,
  };
}

function preferred(call: FhirCall, version: Version): string | Buffer {
  const prefer = call.headers.prefer ?? "";
  if (prefer.includes("return=minimal")) return noBody;
  if (prefer.includes("return=OperationOutcome"))
    return informationText(
      "fhir/done",
      "Done.",
      noticeInResource(parseStoredText(version.body.toString()) as FhirResource),
    );
  return version.body;
}

function expectNoQuery(call: FhirCall): void {
  const unknown = call.query.find(([name]) => name !== "_format" && name !== "_pretty");
  if (unknown !== undefined)
    throw new ChartError("chart/bad-entry", "this interaction takes no such parameter", {
      path: unknown[0].slice(0, 64),
    });
}

function typeIn(text: string | undefined): ResourceType {
  if (text === undefined || !isResourceType(text))
    throw new HttpError("http/unknown-address", "there is no such resource type in FHIR R4");
  return text;
}

/** An id that can't exist is an id that doesn't exist. */
function idIn(text: string | undefined): ResourceId {
  if (text === undefined || !isUuid(text))
    throw new ChartError("chart/not-found", "there is no such resource that you may see");
  return text as ResourceId;
}

function selfOf(call: FhirCall, pairs: Pairs): string {
  const query = pairs.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join("&");
  return `${call.base}/${call.path.filter((part) => part !== "_search").join("/")}${query === "" ? "" : `?${query}`}`;
}

async function read({ chart }: FhirDoors, caller: Caller, call: FhirCall): Promise<FhirAnswer> {
  expectNoQuery(call);
  const { value, entryIds } = await chart.read(caller, { type: typeIn(call.path[0]), id: idIn(call.path[1]) });
  if (call.headers.ifNoneMatch !== undefined && call.headers.ifNoneMatch.includes(`"${value.version}"`))
    return versionAnswer(304, value, entryIds, noBody);
  return versionAnswer(200, value, entryIds, value.body);
}

async function vread({ chart }: FhirDoors, caller: Caller, call: FhirCall): Promise<FhirAnswer> {
  expectNoQuery(call);
  const version = /^\d{1,9}$/.test(call.path[3] ?? "") ? Number(call.path[3]) : Number.NaN;
  const target = { type: typeIn(call.path[0]), id: idIn(call.path[1]), version };
  if (Number.isNaN(version) || version > 0x7fffffff)
    throw new ChartError("chart/not-found", "there is no such resource that you may see");
  const { value, entryIds } = await chart.vread(caller, target);
  return versionAnswer(200, value, entryIds, value.body);
}

async function history({ chart }: FhirDoors, caller: Caller, call: FhirCall): Promise<FhirAnswer> {
  const { path } = call;
  const type = path.length >= 2 ? typeIn(path[0]) : undefined;
  const id = path.length === 3 ? idIn(path[1]) : undefined;
  const { value, entryIds } = await chart.history(caller, { type, id, ...historyQuery(call.query) });
  return { status: 200, body: historyBundle(call.base, selfOf(call, call.query), value), entryIds };
}

async function search({ chart }: FhirDoors, caller: Caller, call: FhirCall): Promise<FhirAnswer> {
  const pairs = call.query.filter(([name]) => name !== "_pretty");
  const type = typeIn(call.path[0]);
  const { value, entryIds } = await chart.search(caller, type, withLocalValues(type, pairs, call.base));
  return { status: 200, body: searchBundle(call.base, selfOf(call, pairs), value), entryIds };
}

const ownAddress = /^https?:/i;

/** Who asks for what names a resource of this server by its whole address means the resource: references to it are stored short. */
function withLocalValues(type: ResourceType, pairs: Pairs, base: string): Pairs {
  return pairs.map((pair): Pairs[number] => {
    const [name, value] = pair;
    const code = name.split(":", 1)[0] ?? "";
    if (!value.includes("://") || searchParameters(type).get(code)?.type !== "reference") return pair;
    const values = value.split(",").flatMap((one) => {
      const local = ownAddress.test(one) ? localReference(one, base) : undefined;
      // Canonical addresses are stored whole.
      return local === undefined ? [one] : [one, local];
    });
    return [name, values.join(",")];
  });
}

export function parseCondition(text: string): Pairs {
  const query = text.replace(/^[A-Za-z]*\?/, "");
  return [...new URLSearchParams(query)];
}

async function create({ chart }: FhirDoors, caller: Caller, call: FhirCall): Promise<FhirAnswer> {
  expectNoQuery(call);
  const type = typeIn(call.path[0]);
  const ifNoneExist = call.headers.ifNoneExist === undefined ? undefined : parseCondition(call.headers.ifNoneExist);
  const { value, entryIds, created } = await chart.create(caller, type, resourceIn(call), { ifNoneExist });
  return versionAnswer(created ? 201 : 200, value, entryIds, preferred(call, value), true);
}

async function update({ chart }: FhirDoors, caller: Caller, call: FhirCall): Promise<FhirAnswer> {
  expectNoQuery(call);
  const target = { type: typeIn(call.path[0]), id: idIn(call.path[1]) };
  const { value, entryIds } = await chart.update(caller, target, resourceIn(call), parseIfMatch(call.headers.ifMatch));
  return versionAnswer(200, value, entryIds, preferred(call, value), true);
}

async function remove({ chart }: FhirDoors, caller: Caller, call: FhirCall): Promise<FhirAnswer> {
  expectNoQuery(call);
  const target = { type: typeIn(call.path[0]), id: idIn(call.path[1]) };
  const { value, entryIds } = await chart.delete(caller, target, parseIfMatch(call.headers.ifMatch));
  return value === undefined ? { status: 204, body: noBody, entryIds } : versionAnswer(204, value, entryIds, noBody);
}

/** The query of an address as a condition: what shapes the answer's text is no part of it. */
function conditionOf(call: FhirCall): Pairs {
  return call.query.filter(([name]) => name !== "_format" && name !== "_pretty");
}

async function updateWhere({ chart }: FhirDoors, caller: Caller, call: FhirCall): Promise<FhirAnswer> {
  const { value, entryIds, created } = await chart.updateWhere(caller, {
    type: typeIn(call.path[0]),
    where: conditionOf(call),
    resource: resourceIn(call),
    ifMatch: parseIfMatch(call.headers.ifMatch),
  });
  return versionAnswer(created ? 201 : 200, value, entryIds, preferred(call, value), true);
}

async function removeWhere({ chart }: FhirDoors, caller: Caller, call: FhirCall): Promise<FhirAnswer> {
  const { value, entryIds } = await chart.deleteWhere(caller, {
    type: typeIn(call.path[0]),
    where: conditionOf(call),
    ifMatch: parseIfMatch(call.headers.ifMatch),
  });
  return value === undefined ? { status: 204, body: noBody, entryIds } : versionAnswer(204, value, entryIds, noBody);
}

async function everything({ chart }: FhirDoors, caller: Caller, call: FhirCall): Promise<FhirAnswer> {
  const root = { type: call.path[0] === "Patient" ? "Patient" : "Encounter", id: idIn(call.path[1]) } as const;
  const { value, entryIds } = await chart.everything(caller, { root, ...everythingQuery(call.query) });
  return { status: 200, body: everythingBundle(call.base, selfOf(call, call.query), value), entryIds };
}

/** What the operations on meta answer: the meta as it is now. */
function metaAnswer(version: Version, entryIds: readonly string[], isChange: boolean): FhirAnswer {
  const { meta = {} } = parseStoredText(version.body.toString()) as FhirResource;
  const body = JSON.stringify({ resourceType: "Parameters", parameter: [{ name: "return", valueMeta: meta }] });
  return versionAnswer(200, version, entryIds, body, isChange);
}

async function readMeta({ chart }: FhirDoors, caller: Caller, call: FhirCall): Promise<FhirAnswer> {
  expectNoQuery(call);
  const { value, entryIds } = await chart.read(caller, { type: typeIn(call.path[0]), id: idIn(call.path[1]) });
  return metaAnswer(value, entryIds, false);
}

async function changeMeta(
  { chart }: FhirDoors,
  caller: Caller,
  call: FhirCall,
  editing: (meta: NamedMeta) => EditMeta,
): Promise<FhirAnswer> {
  expectNoQuery(call);
  const target = { type: typeIn(call.path[0]), id: idIn(call.path[1]) };
  const edit = editing(metaIn(call.body));
  const { value, entryIds } = await chart.changeMeta(caller, target, edit, parseIfMatch(call.headers.ifMatch));
  return metaAnswer(value, entryIds, true);
}

const addMeta: Interaction = (doors, caller, call) => changeMeta(doors, caller, call, adding);
const removeMeta: Interaction = (doors, caller, call) => changeMeta(doors, caller, call, removing);

async function readEvent({ auditEvents }: FhirDoors, caller: Caller, call: FhirCall): Promise<FhirAnswer> {
  expectNoQuery(call);
  const { value, entryIds } = await auditEvents.read(caller, call.path[1] ?? "", call.base);
  const lastModified = new Date(value.found.entry.at).toUTCString();
  return { status: 200, body: JSON.stringify(value.resource), lastModified, entryIds };
}

async function searchEvents({ auditEvents }: FhirDoors, caller: Caller, call: FhirCall): Promise<FhirAnswer> {
  const pairs = call.query.filter(([name]) => name !== "_pretty");
  const { value, entryIds } = await auditEvents.search(caller, pairs, call.base);
  const { request, total, next } = value;
  const matches = value.matches.map(({ found, resource }) => ({
    type: resource.resourceType,
    id: found.entryId,
    body: Buffer.from(JSON.stringify(resource)),
  }));
  const outcome = toldOf(value);
  const body = searchBundle(call.base, selfOf(call, pairs), { request, matches, included: [], total, next, outcome });
  return { status: 200, body, entryIds };
}

/** What is to be said of a page beside what is on it. */
function toldOf({ endsEarly, prunedUntil }: AuditPage): string | undefined {
  if (endsEarly)
    return informationText(
      "fhir/page-ends-early",
      "So many entries were looked at that the page ends here: the next goes on.",
    );
  if (prunedUntil === undefined) return undefined;
  const day = new Date(prunedUntil).toISOString().slice(0, 10);
  return informationText(
    "fhir/entries-pruned",
    `Entries that were written up to ${day} were pruned, as this organisation's retention says, and the ledger has that on record.`,
  );
}

type Interaction = (doors: FhirDoors, caller: Caller, call: FhirCall) => Promise<FhirAnswer>;

function isEverything([type, , operation, ...more]: readonly string[]): boolean {
  return (type === "Patient" || type === "Encounter") && operation === "$everything" && more.length === 0;
}

type Interactions = Readonly<Record<string, Interaction>>;

/** Operations on any record. */
const metaOperations: ReadonlyMap<string, Interactions> = new Map<string, Interactions>([
  ["$meta", { GET: readMeta }],
  ["$meta-add", { POST: addMeta }],
  ["$meta-delete", { POST: removeMeta }],
]);

function metaOperationAt([, , operation = "", ...more]: readonly string[]): Interactions | undefined {
  return more.length === 0 ? metaOperations.get(operation) : undefined;
}

/** Methods of an address of this shape, or undefined when there is no such address. */
function interactionsAt(path: readonly string[]): Interactions | undefined {
  const [first, second, third] = path;
  if (first === ledgerType) return eventInteractionsAt(path);
  if (isEverything(path)) return { GET: everything };
  const ofMeta = metaOperationAt(path);
  if (ofMeta !== undefined) return ofMeta;
  if (path.length === 1 && first === "_history") return { GET: history };
  if (path.length === 1) return { GET: search, POST: create, PUT: updateWhere, DELETE: removeWhere };
  if (path.length === 2 && second === "_history") return { GET: history };
  if (path.length === 2 && second === "_search") return { POST: search };
  if (path.length === 2) return { GET: read, PUT: update, DELETE: remove };
  if (path.length === 3 && third === "_history") return { GET: history };
  if (path.length === 4 && third === "_history") return { GET: vread };
  return undefined;
}

/** The ledger has no versions, and nobody writes to it. */
function eventInteractionsAt([, second, ...more]: readonly string[]): Interactions | undefined {
  if (more.length > 0 || second === "_history") return undefined;
  if (second === undefined) return { GET: searchEvents };
  return second === "_search" ? { POST: searchEvents } : { GET: readEvent };
}

/** Of a part of an address: empty, or an operation where there is none. */
function isNoName(path: readonly string[]): (part: string, index: number) => boolean {
  const isOperation = isEverything(path) || metaOperationAt(path) !== undefined;
  return (part, index) => part === "" || (part.startsWith("$") && !(index === 2 && isOperation));
}

/** Carries out one interaction on resources. @throws HttpError, ChartError, SearchError, FhirError, DatabaseError */
export async function perform(doors: FhirDoors, caller: Caller, call: FhirCall): Promise<FhirAnswer> {
  const interactions = interactionsAt(call.path);
  if (interactions === undefined || call.path.some(isNoName(call.path))) {
    throw new HttpError("http/unknown-address", "there is no such FHIR address; see /fhir/metadata for what there is");
  }
  if (call.path[0] !== "_history") typeIn(call.path[0]);
  const method = call.method === "HEAD" ? "GET" : call.method;
  const interaction = Object.hasOwn(interactions, method) ? interactions[method] : undefined;
  if (interaction === undefined) {
    const allow = [...Object.keys(interactions), ...("GET" in interactions ? ["HEAD"] : [])].sort();
    throw new HttpError("http/unsupported-method", `this address takes ${allow.join(", ")}`, { allow });
  }
  return interaction(doors, caller, call);
}
