import { Writable } from "node:stream";
import { expect, test } from "vitest";
import { aHouse } from "../../../../test/people/index.ts";
import { createLog } from "../../../foundation/platform/log/index.ts";
import { vaultColumns } from "../../../vault-columns.ts";
import { columnClasses } from "./columns.ts";

const house = await aHouse();

const columns = await house.sql<{ place: string; type: string }>(
  `select c.table_name || '.' || c.column_name as place, c.data_type as type
   from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
   where c.table_schema = 'wardbook' and t.table_type = 'BASE TABLE'`,
);

test("each column of each table has a class, and no class is of a column that isn't there", () => {
  expect(columns.length).toBeGreaterThan(300);
  expect(columns.map(({ place }) => place).filter((place) => !columnClasses.has(place))).toEqual([]);
  const there = new Set(columns.map(({ place }) => place));
  expect([...columnClasses.keys()].filter((place) => !there.has(place))).toEqual([]);
});

test("what is clinical is never in the clear, and what identifies is an id or sealed", () => {
  const inClear = columns.filter(({ type }) => type !== "bytea" && type !== "ARRAY");
  const classed = (wanted: string) => inClear.filter(({ place }) => columnClasses.get(place) === wanted);
  expect(classed("clinical")).toEqual([]);
  expect(classed("sensitive")).toEqual([]);
  expect(
    classed("identifying")
      .filter(({ type }) => type !== "uuid")
      .map(({ place }) => place)
      .toSorted(),
  ).toEqual(["access_review_item.subject", "break_glass.ended_by", "patient_facility.key_no", "record_version.key_no"]);
});

test("what is named as sealed is under the organisation's key, or another that is known", () => {
  const ofVault = new Set(vaultColumns.map(({ table, column }) => `${table}.${column}`));
  const sealed = columns.map(({ place }) => place).filter((place) => /\.sealed(?:_|$)/.test(place));
  expect(sealed.filter((place) => !ofVault.has(place)).toSorted()).toEqual([
    // Under the patient's key, or the root's, or the organisation's own row.
    "break_glass.sealed",
    "note_draft.sealed",
    "oauth_signing_key.sealed",
    "proxy.sealed",
    "retained_record.sealed",
    "tenant.sealed_profile",
  ]);
  expect([...ofVault].filter((place) => !columnClasses.has(place))).toEqual([]);
});

test("the log hides what bears the name of a secret here", () => {
  const lines: string[] = [];
  const log = createLog(
    "info",
    new Writable({ write: (chunk: Buffer, _, done) => (lines.push(chunk.toString()), done()) }),
  );
  // What these words stand for is no secret by itself, or nobody would log it under them.
  const plain = new Set(
    "sealed wrapped key other hash id subject source session username code nonce tokens kid cell kind queue request series till".split(
      " ",
    ),
  );
  const secrets = [...columnClasses]
    .filter(([, dataClass]) => dataClass === "sensitive")
    .flatMap(([place]) => place.split(".")[1]?.split("_") ?? [])
    .filter((word) => !plain.has(word));
  expect(new Set(secrets)).toEqual(new Set(["token", "secret"]));
  for (const word of [...secrets, "body", "query", "password", "passphrase"])
    log.info({ deep: { [word]: "canary-7d1f" } }, word);
  expect(lines).toHaveLength(secrets.length + 4);
  expect(lines.join("")).not.toContain("canary-7d1f");
});
