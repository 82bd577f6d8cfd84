import { type FhirResource, parseStoredText, summarize } from "../../../foundation/fhir/index.ts";
import type { EverythingPage, HistoryPage, SearchPage } from "../../../custody/chart/index.ts";
import { lastUpdatedOf } from "../../../custody/chart/index.ts";

type Version = SearchPage["matches"][number];

interface Link {
  readonly relation: string;
  readonly url: string;
}

// Stored bytes go out as they are: a bundle is put together around them, without parsing one.
function bundle(
  head: { readonly type: string; readonly total?: number | undefined; readonly links: readonly Link[] },
  entries: readonly (readonly (string | Buffer)[])[],
): Buffer {
  const fields = [`"resourceType":"Bundle"`, `"type":${JSON.stringify(head.type)}`];
  if (head.total !== undefined) fields.push(`"total":${head.total}`);
  if (head.links.length > 0) fields.push(`"link":${JSON.stringify(head.links)}`);
  const parts: (string | Buffer)[] = [`{${fields.join(",")}`];
  entries.forEach((entry, index) => parts.push(index === 0 ? `,"entry":[` : ",", ...entry));
  parts.push(entries.length === 0 ? "}" : "]}");
  return Buffer.concat(parts.map((part) => (typeof part === "string" ? Buffer.from(part) : part)));
}

/** What a search found: resources as they go out. */
export interface SearchResult {
  readonly request: Pick<SearchPage["request"], "summary" | "elements">;
  readonly matches: readonly Listed[];
  readonly included: readonly Listed[];
  readonly total: number | undefined;
  readonly next: string | undefined;
  /** An OperationOutcome about the search itself. */
  readonly outcome?: string | undefined;
}

interface Listed {
  readonly type: string;
  readonly id: string;
  readonly body: Buffer;
}

function shaped(version: Listed, { request }: SearchResult): string | Buffer {
  const { summary, elements } = request;
  if (summary === "true" || summary === "text" || summary === "data") {
    return JSON.stringify(summarize(parseStoredText(version.body.toString()) as FhirResource, { kind: summary }));
  }
  if (elements === undefined) return version.body;
  return JSON.stringify(
    summarize(parseStoredText(version.body.toString()) as FhirResource, {
      kind: "elements",
      elements: new Set(elements),
    }),
  );
}

export function searchBundle(base: string, self: string, page: SearchResult): Buffer {
  const links = [{ relation: "self", url: self }];
  if (page.next !== undefined) links.push({ relation: "next", url: withCursor(self, page.next) });
  const entry = (mode: "match" | "include") => (version: Listed) => [
    `{"fullUrl":${JSON.stringify(`${base}/${version.type}/${version.id}`)},"resource":`,
    shaped(version, page),
    `,"search":{"mode":"${mode}"}}`,
  ];
  return bundle({ type: "searchset", total: page.total, links }, [
    ...page.matches.map(entry("match")),
    ...page.included.map(entry("include")),
    ...(page.outcome === undefined ? [] : [[`{"resource":${page.outcome},"search":{"mode":"outcome"}}`]]),
  ]);
}

export function everythingBundle(base: string, self: string, page: EverythingPage): Buffer {
  const links = [{ relation: "self", url: self }];
  if (page.next !== undefined) links.push({ relation: "next", url: withCursor(self, page.next) });
  const entry = (mode: "match" | "include") => (version: Version) => [
    `{"fullUrl":${JSON.stringify(`${base}/${version.type}/${version.id}`)},"resource":`,
    version.body,
    `,"search":{"mode":"${mode}"}}`,
  ];
  return bundle({ type: "searchset", links }, [
    ...page.matches.map(entry("match")),
    ...page.included.map(entry("include")),
  ]);
}

function methodOf({ deleted, version }: Version): "DELETE" | "POST" | "PUT" {
  if (deleted) return "DELETE";
  return version === 1 ? "POST" : "PUT";
}

const statusOf = { DELETE: "204", POST: "201", PUT: "200" } as const;

export function historyBundle(base: string, self: string, page: HistoryPage): Buffer {
  const links = [{ relation: "self", url: self }];
  if (page.next !== undefined) links.push({ relation: "next", url: withCursor(self, page.next) });
  const entries = page.versions.map((version) => {
    const method = methodOf(version);
    const request = { method, url: method === "POST" ? version.type : `${version.type}/${version.id}` };
    const response = {
      status: statusOf[method],
      etag: `W/"${version.version}"`,
      lastModified: lastUpdatedOf(version.position),
    };
    const fullUrl = `{"fullUrl":${JSON.stringify(`${base}/${version.type}/${version.id}`)}`;
    const rest = `,"request":${JSON.stringify(request)},"response":${JSON.stringify(response)}}`;
    return version.deleted ? [fullUrl + rest] : [`${fullUrl},"resource":`, version.body, rest];
  });
  return bundle({ type: "history", links }, entries);
}

function withCursor(self: string, cursor: string): string {
  const [address = "", query = ""] = self.split("?", 2);
  const kept = query.split("&").filter((part) => part !== "" && !part.startsWith("_cursor="));
  return `${address}?${[...kept, `_cursor=${cursor}`].join("&")}`;
}

export interface ResponseEntry {
  readonly status: string;
  readonly location?: string | undefined;
  readonly etag?: string | undefined;
  readonly lastModified?: string | undefined;
  readonly resource?: string | Buffer | undefined;
  readonly outcome?: string | undefined;
}

export function responseBundle(
  type: "transaction-response" | "batch-response",
  entries: readonly ResponseEntry[],
): Buffer {
  return bundle(
    { type, links: [] },
    entries.map(({ resource, outcome, ...response }) => {
      const text = JSON.stringify(response);
      const withOutcome = outcome === undefined ? text : `${text.slice(0, -1)},"outcome":${outcome}}`;
      return resource === undefined
        ? [`{"response":${withOutcome}}`]
        : [`{"resource":`, resource, `,"response":${withOutcome}}`];
    }),
  );
}
