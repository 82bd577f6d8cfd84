import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { symlink, writeFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { aDirectory } from "../../../test/support/directory.ts";
import { openedColumns } from "../../wire-residue.ts";
import { columnClasses, personData } from "../privacy/index.ts";
import { tableKinds } from "../backup/index.ts";
import { ByteFinder } from "./byte-finder.ts";
import { fileStoreOf, fileStores } from "./file-stores.ts";
import { parseWords } from "./parse-words.ts";
import { scanFile, walkFolder } from "./scan-folder.ts";
import { writingsOfText } from "./writings.ts";

const word = "Quisling Zoë 1931";
const finder = new ByteFinder(writingsOfText(0, word));

function found(bytes: Buffer): readonly string[] {
  const ways = new Set<string>();
  finder.search(bytes, ({ as }) => ways.add(as));
  return [...ways].toSorted();
}

test.each<[way: string, written: string | Buffer]>([
  ["UTF-8", word],
  ["UTF-8", word.toLowerCase()],
  ["UTF-8", word.toUpperCase()],
  ["UTF-16", Buffer.from(word, "utf16le")],
  ["JSON", '{"name":"Quisling Zo\\u00eb 1931"}'],
  ["URL", "/fhir/Patient?name=Quisling%20Zo%C3%AB%201931"],
  ["URL", "name=Quisling+Zo%C3%AB+1931"],
  ["hex", Buffer.from(word).toString("hex")],
  ...[0, 1, 2].map((before): [string, string] => [
    "base64",
    Buffer.from(`${"x".repeat(before)}${word}yz`).toString("base64"),
  ]),
  ["base64", Buffer.from(`${word}>>>`).toString("base64url")],
])("a word is found as %s: %s", (way, written) => {
  expect(found(Buffer.concat([Buffer.from("before"), Buffer.from(written), Buffer.from("after")]))).toContain(way);
  expect(found(Buffer.from(String(written).slice(0, written.length / 2)))).toEqual([]);
});

test("a word is found across two pieces once, in a packed file, and however PostgreSQL's packing cuts it", async () => {
  for (let cut = 1; cut < word.length; cut += 1) {
    let times = 0;
    const search = finder.inPieces(() => (times += 1));
    const bytes = Buffer.from(`before ${word} after`);
    for (const piece of [bytes.subarray(0, 7 + cut), bytes.subarray(7 + cut)]) search(piece);
    expect(times).toBe(1);
  }
  for (let before = 0; before < 8; before += 1) {
    const plain = Buffer.from(`${"-".repeat(before)}${word}-------`);
    const groups = Array.from({ length: Math.ceil(plain.length / 8) }, (_, at) => [
      Buffer.of(0),
      plain.subarray(at * 8, at * 8 + 8),
    ]);
    // Of eight ways to cut a word, the first part of two is too short to begin with: these two are found by the next row or page.
    if (before < 6) expect(found(Buffer.concat(groups.flat()))).toContain("compressed");
  }
  const directory = aDirectory();
  await writeFile(join(directory, "export.gz"), gzipSync(`a long line ${word}`));
  await writeFile(join(directory, "broken.gz"), gzipSync(`a long line ${word}`).subarray(0, 12));
  const ways: string[] = [];
  for (const { path } of await walkFolder(
    directory,
    () => false,
    () => expect.unreachable(),
  ))
    await Array.fromAsync(scanFile(join(directory, path), finder, ({ as }) => ways.push(as)));
  expect(ways).toEqual(["UTF-8"]);
});

test("a link is told of, and isn't followed", async () => {
  const [directory, elsewhere] = [aDirectory(), aDirectory()];
  await writeFile(join(elsewhere, "file"), word);
  await symlink(elsewhere, join(directory, "link"));
  const passed: string[] = [];
  expect(
    await walkFolder(
      directory,
      () => false,
      (...told) => passed.push(told.join()),
    ),
  ).toEqual([]);
  expect(passed).toEqual(["link,link"]);
});

test("what would be found by chance isn't looked for, and nothing isn't either", () => {
  expect(parseWords(" Quisling \n\nQuisling\nZoë Zoë\n")).toEqual(["Quisling", "Zoë Zoë"]);
  for (const [text, code] of [
    ["\n \n", "residue/no-words"],
    ["Quisling\nZoë\n", "residue/word-too-short"],
    [Array.from({ length: 1_001 }, (_, n) => `word ${n}`).join("\n"), "residue/too-many-words"],
  ] as const)
    expect(() => parseWords(text)).toThrow(expect.objectContaining({ code }));
});

test("each table says what a package and an erasure make of it, and no other does", () => {
  expect(Object.keys(personData).toSorted()).toEqual(Object.keys(tableKinds).toSorted());
  const classified = new Set([...columnClasses.keys()].map((place) => place.split(".")[0] ?? ""));
  expect([...classified].filter((table) => personData[table] === undefined)).toEqual([]);
});

test("whatever is sealed is opened by a scan, but what says nothing of anybody", () => {
  const sealed = [...columnClasses.keys()].filter((place) => /\.sealed(?:_|$)/.test(place));
  const opened = new Set(openedColumns.map(({ table, column }) => `${table}.${column}`));
  expect(sealed.filter((place) => !opened.has(place))).toEqual(["oauth_signing_key.sealed", "tenant.sealed_profile"]);
});

test("what holds health data goes with an erasure, or goes by the patient's key where its row stays", () => {
  const clinical = [...columnClasses].flatMap(([place, dataClass]) => (dataClass === "clinical" ? [place] : []));
  const stays = clinical.filter((place) => "stays" in (personData[place.split(".")[0] ?? ""]?.erasure ?? {}));
  // Each under the patient's key.
  // The last is under a key of its own, for as long as a law keeps it.
  expect(stays).toEqual(["break_glass.sealed", "ledger_batch.entries", "proxy.sealed", "retained_record.sealed"]);
});

test("whatever the program puts into the data directory is a store that is known", () => {
  const sources = readdirSync("src", { recursive: true, encoding: "utf8" }).filter(
    (path) => path.endsWith(".ts") && !/\.test\.ts$|testing\/|bundled-postgres\//.test(path),
  );
  const put = sources.flatMap((path) =>
    [
      ...readFileSync(join("src", path), "utf8").matchAll(/join\((?:ports\.)?dataDirectory, (?:"([^"]+)"|`([^`]+)`)/g),
    ].map(([, name, made = ""]) => name ?? made.replaceAll(/\$\{[^}]*\}/g, "1").concat("abc")),
  );
  expect(new Set(put).size).toBeGreaterThan(8);
  const isKnown = (name: string) => fileStoreOf(name) !== undefined || fileStoreOf(`${name}/file`) !== undefined;
  expect(put.filter((name) => !isKnown(name))).toEqual([]);
  expect(isKnown("newcomer")).toBe(false);
  expect(new Set(fileStores.map(({ name }) => name)).size).toBe(fileStores.length);
});
