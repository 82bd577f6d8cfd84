/** Files that go through all of something, or do the same many times over. `npm test` leaves them out; `npm test -- --sweeps`, which every change
 *  passes, has them too. */
export const sweeps: readonly string[] = [
  "src/care/importing/synthea.db.test.ts",
  "src/custody/chart/large-records.db.test.ts",
  "test/attacks/edge-headers.db.test.ts",
  "test/attacks/odd-input.db.test.ts",
  "test/attacks/stolen-database.db.test.ts",
  "test/house/demonstration-roles.db.test.ts",
  "test/journeys/erased-records.db.test.ts",
  "test/journeys/every-place-of-charts.journey.ts",
  "test/journeys/every-place-of-staff.journey.ts",
  "test/journeys/every-place-of-the-house.journey.ts",
  "test/journeys/kill-typing.journey.ts",
  "test/journeys/language-at-the-desk.journey.ts",
  "test/journeys/residue.db.test.ts",
  "test/two-worlds/two-worlds.db.test.ts",
];
