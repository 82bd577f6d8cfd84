import { expect, test } from "vitest";
import { ChartError } from "../../../custody/chart/index.ts";
import { refusalOf } from "./outcome.ts";

test("whoever waited too long for a conditional write is told to try again, and it is no fault of ours", () => {
  const { status, outcome, unexpected } = refusalOf(new ChartError("chart/busy", "nothing was changed; try again"));
  expect([status, unexpected]).toEqual([503, false]);
  expect(JSON.parse(outcome)).toMatchObject({
    resourceType: "OperationOutcome",
    issue: [{ code: "transient", diagnostics: "nothing was changed; try again" }],
  });
});
