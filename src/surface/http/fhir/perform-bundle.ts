import {
  type FhirResource,
  type JsonObject,
  type JsonValue,
  isResourceType,
  withLocalReferences,
} from "../../../foundation/fhir/index.ts";
import { type ResourceId, isUuid } from "../../../foundation/kernel/index.ts";
import type { Caller } from "../../../custody/access/index.ts";
import {
  ChartError,
  type TransactionEntry,
  type TransactionOutcome,
  lastUpdatedOf,
  mostEntries,
} from "../../../custody/chart/index.ts";
import { type ResponseEntry, responseBundle } from "./bundle-text.ts";
import type { FhirAnswer, FhirCall } from "./call.ts";
import { fewLedgerCounts } from "./ledger-counts.ts";
import { HttpError, refusalOf } from "./outcome.ts";
import { type FhirDoors, isObject, parseCondition, parseIfMatch, perform } from "./perform.ts";
import { splitOnce } from "../../../foundation/kernel/index.ts";
import { parsePairs } from "./query-pairs.ts";

/** Of one answer: what comes after is refused, entry by entry. */
const mostBytes = 32 * 1024 * 1024;

function answerTooLarge(): ChartError {
  return new ChartError("chart/too-costly", "the answer grew too large: ask for the rest in another bundle");
}

/** Told of faults that an entry's own response hides from the log. */
type OnFault = (error: unknown) => void;

/** What the connection has to do with a bundle. */
export interface BundleWork {
  /** Whoever asks, as they stand at this moment: a bundle takes long enough for their access to end. @throws when nobody does any more */
  readonly callerNow: () => Promise<Caller>;
  readonly onFault: OnFault;
  /** Counts the entries beyond the first. @throws when that is too many */
  readonly charge: (entries: number) => Promise<void>;
  /** True when nobody waits for the answer any more. */
  readonly isAbandoned: () => boolean;
}

/** Nobody reads it: the connection is gone. */
function abandoned(): HttpError {
  return new HttpError("http/timeout", "the connection was closed before the bundle was done");
}

/** What other entries did is done: a fault in one is that one's answer, never the whole bundle's. */
function refusedEntry(error: unknown, onFault: OnFault): ResponseEntry {
  const refusal = refusalOf(error);
  if (refusal.unexpected) onFault(error);
  return { status: String(refusal.status), outcome: refusal.outcome };
}

interface Requested {
  readonly method: string;
  readonly path: readonly string[];
  readonly query: string;
  readonly request: JsonObject;
  readonly resource: FhirResource | undefined;
  readonly fullUrl: string | undefined;
}

function bad(index: number, message: string, at = ""): ChartError {
  return new ChartError("chart/bad-entry", message, { path: `Bundle.entry[${index}]${at}` });
}

function textOf(object: JsonObject, name: string): string | undefined {
  const value = object[name];
  return typeof value === "string" ? value : undefined;
}

const methods = new Set(["GET", "HEAD", "POST", "PUT", "DELETE"]);

