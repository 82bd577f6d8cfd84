import { parseKeepingDigits, stringifyWithDigits } from "./digits.ts";
import type { Bundle, Resource } from "../../ui/clinical/fhir-types.ts";
import { parseJson, type RequestOptions } from "./json-api.ts";
import { RequestFailure, unreadable } from "./request-failure.ts";
import { send } from "./send.ts";
import { say } from "../words/index.ts";

const fhirJson = "application/fhir+json";

/** Search parameters; an array repeats the parameter, `undefined` leaves it out. */
export type SearchParameters = Readonly<Record<string, string | number | readonly string[] | undefined>>;

/** `key=value&…` in the order given. */
export function searchText(parameters: SearchParameters): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value === undefined) continue;
    for (const one of typeof value === "object" ? value : [String(value)]) query.append(name, one);
  }
  return query.toString();
}

async function resourceOf<T extends Resource>(answer: Response, type: string): Promise<T> {
  const body = parseJson(await answer.text(), answer.status, parseKeepingDigits);
  if (typeof body !== "object" || body === null || (body as { resourceType?: unknown }).resourceType !== type)
    throw unreadable(answer.status);
  return body as T;
}

async function readPath<T extends Resource>(path: string, type: string, options: RequestOptions): Promise<T> {
  return resourceOf<T>(await send(path, { method: "GET", accept: fhirJson, signal: options.signal }), type);
}

async function write<T extends Resource>(
  method: "POST" | "PUT",
  path: string,
  resource: T,
  headers: Record<string, string>,
  options: RequestOptions,
): Promise<T> {
  const answer = await send(path, {
    method,
    accept: fhirJson,
    headers: { "content-type": fhirJson, prefer: "return=representation", ...headers },
    body: stringifyWithDigits(resource),
    signal: options.signal,
  });
  return resourceOf<T>(answer, resource.resourceType);
}

/**
 * Clinical data, FHIR R4 over the session's cookie. Types are the caller's claim; only `resourceType` is checked,
 * because the server has validated what it stores. Numbers keep the digits they were sent with: see `digitsOf`.
 * Every call throws `RequestFailure`, or an `AbortError` when its signal aborts.
 */
export const fhir = {
  /** `GET /fhir/<type>/<id>` */
  read: <T extends Resource>(type: T["resourceType"], id: string, options: RequestOptions = {}): Promise<T> =>
    readPath<T>(`/fhir/${type}/${encodeURIComponent(id)}`, type, options),

  /** `GET /fhir/<type>?…` */
  search: <T extends Resource>(
    type: string,
    parameters: SearchParameters,
    options: RequestOptions = {},
  ): Promise<Bundle<T>> => readPath<Bundle<T>>(`/fhir/${type}?${searchText(parameters)}`, "Bundle", options),

  /** The page that a bundle's link points at; only a path on this server is followed. */
  page: <T extends Resource>(url: string, options: RequestOptions = {}): Promise<Bundle<T>> => {
    const target = new URL(url, window.location.href);
    return readPath<Bundle<T>>(`${target.pathname}${target.search}`, "Bundle", options);
  },

  /** `GET /fhir/<type>/<id>/_history` */
  history: <T extends Resource>(type: string, id: string, options: RequestOptions = {}): Promise<Bundle<T>> =>
    readPath<Bundle<T>>(`/fhir/${type}/${encodeURIComponent(id)}/_history`, "Bundle", options),

  /** `POST /fhir/<type>`; the server gives id and version. */
  create: <T extends Resource>(resource: T, options: RequestOptions = {}): Promise<T> =>
    write("POST", `/fhir/${resource.resourceType}`, resource, {}, options),

  /** `PUT /fhir/<type>/<id>`, guarded by the version that the caller has seen (`If-Match`) where the resource carries one. */
  update: <T extends Resource>(resource: T, options: RequestOptions = {}): Promise<T> => {
    const { id, meta } = resource;
    if (id === undefined)
      throw new RequestFailure("unreadable", 0, {
        code: "request/no-id",
        message: say("onlySaved"),
      });
    const seen = meta?.versionId;
    return write(
      "PUT",
      `/fhir/${resource.resourceType}/${encodeURIComponent(id)}`,
      resource,
      seen === undefined ? {} : { "if-match": `W/"${seen}"` },
      options,
    );
  },

  /** `POST /fhir`, all of these or none, and none twice however often it is sent: each bears the request's own number as a tag. They name
   *  one another as `urn:uuid:…`. @param changed what is changed along with it, guarded by the version that was seen: sent again, it has to
   *  be looked at first @returns the id of the first */
  makeOnce: async (
    requestId: string,
    made: readonly Made[],
    options: RequestOptions = {},
    changed: readonly Resource[] = [],
  ): Promise<string> => {
    const making = makingOnce(requestId, made);
    const all = { ...making, entry: [...(making.entry ?? []), ...(transactionOf(changed).entry ?? [])] };
    const bundle = await write<Bundle & Resource>("POST", "/fhir", all, {}, options);
    const id = bundle.entry?.[0]?.response?.location?.split("/").at(-3);
    if (id === undefined) throw unreadable(200);
    return id;
  },

  /** `POST /fhir`, all of these or none: those with an id are changed, guarded by the version that was seen, the others made.
   *  @param unlessThere searches by resource: one that matches is left as it is, and nothing is made */
  transact: (
    resources: readonly Resource[],
    options: RequestOptions = {},
    unlessThere?: ReadonlyMap<Resource, string>,
  ): Promise<Bundle> => write<Bundle & Resource>("POST", "/fhir", transactionOf(resources, unlessThere), {}, options),
};

