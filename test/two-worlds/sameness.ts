import { readPdf } from "../support/read-pdf.ts";
import type { Answer, Ask } from "./world.ts";

/** What chance made: given the same names in both worlds, in the order of their first appearance. */
export interface Names {
  readonly known: ReadonlySet<string>;
  readonly given: Map<string, string>;
}

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
const cursor = /(_cursor=)[A-Za-z0-9_.~%-]+/g;
/** Of papers: made with the organisation's own key. */
const verificationCode = /\b(?:[A-Z0-9]{4}-){2,}[A-Z0-9]{4}\b/g;

/** An entry's place in the ledger, and its name, which is of the moment it was written in: how many entries there are is public. */
const ledgerPlace = /,"index":\d+|(?<="(?:entryId|next)":")\d+\.\d+(?=")/g;

interface OfAMoment {
  readonly at: string;
}

/** Those entries of a list that one moment has, in an order of their own: which of a request's parallel reads was first is chance. */
function ordered(said: string): string {
  if (!said.includes('"entryId":')) return said;
  const sorted = (_: string, value: unknown): unknown =>
    Array.isArray(value) && value.every((one) => typeof (one as Partial<OfAMoment> | null)?.at === "string")
      ? Map.groupBy(value as readonly OfAMoment[], ({ at }) => at)
          .values()
          .flatMap((own) => own.map((one) => JSON.stringify(one)).sort())
          .toArray()
      : value;
  return JSON.stringify(JSON.parse(said, sorted));
}

/** The answer as text, with what is random put out of the way: sealed cursors, ids that the server gave, codes made with a key, places in
 *  the ledger. */
export function comparable({ status, headers, body, bytes }: Answer, { known, given }: Names): string {
  const isPaper = headers["content-type"] === "application/pdf" && status === 200;
  const said = isPaper ? readPdf(bytes).texts.join("\n").replace(verificationCode, "a code") : body;
  const text = `${status}\n${JSON.stringify(headers)}\n${ordered(said.replace(ledgerPlace, ""))}`;
  return text.replace(cursor, "$1sealed").replace(uuid, (id) => {
    if (known.has(id)) return id;
    const name = given.get(id) ?? `given-${given.size + 1}`;
    given.set(id, name);
    return name;
  });
}

/** Stands for the id that the server gave as its so manyeth, in each world another. */
export const givenId = (number: number): string => `{given-${number}}`;

/** What is asked in one of the worlds: with the ids that it gave itself. */
export function filledIn(ask: Ask, { given }: Names, colleague: string): Ask {
  const byName = new Map([...given].map(([id, name]) => [name, id]));
  const fill = (text: string) =>
    text.replaceAll("{colleague}", colleague).replace(/\{(given-\d+)\}/g, (_, name: string) => byName.get(name) ?? "");
  return { ...ask, url: fill(ask.url), body: ask.body === undefined ? undefined : fill(ask.body) };
}

/** The address of the next page, as the server made it. */
export function nextPage({ body }: Answer): string | undefined {
  if (!body.includes('"next"')) return undefined;
  const { link } = JSON.parse(body) as { link?: readonly { relation: string; url: string }[] };
  const url = link?.find(({ relation }) => relation === "next")?.url;
  return url === undefined ? undefined : new URL(url).pathname + new URL(url).search;
}
