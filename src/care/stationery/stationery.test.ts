import { randomUUID } from "node:crypto";
import { deflateSync } from "node:zlib";
import fc from "fast-check";
import { expect, test } from "vitest";
import { aClinician } from "../../../test/people/callers.ts";
import type { TenantId } from "../../foundation/kernel/index.ts";
import { changeWords } from "./change-words.ts";
import { type Letterhead, headLines } from "./letterhead.ts";
import { takeLogo } from "./logo.ts";
import { usualLayout } from "./paper-layout.ts";
import { readPng, writePng } from "./png.ts";
import { openStationery } from "./stationery.ts";
import { type StationeryVersion, type StationeryVersions, standing, stationerySetting } from "./versions.ts";

const most = { width: 64, height: 64 };
const head = (name: string, more: Partial<Letterhead> = {}): Letterhead => ({
  name,
  address: ["1 Quay"],
  registrations: [],
  ...more,
});
const said = (branch: string | null, since: number, name: string | null): StationeryVersion => ({
  branch,
  since,
  by: "Rosa Aldous",
  letterhead: name === null ? null : head(name),
  layout: null,
});

test("what is written as a PNG is read again dot by dot, and no flipped byte brings in anything but another picture", () => {
  const picture = fc
    .record({ width: fc.integer({ min: 1, max: 9 }), height: fc.integer({ min: 1, max: 9 }) })
    .chain(({ width, height }) =>
      fc
        .uint8Array({ minLength: width * height * 3, maxLength: width * height * 3 })
        .map((colours) => ({ width, height, colours: Buffer.from(colours) })),
    );
  fc.assert(
    fc.property(picture, fc.nat(), fc.integer({ min: 1, max: 255 }), (one, at, flip) => {
      const file = writePng(one);
      expect(readPng(file, most)).toEqual(one);
      const damaged = Buffer.from(file);
      damaged[at % file.length] = (damaged[at % file.length] ?? 0) ^ flip;
      const read = readPng(damaged, most);
      if (read !== undefined) expect(read.colours).toHaveLength(read.width * read.height * 3);
    }),
  );
});

/** A PNG with a text beside its picture, see-through at the left. */
function aPngThatTalks(width: number): Buffer {
  const written = writePng({ width, height: 1, colours: Buffer.alloc(width * 3) });
  const chunk = (kind: string, body: Buffer) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(body.length);
    return Buffer.concat([length, Buffer.from(kind, "latin1"), body, Buffer.alloc(4)]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(1, 4);
  header.set([8, 6, 0, 0, 0], 8);
  const rows = Buffer.concat([Buffer.from([0, 9, 9, 9, 0]), Buffer.alloc((width - 1) * 4, 0xff)]);
  return Buffer.concat([
    written.subarray(0, 8),
    chunk("IHDR", header),
    chunk("tEXt", Buffer.from("Author\0somebody", "latin1")),
    chunk("IDAT", deflateSync(rows)),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

test("of a logo's file nothing is kept but its picture, laid upon white; what is none, or too large, is refused", () => {
  const logo = takeLogo(aPngThatTalks(3));
  const kept = Buffer.from(logo.png, "base64");
  expect([logo.width, logo.height, kept.includes("somebody")]).toEqual([3, 1, false]);
  expect(readPng(kept, most)?.colours).toEqual(Buffer.alloc(9, 0xff));
  const refused = [
    Buffer.from("<svg/>"),
    aPngThatTalks(801),
    aPngThatTalks(3).subarray(0, 60),
    Buffer.alloc(500_000),
    // More dots than it says.
    Buffer.concat([aPngThatTalks(3).subarray(0, 16), Buffer.from([0, 0, 0, 2]), aPngThatTalks(3).subarray(20)]),
  ];
  for (const file of refused) expect(() => takeLogo(file)).toThrow(/logo/);
});

test("a branch's own letterhead goes before the organisation's, as it was at the time", () => {
  const all = {
    versions: [said(null, 10, "Harbour"), said("b", 20, "Hill"), said(null, 30, "Harbour Group"), said("b", 40, null)],
  };
  const at = (time: number | undefined, branch?: string) => standing(all, branch, time)?.letterhead?.name;
  expect([at(9), at(10), at(29), at(30), at(undefined)]).toEqual([
    undefined,
    "Harbour",
    "Harbour",
    "Harbour Group",
    "Harbour Group",
  ]);
  expect([at(19, "b"), at(35, "b"), at(40, "b"), at(35, "elsewhere")]).toEqual([
    "Harbour",
    "Hill",
    "Harbour Group",
    "Harbour Group",
  ]);
});

test("no version is stored that could not be printed", () => {
  const parse = (letterhead: Letterhead, layout = usualLayout) =>
    stationerySetting.parse({ versions: [{ ...said(null, 1, null), letterhead, layout }] });
  expect(() => parse(head("Harbour"))).not.toThrow();
  for (const wrong of [
    head(""),
    head("a\nb"),
    head("x", { address: Array<string>(7).fill("y") }),
    head("x", { foot: " " }),
  ])
    expect(() => parse(wrong)).toThrow(/letterhead/);
  const roll = { ...usualLayout, money: { ...usualLayout.money, size: "ROLL80", margin: 20 } } as const;
  expect(() => parse(head("x"), roll)).toThrow(/margin/);
});

test("the ledger is told what was before and what is now, of what changed alone", () => {
  const before = { letterhead: head("Harbour", { phone: "1" }), layout: null };
  const after = { letterhead: head("Harbour", { phone: "2", logo: "id" }), layout: usualLayout };
  const words = changeWords(before, after, (id) => (id === undefined ? "" : "PNG, 3 × 1"));
  expect(words).toContain(
    "address from “1 Quay, 1” to “1 Quay, 2”; logo from none to “PNG, 3 × 1”; receipts from none to “A4”",
  );
  expect(words).not.toContain("name");
  expect(changeWords(before, before, () => "")).toBe("nothing changed");
  const numbered = head("x", {
    address: [],
    registrations: [{ label: "VAT no.", number: "IE1" }],
    email: "a@b.example",
  });
  expect(headLines(numbered, { withRegistrations: true })).toEqual(["a@b.example", "VAT no. IE1"]);
});

test("a letterhead stands from the moment that it is kept: what was printed while it waited stays as it was", async () => {
  let time = 1_000;
  let kept: StationeryVersions = { versions: [said(null, 900, "Old")] };
  const caller = aClinician(1 as TenantId);
  const stationery = openStationery({
    chart: { seenAmong: async () => new Set() },
    settings: {
      get: (_tenant, kind) => kind.parse(kept),
      async change(_caller, _tenant, kind, make) {
        // Somebody else's change comes first, and a paper is printed meanwhile.
        time += 500;
        const { value } = make(kind.parse(kept));
        kept = value as StationeryVersions;
        return value;
      },
    },
    newId: randomUUID,
    now: () => time,
  });
  await stationery.change(caller, {
    expected: 1,
    branch: null,
    letterhead: { ...head("New"), logo: undefined },
    layout: null,
  });
  const at = async (moment: number) => (await stationery.standing(caller.tenant, { at: moment })).letterhead?.name;
  expect([await at(1_400), await at(1_500)]).toEqual(["Old", "New"]);
});
