import { expect, test } from "vitest";
import { killRounds } from "./kill.ts";

// The full length is `npm run test:kill`: 200 rounds.
test("a server killed under load, alone or with its database, loses no acknowledged write and no entry of a read", async () => {
  const told: string[] = [];
  const report = await killRounds(4, 11, (line) => told.push(line));
  expect(report, told.join("\n")).toMatchObject({ lost: 0, unwitnessed: 0, unsound: 0 });
  expect(report.acknowledged).toBeGreaterThan(0);
}, 240_000);
