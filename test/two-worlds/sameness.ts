import type { Answer } from "./world.ts";

/** What chance made: given the same names in both worlds, in the order of their first appearance. */
export interface Names {
  readonly known: ReadonlySet<string>;
  readonly given: Map<string, string>;
}

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
const cursor = /(_cursor=)[A-Za-z0-9_.~%-]+/g;

/** The answer as text, with what is random put out of the way: sealed cursors, and ids that the server gave. */
export function comparable({ status, headers, body }: Answer, { known, given }: Names): string {
  const text = `${status}\n${JSON.stringify(headers)}\n${body}`;
  return text.replace(cursor, "$1sealed").replace(uuid, (id) => {
    if (known.has(id)) return id;
    const name = given.get(id) ?? `given-${given.size + 1}`;
    given.set(id, name);
    return name;
  });
}

/** The address of the next page, as the server made it. */
export function nextPage({ body }: Answer): string | undefined {
  if (!body.includes('"next"')) return undefined;
  const { link } = JSON.parse(body) as { link?: readonly { relation: string; url: string }[] };
  const url = link?.find(({ relation }) => relation === "next")?.url;
  return url === undefined ? undefined : new URL(url).pathname + new URL(url).search;
}
