import { aHouseQuestion } from "./asks/index.ts";
import { type Picks, aPatientId, anId } from "./picks.ts";
import { below, chance, oneOf, several } from "./random.ts";
import { typesAsked } from "./resources.ts";
import { chains, common, includes, parameters, reverses, sorts } from "./search-words.ts";
import type { Ask } from "./world.ts";

function shaping({ random }: Picks, type: string): [string, string][] {
  const pairs: [string, string][] = [];
  if (chance(random, 0.5)) pairs.push(["_count", String(oneOf(random, [0, 1, 2, 3, 5, 50]))]);
  if (chance(random, 0.4)) pairs.push(["_sort", oneOf(random, sorts)]);
  if (chance(random, 0.3)) pairs.push(["_total", oneOf(random, ["accurate", "estimate", "none"])]);
  if (chance(random, 0.2)) pairs.push(["_summary", oneOf(random, ["true", "count", "text", "data", "false"])]);
  if (chance(random, 0.15))
    pairs.push([
      "_elements",
      oneOf(random, ["status", "code,subject", "reasonCode", "reasonReference,meta", "diagnosis", "name"]),
    ]);
  for (const include of several(random, includes[type] ?? [], 2)) pairs.push(["_include", include]);
  for (const reverse of several(random, reverses, 2)) pairs.push(["_revinclude", reverse]);
  return pairs;
}

function queryText(pairs: readonly (readonly [string, string])[]): string {
  return pairs.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join("&");
}

function search(picks: Picks): Ask {
  const { random } = picks;
  const chained = chance(random, 0.2) ? oneOf(random, chains) : undefined;
  const type = chained?.[0] ?? oneOf(random, typesAsked);
  const asked = several(random, [...(parameters[type] ?? []), ...common], 3).map(([name, value]): [string, string] => [
    name,
    value(picks),
  ]);
  if (chained !== undefined) asked.push([chained[1], chained[2](picks)]);
  const query = queryText([...asked, ...shaping(picks, type)]);
  if (chance(random, 0.1)) {
    return {
      kind: "search by form",
      method: "POST",
      url: `/fhir/${type}/_search`,
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: query,
    };
  }
  return { kind: chained === undefined ? "search" : "search by chain", method: "GET", url: `/fhir/${type}?${query}` };
}

function read({ random, ids }: Picks): Ask {
  const at = `/fhir/${oneOf(random, typesAsked)}/${oneOf(random, ids)}`;
  const headers: Record<string, string> = chance(random, 0.3) ? { "if-none-match": `W/"${1 + below(random, 2)}"` } : {};
  if (chance(random, 0.3))
    return { kind: "vread", method: "GET", url: `${at}/_history/${1 + below(random, 3)}`, headers };
  return { kind: "read", method: chance(random, 0.1) ? "HEAD" : "GET", url: at, headers };
}

function history({ random, ids }: Picks): Ask {
  const type = oneOf(random, typesAsked);
  const at = oneOf(random, [`/${type}/${oneOf(random, ids)}`, `/${type}`, ""]);
  const pairs: [string, string][] = [];
  if (chance(random, 0.6)) pairs.push(["_count", String(oneOf(random, [1, 2, 5, 100]))]);
  if (chance(random, 0.3)) pairs.push(["_since", `2026-06-0${1 + below(random, 3)}T00:00:00Z`]);
  return { kind: "history", method: "GET", url: `/fhir${at}/_history?${queryText(pairs)}` };
}

export const json = { "content-type": "application/fhir+json" };

function batch(picks: Picks): Ask {
  const entry = Array.from({ length: 1 + below(picks.random, 4) }, () => {
    const { url, method, headers } = oneOf(picks.random, [search, read, history, everything])(picks);
    const path = url.slice("/fhir/".length);
    return {
      request: {
        method: method === "POST" ? "GET" : method,
        url: path.replace("/_search", ""),
        ...(headers?.["if-none-match"] === undefined ? {} : { ifNoneMatch: headers["if-none-match"] }),
      },
    };
  });
  const type = oneOf(picks.random, ["batch", "transaction"]);
  const body = JSON.stringify({ resourceType: "Bundle", type, entry });
  return { kind: type, method: "POST", url: "/fhir", headers: json, body };
}

/** All that is about a patient or an encounter, or about what may be none. */
function everything(picks: Picks): Ask {
  const { random, plan } = picks;
  const at = chance(random, 0.6)
    ? `Patient/${aPatientId(picks)}`
    : `${oneOf(random, ["Encounter", "Patient"])}/${anId(picks)}`;
  const pairs: [string, string][] = [];
  if (chance(random, 0.5)) pairs.push(["_count", String(oneOf(random, [1, 2, 3, 50]))]);
  if (chance(random, 0.3))
    pairs.push(["_type", several(random, [...typesAsked, "Practitioner"], 3).join(",") || "Goal"]);
  if (chance(random, 0.2)) pairs.push(["_since", `2026-06-0${1 + below(random, 3)}T00:00:00Z`]);
  const id = oneOf(random, [...plan.doubtful.patients, ...plan.shownPatients]);
  const target = chance(random, 0.2) ? `Patient/${id}` : at;
  return { kind: "search everything", method: "GET", url: `/fhir/${target}/$everything?${queryText(pairs)}` };
}

/** Questions that change nothing. */
export function aQuestion(picks: Picks): Ask {
  const { random } = picks;
  if (chance(random, picks.houseShare)) return aHouseQuestion(picks);
  const roll = random();
  if (roll < 0.52) return search(picks);
  if (roll < 0.62) return everything(picks);
  if (roll < 0.82) return read(picks);
  if (roll < 0.92) return history(picks);
  return batch(picks);
}
