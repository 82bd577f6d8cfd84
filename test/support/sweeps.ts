/** Whether this run leaves out the sweeps: `npm test` does. `npm test -- --sweeps`, which every change passes, has them too. */
export const withoutSweeps: boolean = process.env["WARDBOOK_SWEEPS"] === "without";

/** Files that go through all of something, do the same many times over, or start many processes. */
export const sweeps: readonly string[] = [
  "src/care/importing/synthea.db.test.ts",
  "src/custody/chart/large-records.db.test.ts",
  "src/custody/ledger/drill.db.test.ts",
  "src/foundation/platform/bundled-postgres/start.db.test.ts",
  "src/surface/cli/cli.db.test.ts",
  "src/surface/cli/witness.db.test.ts",
  "src/wire-keys.db.test.ts",
  "test/attacks/edge-headers.db.test.ts",
  "test/attacks/malformed-requests.db.test.ts",
  "test/attacks/odd-input.db.test.ts",
  "test/attacks/other-organisation-routes.db.test.ts",
  "test/attacks/stolen-database.db.test.ts",
  "test/bench/load/load.db.test.ts",
  "test/house/demonstration-roles.db.test.ts",
  "test/journeys/access-roles.journey.ts",
  "test/journeys/demonstration.journey.ts",
  "test/journeys/erased-records.db.test.ts",
  "test/journeys/every-place-of-charts.journey.ts",
  "test/journeys/every-place-of-staff.journey.ts",
  "test/journeys/every-place-of-the-house.journey.ts",
  "test/journeys/kill-typing.journey.ts",
  "test/journeys/language-at-the-desk.journey.ts",
  "test/journeys/reports.journey.ts",
  "test/journeys/residue.db.test.ts",
  "test/recovery/disasters.db.test.ts",
  "test/recovery/kill.db.test.ts",
  "test/two-worlds/two-worlds.db.test.ts",
];
