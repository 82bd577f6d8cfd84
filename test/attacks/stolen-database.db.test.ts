import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { demonstrationStaff, generateDemonstration } from "../../src/care/demonstration/index.ts";
import type { FhirResource, JsonValue } from "../../src/foundation/fhir/index.ts";
import { isJsonArray, isJsonObject } from "../../src/foundation/fhir/index.ts";
import { startBundledPostgres } from "../../src/foundation/platform/bundled-postgres/index.ts";
import { parseScopes } from "../../src/custody/access/index.ts";
import { type Serving, serve } from "../../src/serve.ts";
import { freePort } from "../support/free-port.ts";
import { anImporter } from "../support/house.ts";
import { TextFinder } from "./find-texts.ts";
import { toldLog } from "../support/told-log.ts";

const synthea = join(import.meta.dirname, "../../../shared/data/synthea");
const directory = mkdtempSync(join(tmpdir(), "wardbook-stolen-"));
const baseline = mkdtempSync(join(tmpdir(), "wardbook-stolen-"));
const quiet = toldLog();
afterAll(() => {
  for (const path of [directory, baseline]) rmSync(path, { recursive: true, force: true });
});

interface Entry {
  readonly resource: FhirResource;
  readonly fullUrl: string;
}

function population(): Entry[][] {
  const demonstration = [
    ...generateDemonstration({ seed: 7, today: "2026-11-21T09:00:00Z", homeTimeZone: "Europe/London" }),
  ];
  const bundles = demonstration.map(({ entry }) =>
    entry.map(({ resource, fullUrl }) => ({ resource: resource as FhirResource, fullUrl })),
  );
  if (!existsSync(synthea)) {
    console.warn("skipped: no ../shared/data; the demonstration population is searched for alone");
    return bundles;
  }
  const files = readdirSync(synthea)
    .filter((name) => name.endsWith(".gz"))
    .slice(0, 20);
  return [
    ...bundles,
    ...files.map(
      (name) => (JSON.parse(gunzipSync(readFileSync(join(synthea, name))).toString()) as { entry: Entry[] }).entry,
    ),
  ];
}

const structural = new Set(["resourceType", "reference", "system", "fullUrl", "url", "profile"]);

/** Names, dates, identifiers, codes, displays and note texts: every text that says something about somebody. */
function collect(value: JsonValue | undefined, name: string, into: Set<string>): void {
  if (value === undefined) return;
  if (isJsonArray(value)) for (const item of value) collect(item, name, into);
  else if (isJsonObject(value)) for (const [key, item] of Object.entries(value)) collect(item, key, into);
  else if (typeof value === "string" && !structural.has(name)) {
    for (const text of name === "data" ? [value, Buffer.from(value, "base64").toString()] : [value]) {
      // Short texts are looked for in their quotes, as JSON would hold them; long ones by their beginning.
      const sought = text.length < 6 ? `"${text}"` : text.slice(0, 60);
      if (Buffer.byteLength(sought) >= 6 && /[\p{L}\p{N}]/u.test(sought)) into.add(sought);
    }
  }
}

let serving: Serving;
let texts: Set<string>;
const people = demonstrationStaff.slice(0, 6);

beforeAll(async () => {
  // What a new cluster holds by itself (PostgreSQL's own catalogs are full of words) tells nothing.
  const empty = await startBundledPostgres({ dataDirectory: baseline, log: quiet });
  await empty.stop();
  texts = new Set();
  const bundles = population();
  for (const { resource } of bundles.flat()) collect(resource, "", texts);
  for (const { given, family, username } of people)
    for (const text of [`"${given}"`, `"${family}"`, username]) texts.add(text);
  texts.add("Rowan Tree Practice");

  serving = await serve({
    dataDirectory: directory,
    host: "127.0.0.1",
    port: await freePort(),
    database: undefined,
    passphrase: undefined,
    log: quiet,
  });
  const { keyring, chart, identity, ledger } = serving.house;
  const tenant = await keyring.createTenant({ name: "Rowan Tree Practice", shortName: "rowan", demonstration: false });
  for (const entries of bundles) {
    const { refused } = await chart.importTogether(anImporter(tenant), entries);
    expect(refused).toEqual([]);
  }
  const operator = { kind: "system", id: "test", name: "test" } as const;
  for (const { username, given, family, roleName } of people)
    await identity.people.add(operator, tenant, { username, given, family, role: roleName });
  // Searches put their words into the ledger.
  const reader = { ...anImporter(tenant), scopes: parseScopes("system/*.cruds") };
  for (const name of ["Patient", "Observation", "Condition"] as const)
    await chart.search(reader, name, [["_count", "50"]]);
  await ledger.sequence(tenant);
  await serving.stop();
}, 180_000);

test("a stolen database directory, log and index included, holds no name, date, identifier, code or note of the population", () => {
  // Nor do the words of our own schema: PostgreSQL keeps the source of each function and the names of columns.
  const known = [baseline, "migrations"].map((place) => new TextFinder(texts).searchFiles(place).found);
  const sought = new Set([...texts].filter((text) => !known.some((found) => found.has(text))));
  expect(sought.size).toBeGreaterThan(3_000);
  const { found, bytes } = new TextFinder(sought).searchFiles(join(directory, "postgres"));
  expect(bytes).toBeGreaterThan(20_000_000);
  expect([...found].slice(0, 20)).toEqual([]);
});

test("the same search finds what is put there in plain sight", () => {
  const [text = ""] = texts;
  const found = new Set<string>();
  new TextFinder(texts).search(Buffer.from(`xxxx${text}xxxx`), found);
  expect(found.has(text)).toBe(true);
});