/** Something to be made, and how others of the same request name it. */
export type Made = { readonly fullUrl: string; readonly resource: Resource };

const requestSystem = "urn:wardbook:request";

function makingOnce(requestId: string, made: readonly Made[]): Bundle & Resource {
  const entry = made.map(({ fullUrl, resource }, index) => {
    // The second of a kind has a number of its own, or a resend would find both by one.
    const before = made.slice(0, index).filter((other) => other.resource.resourceType === resource.resourceType).length;
    const code = before === 0 ? requestId : `${requestId}.${before}`;
    return {
      fullUrl,
      resource: {
        ...resource,
        meta: { ...resource.meta, tag: [...(resource.meta?.tag ?? []), { system: requestSystem, code }] },
      },
      request: {
        method: "POST",
        url: resource.resourceType,
        ifNoneExist: `_tag=${encodeURIComponent(`${requestSystem}|${code}`)}`,
      },
    };
  });
  return { resourceType: "Bundle", type: "transaction", entry };
}

function transactionOf(
  resources: readonly Resource[],
  unlessThere: ReadonlyMap<Resource, string> = new Map(),
): Bundle & Resource {
  const entry = resources.map((resource) => {
    const { resourceType, id, meta } = resource;
    const ifNoneExist = unlessThere.get(resource);
    const condition = ifNoneExist === undefined ? {} : { ifNoneExist };
    if (id === undefined) return { resource, request: { method: "POST", url: resourceType, ...condition } };
    const guard = meta?.versionId === undefined ? {} : { ifMatch: `W/"${meta.versionId}"` };
    return { resource, request: { method: "PUT", url: `${resourceType}/${id}`, ...guard } };
  });
  return { resourceType: "Bundle", type: "transaction", entry };
}

/** The resources of a bundle that match the search (not those included beside them). */
export function matches<T extends Resource>(bundle: Bundle<T>): T[] {
  return (bundle.entry ?? []).flatMap((entry) =>
    entry.resource !== undefined && (entry.search?.mode ?? "match") === "match" ? [entry.resource] : [],
  );
}

/** The address of a bundle's next page, where there is one. */
export function nextPage(bundle: Bundle): string | undefined {
  return bundle.link?.find((link) => link.relation === "next")?.url;
}

/** The resources of one type that came along with a search's matches, by `Type/id`. */
export function included<T extends Resource>(bundle: Bundle, type: T["resourceType"]): ReadonlyMap<string, T> {
  const found = new Map<string, T>();
  for (const { resource } of bundle.entry ?? []) {
    if (resource?.resourceType === type && resource.id !== undefined)
      found.set(`${type}/${resource.id}`, resource as T);
  }
  return found;
}
