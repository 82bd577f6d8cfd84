import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Unit, readUnits } from "./read-units.ts";
import { bundleOf, ndjson, observation, patient, sourceOf } from "./testing/sources.ts";

async function unitsIn(content: string | Buffer, pieceLength?: number): Promise<Unit[]> {
  return Array.fromAsync(readUnits(sourceOf("file", content, pieceLength)));
}

async function resourcesIn(content: string | Buffer, pieceLength?: number): Promise<unknown[]> {
  return (await unitsIn(content, pieceLength)).flatMap(({ items }) =>
    items.map((item) => (item.kind === "resource" ? item.resource : item.error.code)),
  );
}

async function codeOf(content: string | Buffer): Promise<unknown> {
  return unitsIn(content).then(
    () => "no error",
    (error: unknown) => (error instanceof Error && "code" in error ? error.code : error),
  );
}

describe("reading a file", () => {
  test("finds the same in it, wherever the pieces of the file begin and end", async () => {
    const text = JSON.stringify(bundleOf([patient, observation]), null, 1);
    for (let length = 1; length < 40; length += 1)
      expect(await resourcesIn(text, length)).toEqual([patient, observation]);
  });

  test("takes a bundle whose entries come before it says that it is one", async () => {
    const { resourceType, type, entry } = bundleOf([patient, observation]) as {
      resourceType: string;
      type: string;
      entry: unknown;
    };
    expect(await resourcesIn(JSON.stringify({ entry, id: "x", resourceType, type }))).toEqual([patient, observation]);
  });

  test("takes one resource, also one that has entries without being a bundle", async () => {
    const list = {
      entry: [{ item: { display: "a" } }, { item: { display: "b" } }],
      mode: "working",
      resourceType: "List",
      status: "current",
    };
    expect(await resourcesIn(JSON.stringify(observation))).toEqual([observation]);
    expect(await resourcesIn(JSON.stringify(list, null, 2))).toEqual([list]);
  });

  test("takes one resource from each line, with or without a line end at the end, blank lines, and CRLF", async () => {
    const lines = ndjson([patient, observation, patient]);
    for (const text of [lines, lines.trimEnd(), lines.replaceAll("\n", "\r\n"), `\n${lines}\n\n`]) {
      expect(await resourcesIn(text)).toEqual([patient, observation, patient]);
    }
  });

  test("takes bundles that stand on lines, each as a unit, and names the entries of later ones by the line", async () => {
    const units = await unitsIn(
      ndjson([bundleOf([patient, observation]), bundleOf([patient, observation], "searchset")]),
    );
    const places = units.map(({ items }) => items.map(({ entry, ordinal }) => [entry, ordinal]));
    expect(places).toEqual([
      [
        [0, 0],
        [1, 1],
      ],
      [
        [1, 2],
        [1, 3],
      ],
    ]);
  });

  test("knows gzip by its bytes", async () => {
    expect(await resourcesIn(gzipSync(ndjson([patient, observation])))).toEqual([patient, observation]);
    expect(await resourcesIn(gzipSync(JSON.stringify(bundleOf([patient]))), 1)).toEqual([patient]);
  });

  test("reads past a byte order mark", async () => {
    for (const length of [1, 2, 3, 100])
      expect(await resourcesIn(`\ufeff${JSON.stringify(patient)}`, length)).toEqual([patient]);
  });

  test("keeps decimals as they were sent", async () => {
    const [found] = await resourcesIn('{"resourceType":"Observation","valueQuantity":{"value":1.50}}');
    expect(JSON.stringify(found)).toContain('"value":1.50');
  });

  test("keeps a bundle of a thousand entries together and takes a larger one in parts", async () => {
    const many = (count: number) =>
      JSON.stringify(bundleOf(Array.from({ length: count }, (_, id) => ({ ...patient, id: String(id) }))));
    const whole = await unitsIn(many(1_000), 4096);
    expect(whole.map(({ items, isPart }) => [items.length, isPart])).toEqual([[1_000, false]]);
    const parts = await unitsIn(many(2_345), 4096);
    expect(parts.every(({ isPart }) => isPart)).toBe(true);
    expect(parts.flatMap(({ items }) => items.map(({ entry }) => entry))).toEqual(
      Array.from({ length: 2_345 }, (_, index) => index),
    );
  });

  test("finds every resource that JSON.parse finds, whatever the strings hold", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.jsonValue({ maxDepth: 3 }), { minLength: 1, maxLength: 5 }),
        fc.integer({ min: 1, max: 30 }),
        fc.boolean(),
        async (values, length, pretty) => {
          const resources = values.map((value) => ({ resourceType: "Basic", extension: value }));
          const text = JSON.stringify(bundleOf(resources), null, pretty ? 2 : 0);
          expect(JSON.stringify(await resourcesIn(text, length))).toBe(JSON.stringify(resources));
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe("a file that can't be read", () => {
  test.for([
    ["", "import/empty-file"],
    [" \n\n", "import/empty-file"],
    ["hello", "import/not-json"],
    ["}", "import/not-json"],
    ["<Bundle/>", "import/not-json"],
    [JSON.stringify(bundleOf([patient, observation])).slice(0, -1), "import/cut-short"],
    [JSON.stringify(bundleOf([patient, observation])).slice(0, 90), "import/cut-short"],
    ['{"resourceType":"Patient","active":maybe}', "fhir/malformed-json"],
    ['{"resourceType":"Patient","active":true,"active":false}', "fhir/duplicate-property"],
    ['[{"resourceType":"Patient"}]', "import/not-fhir"],
    ['{"name":"Ann"}', "import/not-fhir"],
    [JSON.stringify(bundleOf([patient], "history")), "import/unsuitable-bundle"],
    ['{"resourceType":"Bundle","entry":[]}', "import/unsuitable-bundle"],
  ])("%s is refused as a whole: %s", async ([content, code]) => {
    expect(await codeOf(content ?? "")).toBe(code);
  });

  test("damaged and cut gzip is refused as a whole", async () => {
    const packed = gzipSync(JSON.stringify(bundleOf([patient, observation])));
    const damaged = Buffer.from(packed);
    damaged[20] = (damaged[20] ?? 0) ^ 0xff;
    expect(await codeOf(packed.subarray(0, -12))).toBe("import/damaged-gzip");
    expect(await codeOf(damaged)).toBe("import/damaged-gzip");
    expect(await codeOf(Buffer.of(0x1f, 0x8b))).toBe("import/damaged-gzip");
  });

  test("gzip that expands without measure is given up, and what shrinks well is not", async () => {
    const blank = "\n".repeat(1_000_000);
    const packed = gzipSync(Buffer.from(blank.repeat(80)));
    expect(packed.length * 200).toBeLessThan(80_000_000);
    expect(await codeOf(packed)).toBe("import/too-large");
    expect(await resourcesIn(gzipSync(ndjson(Array.from({ length: 20_000 }, () => patient))))).toHaveLength(20_000);
  });

  test("text that is not UTF-8 is refused", async () => {
    expect(await codeOf(Buffer.from('{"resourceType":"Patient","name":[{"family":"Müller"}]}', "latin1"))).toBe(
      "import/not-utf8",
    );
  });

  test("an entry that can't be read is told, and the others are read", async () => {
    const good = JSON.stringify({ resource: patient });
    const text = `{"resourceType":"Bundle","type":"batch","entry":[${good},{"resource":{"a":nope}},{"request":{"method":"DELETE","url":"Patient/1"}},${good},{"resource":{"a":1}}]}`;
    expect(await resourcesIn(text)).toEqual([
      patient,
      "fhir/malformed-json",
      "import/no-resource",
      patient,
      "import/not-fhir",
    ]);
    expect(await resourcesIn(text.replace("]}", ",]}"))).toContain("fhir/malformed-json");
  });

  test("a line that can't be read is told, and the others are read", async () => {
    const good = JSON.stringify(patient);
    const text = [good, '{"resourceType":"Pat', good, `${good} ${good}`, "no", good].join("\n");
    expect(await resourcesIn(text)).toEqual([
      patient,
      "import/not-json",
      patient,
      "import/not-json",
      "import/not-json",
      patient,
    ]);
  });

  test("an error never quotes what the file says", async () => {
    const error = await unitsIn('{"resourceType":"Patient","family":"Haversham","active":maybe}').catch(
      (reason: unknown) => reason,
    );
    expect(JSON.stringify([error, String(error)])).not.toContain("Haversham");
  });
});
