import { describe, expect, it } from "vitest";
import { parseSearchExpression, UncompilableExpression } from "./search-expression.ts";

const child = (name: string) => ({ kind: "child", name });

describe("a search expression", () => {
  it.each([
    ["Patient.name", [[child("Patient"), child("name")]]],
    [
      "A.b | A.c",
      [
        [child("A"), child("b")],
        [child("A"), child("c")],
      ],
    ],
    [
      "(A.v.ofType(string)) | (A.v as Period).start",
      [
        [child("A"), child("v"), { kind: "type", name: "string" }],
        [child("A"), child("v"), { kind: "type", name: "Period" }, child("start")],
      ],
    ],
    ["A.t.where(system='a.b')", [[child("A"), child("t"), { kind: "where", name: "system", value: "a.b" }]]],
    ["A.s.where(resolve() is Patient)", [[child("A"), child("s"), { kind: "resolves", type: "Patient" }]]],
  ])("reads %s", (text, steps) => {
    expect(parseSearchExpression(text)).toEqual(steps.map((one) => ({ steps: one, presence: false })));
  });

  it("reads the presence of what isn't false", () => {
    expect(parseSearchExpression("A.d.exists() and A.d != false")).toEqual([
      { steps: [child("A"), child("d")], presence: true },
    ]);
  });

  it.each(["", "A.", "A.b[0].c", "A.b.first()", "A.b = 1", "(A.b", "A.b.where(c > 1)", "A.b and A.c"])(
    "leaves out %j",
    (text) => {
      expect(() => parseSearchExpression(text)).toThrow(UncompilableExpression);
    },
  );
});
