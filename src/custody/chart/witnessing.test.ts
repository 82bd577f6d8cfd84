import { expect, test } from "vitest";
import type { Caller } from "../access/index.ts";
import type { ResourceId } from "../../foundation/kernel/index.ts";
import { witnessedSearch } from "./witnessing.ts";

const [nora, ben] = ["nora", "ben"] as unknown as readonly [ResourceId, ResourceId];
const caller = { kind: "person", id: "ada", name: "Ada", from: "", requestId: "r1" } as unknown as Caller;
const act = { at: 1, caller, action: "search", why: "as clinician", detail: "Condition?code=x" } as const;
const touched = (patient: ResourceId | undefined) => ({ type: "Condition", id: nora, version: 1, patient }) as never;
const told = (entries: ReturnType<typeof witnessedSearch>) =>
  entries.map(({ patient, entry: { detail, count } }) => [patient, detail, count]);

test("whom a search asked about alone is told of it, and what it asked, though nothing was found", () => {
  expect(told(witnessedSearch(act, [], [nora]))).toEqual([[nora, act.detail, 0]]);
  expect(told(witnessedSearch(act, [touched(nora)], [nora]))).toEqual([[nora, act.detail, 1]]);
  expect(told(witnessedSearch(act, [], []))).toEqual([[undefined, act.detail, 0]]);
});

test("of several each is told that somebody searched, and nobody what was asked of the others", () => {
  expect(told(witnessedSearch(act, [], [nora, ben]))).toEqual([
    [undefined, act.detail, 0],
    [nora, undefined, 0],
    [ben, undefined, 0],
  ]);
  expect(told(witnessedSearch(act, [touched(nora)], [nora, ben]))).toEqual([
    [undefined, act.detail, 1],
    [nora, undefined, 1],
    [ben, undefined, 0],
  ]);
});