function requestedIn(entry: JsonValue, index: number, base: string): Requested {
  const request = isObject(entry) ? entry["request"] : undefined;
  if (!isObject(entry) || !isObject(request))
    throw bad(index, "an entry of a batch or transaction needs a request", ".request");
  const method = textOf(request, "method") ?? "";
  const url = textOf(request, "url") ?? "";
  if (!methods.has(method)) throw bad(index, "the method must be GET, HEAD, POST, PUT or DELETE", ".request.method");
  const relative = url.startsWith(`${base}/`) ? url.slice(base.length + 1) : url.replace(/^\//, "");
  const [address, query] = splitOnce(relative, "?");
  if (address === "") throw bad(index, "the url must name a resource type", ".request.url");
  const resource = entry["resource"];
  if (resource !== undefined && !isObject(resource)) throw bad(index, "the resource must be an object", ".resource");
  const needsResource = method === "POST" || method === "PUT";
  if (needsResource !== (resource !== undefined)) {
    throw bad(index, needsResource ? "POST and PUT need a resource" : "only POST and PUT take a resource", ".resource");
  }
  return {
    method,
    path: address.split("/"),
    query,
    request,
    resource: resource as FhirResource | undefined,
    fullUrl: textOf(entry, "fullUrl"),
  };
}

function callOf(requested: Requested, base: string): FhirCall {
  const { method, path, query, request, resource } = requested;
  const headers = {
    ifMatch: textOf(request, "ifMatch"),
    ifNoneMatch: textOf(request, "ifNoneMatch"),
    ifNoneExist: textOf(request, "ifNoneExist"),
  };
  return { method, path, query: parsePairs(query), headers, body: resource, base };
}

function entryOf({ status, location, etag, lastModified, body }: FhirAnswer): ResponseEntry {
  const resource = body.length === 0 ? undefined : body;
  return {
    status: String(status),
    location,
    etag,
    lastModified: lastModified === undefined ? undefined : new Date(lastModified).toISOString(),
    resource,
  };
}

async function batch(
  doors: FhirDoors,
  entries: readonly JsonValue[],
  base: string,
  work: BundleWork,
): Promise<FhirAnswer> {
  const responses: ResponseEntry[] = [];
  const entryIds: string[] = [];
  const expectFew = fewLedgerCounts();
  let bytes = 0;
  for (const [index, entry] of entries.entries()) {
    if (work.isAbandoned()) throw abandoned();
    try {
      if (bytes > mostBytes) throw answerTooLarge();
      const requested = requestedIn(entry, index, base);
      expectFew(requested.path, requested.query);
      const answer = await perform(doors, await work.callerNow(), callOf(requested, base));
      entryIds.push(...answer.entryIds);
      responses.push(entryOf(answer));
      bytes += answer.body.length;
    } catch (error) {
      responses.push(refusedEntry(error, work.onFault));
    }
  }
  return { status: 200, body: responseBundle("batch-response", responses), entryIds };
}

function targetOf({ path }: Requested, index: number): { type: TransactionEntry["type"]; id: ResourceId } {
  const [type = "", id = "", ...more] = path;
  if (!isResourceType(type)) throw bad(index, "there is no such resource type", ".request.url");
  if (more.length > 0 || !isUuid(id))
    throw bad(index, "the url must be Type/id, with an id that this server gave", ".request.url");
  return { type, id: id as ResourceId };
}

function transactionEntry(requested: Requested, index: number): TransactionEntry | undefined {
  const { method, path, request, resource, fullUrl, query } = requested;
  if (method === "GET" || method === "HEAD") return undefined;
  if (method === "POST") {
    const [type = "", ...more] = path;
    if (query !== "") throw bad(index, "the url of a POST takes no query: say it in ifNoneExist", ".request.url");
    if (!isResourceType(type) || more.length > 0)
      throw bad(index, "the url of a POST must be a resource type", ".request.url");
    const condition = textOf(request, "ifNoneExist");
    const ifNoneExist = condition === undefined ? undefined : parseCondition(condition);
    return { kind: "create", type, resource: resource ?? { resourceType: type }, fullUrl, ifNoneExist };
  }
  const ifMatch = parseIfMatch(textOf(request, "ifMatch"));
  if (path.length === 1) {
    const [type = ""] = path;
    if (!isResourceType(type)) throw bad(index, "there is no such resource type", ".request.url");
    const conditional = { type, where: parsePairs(query), ifMatch };
    return method === "DELETE"
      ? { kind: "delete-where", ...conditional }
      : { kind: "update-where", ...conditional, resource: resource ?? { resourceType: type }, fullUrl };
  }
  if (query !== "") throw bad(index, "a condition goes with a type alone, without an id", ".request.url");
  const target = targetOf(requested, index);
  return method === "DELETE"
    ? { kind: "delete", ...target, ifMatch }
    : { kind: "update", ...target, resource: resource ?? { resourceType: target.type }, fullUrl, ifMatch };
}

/** What isn't the name of another entry, and names a resource of this server, is local. */
function withEntriesNamed(requested: readonly Requested[], base: string): readonly Requested[] {
  const names = new Set(requested.map(({ fullUrl }) => fullUrl));
  return requested.map((one) =>
    one.resource === undefined
      ? one
      : { ...one, resource: withLocalReferences(one.resource, base, (reference) => names.has(reference)) },
  );
}

const statuses = { created: "201 Created", existing: "200 OK", updated: "200 OK", deleted: "204 No Content" } as const;

function responseOf({ version, outcome }: TransactionOutcome): ResponseEntry {
  if (version === undefined) return { status: statuses[outcome] };
  return {
    status: statuses[outcome],
    location: version.deleted ? undefined : `${version.type}/${version.id}/_history/${version.version}`,
    etag: `W/"${version.version}"`,
    lastModified: lastUpdatedOf(version.position),
  };
}

async function transaction(
  doors: FhirDoors,
  caller: Caller,
  entries: readonly JsonValue[],
  base: string,
  work: BundleWork,
): Promise<FhirAnswer> {
  const requested = withEntriesNamed(
    entries.map((entry, index) => requestedIn(entry, index, base)),
    base,
  );
  const writes = requested.map(transactionEntry);
  const { value, entryIds } = await doors.chart.transact(
    caller,
    writes.filter((entry) => entry !== undefined),
  );
  const outcomes = value[Symbol.iterator]();
  const ids = [...entryIds];
  const responses: ResponseEntry[] = [];
  const expectFew = fewLedgerCounts();
  let bytes = 0;
  for (const [index, one] of requested.entries()) {
    if (writes[index] !== undefined) {
      const outcome = outcomes.next().value;
      if (outcome !== undefined) responses.push(responseOf(outcome));
      continue;
    }
    // Reads come last, as FHIR has it: they see what the transaction wrote. It is committed by then, so one that fails says so itself.
    try {
      if (bytes > mostBytes) throw answerTooLarge();
      expectFew(one.path, one.query);
      const answer = await perform(doors, await work.callerNow(), callOf(one, base));
      ids.push(...answer.entryIds);
      responses.push(entryOf(answer));
      bytes += answer.body.length;
    } catch (error) {
      responses.push(refusedEntry(error, work.onFault));
    }
  }
  return { status: 200, body: responseBundle("transaction-response", responses), entryIds: ids };
}

/** A batch or transaction posted to the base. @throws ChartError */
export async function performBundle(
  doors: FhirDoors,
  caller: Caller,
  body: JsonValue | undefined,
  base: string,
  work: BundleWork,
): Promise<FhirAnswer> {
  const type = isObject(body) ? body["type"] : undefined;
  if (!isObject(body) || body["resourceType"] !== "Bundle" || (type !== "batch" && type !== "transaction")) {
    throw new ChartError("chart/wrong-type", "post a Bundle of type batch or transaction here", {
      path: "Bundle.type",
    });
  }
  const entries = body["entry"] ?? [];
  if (!Array.isArray(entries))
    throw new ChartError("chart/bad-entry", "entry must be a list", { path: "Bundle.entry" });
  if (entries.length > mostEntries)
    throw new ChartError("chart/too-many-entries", `a bundle has at most ${mostEntries} entries`, {
      path: "Bundle.entry",
    });
  await work.charge(entries.length - 1);
  return type === "batch" ? batch(doors, entries, base, work) : transaction(doors, caller, entries, base, work);
}
