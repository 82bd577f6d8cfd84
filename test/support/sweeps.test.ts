import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import { sweeps } from "./sweeps.ts";

test("every sweep is still there", () => {
  expect(sweeps.filter((file) => !existsSync(file))).toEqual([]);
});
