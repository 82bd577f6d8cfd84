import { describe, expect, test } from "vitest";
import type { Caller } from "../../custody/access/index.ts";
import type { ImportEntry, ImportOutcome, ImportRefusal } from "../../custody/chart/index.ts";
import { importFiles } from "./import-files.ts";
import type { FileRefusal, ImportProgress } from "./import-progress.ts";
import type { ImportSource } from "./import-source.ts";
import { bundleOf, ndjson, observation, patient, sourceOf } from "./testing/sources.ts";

const nobody = {} as Caller;

interface Recorded {
  readonly types: string[][];
  readonly progress: ImportProgress[];
  readonly refusals: FileRefusal[];
}

type Answer = (entries: readonly ImportEntry[], call: number) => readonly Partial<ImportRefusal>[];

async function run(
  sources: readonly ImportSource[],
  answer: Answer = () => [],
  signal?: AbortSignal,
): Promise<Recorded> {
  const types: string[][] = [];
  const chart = {
    async importTogether(_caller: Caller, entries: readonly ImportEntry[]): Promise<ImportOutcome> {
      types.push(entries.map(({ resource }) => resource.resourceType));
      const refused = answer(entries, types.length).map((refusal) => ({
        entry: 0,
        resource: "Patient/p1",
        code: "chart/invalid-resource",
        message: "no",
        faults: [],
        ...refusal,
      }));
      return { created: entries.length - refused.length, updated: 0, unchanged: 0, refused };
    },
  };
  let time = 0;
  const progress = await Array.fromAsync(importFiles({ chart, now: () => (time += 100) }, nobody, sources, signal));
  return { types, progress, refusals: progress.flatMap(({ refusals }) => refusals) };
}

const organisation = { resourceType: "Organization", id: "x" };
const practitioner = { resourceType: "Practitioner", id: "x" };

describe("importing files", () => {
  test("takes first what others point to, whatever the order of the files", async () => {
    const { types } = await run([
      sourceOf("observations", ndjson([observation])),
      sourceOf("patients", ndjson([patient])),
      sourceOf("bundle", JSON.stringify(bundleOf([patient, observation, organisation]))),
      sourceOf("staff", ndjson([practitioner])),
      sourceOf("organisations", ndjson([organisation])),
    ]);
    expect(types).toEqual([
      ["Organization"],
      ["Practitioner"],
      ["Patient"],
      ["Observation"],
      ["Patient", "Observation", "Organization"],
    ]);
  });

  test("knows the total before it writes anything", async () => {
    const { progress } = await run([sourceOf("a", ndjson([patient, patient])), sourceOf("b", ndjson([observation]))]);
    expect(progress.filter(({ state }) => state !== "counting").map(({ total }) => total)).toEqual([3, 3, 3]);
    expect(progress.at(-1)).toMatchObject({ state: "done", created: 3, refused: 0, secondsLeft: 0 });
  });

  test("refuses a broken file and takes the others", async () => {
    const { progress, refusals } = await run([
      sourceOf("broken.json", "{"),
      sourceOf("empty", ""),
      sourceOf("good", ndjson([patient])),
    ]);
    expect(refusals.map(({ file, entry, code }) => [file, entry, code])).toEqual([
      ["broken.json", undefined, "import/cut-short"],
      ["empty", undefined, "import/empty-file"],
    ]);
    expect(progress.at(-1)).toMatchObject({ state: "done", total: 3, created: 1, refused: 2 });
  });

  test("says where in which file a refused resource is", async () => {
    const source = sourceOf(
      "some.ndjson",
      ndjson([patient, observation, { ...patient, id: "p2" }]).replace("\n", "\nnonsense\n"),
    );
    const { refusals, progress } = await run([source], () => [
      { entry: 1, resource: "Observation/o1", path: "Observation.status" },
    ]);
    expect(refusals.map(({ file, entry, resource, code, path }) => [file, entry, resource, code, path])).toEqual([
      ["some.ndjson", 1, "", "import/not-json", undefined],
      ["some.ndjson", 2, "Observation/o1", "chart/invalid-resource", "Observation.status"],
    ]);
    expect(progress.at(-1)).toMatchObject({ total: 4, created: 2, refused: 2 });
  });

  test("tries what leads nowhere again when everything else is in, and refuses it when that changes nothing", async () => {
    const source = sourceOf("a", JSON.stringify(bundleOf([patient, observation])));
    const unresolved: Answer = (entries) => [{ entry: entries.length - 1, code: "chart/unresolved-reference" }];
    const cured = await run([source, sourceOf("b", ndjson([observation]))], (entries, call) =>
      call === 1 ? unresolved(entries, call) : [],
    );
    expect(cured.types).toEqual([["Patient", "Observation"], ["Observation"], ["Observation"]]);
    expect(cured.progress.at(-1)).toMatchObject({ created: 3, refused: 0, total: 3 });
    const lost = await run([source], unresolved);
    expect(lost.types).toEqual([["Patient", "Observation"], ["Observation"]]);
    expect(lost.refusals.map(({ entry, code }) => [entry, code])).toEqual([[1, "chart/unresolved-reference"]]);
    expect(lost.progress.at(-1)).toMatchObject({ created: 1, refused: 1, total: 2 });
  });

  test("stops when it is told to, after what is being written", async () => {
    const stopping = new AbortController();
    const many = Array.from({ length: 2_000 }, (_, id) => ({ ...patient, id: String(id) }));
    const { progress, types } = await run(
      [sourceOf("a", ndjson(many), 4096)],
      (_, call) => (call === 3 ? (stopping.abort(), []) : []),
      stopping.signal,
    );
    expect(progress.at(-1)?.state).toBe("stopped");
    expect(progress.at(-1)?.created).toBe(types.flat().length);
    expect(types.length).toBeLessThan(6);
  });

  test("gives up on a failure that is no refusal, once what is under way has ended", async () => {
    let open = 0;
    const chart = {
      async importTogether(): Promise<ImportOutcome> {
        open += 1;
        const call = open;
        await new Promise((resolve) => setTimeout(resolve, call === 1 ? 1 : 20));
        open -= 1;
        if (call === 1) throw new Error("the database went away");
        return { created: 0, updated: 0, unchanged: 0, refused: [] };
      },
    };
    const source = sourceOf(
      "a",
      ndjson(Array.from({ length: 900 }, (_, id) => ({ ...patient, id: String(id) }))),
      4096,
    );
    await expect(Array.fromAsync(importFiles({ chart, now: () => 0 }, nobody, [source]))).rejects.toThrow("went away");
    expect(open).toBe(0);
  });
});
