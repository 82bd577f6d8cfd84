import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { aClient, aHouse, anAdministrator, anOrganisation } from "../../../test/people/index.ts";
import { importFiles } from "./import-files.ts";
import type { ImportProgress } from "./import-progress.ts";
import { fileSource } from "./import-source.ts";

const folder = join(import.meta.dirname, "../../../../shared/data/synthea");

const house = existsSync(folder) ? await aHouse() : undefined;

test.skipIf(house === undefined)(
  "60 synthetic lives go in whole, twice without a change (skipped: no ../shared/data)",
  { timeout: 300_000 },
  async () => {
    if (house === undefined) return;
    const tenant = await anOrganisation(house);
    const sources = readdirSync(folder)
      .filter((name) => name.endsWith(".json.gz"))
      .map((name) => fileSource(join(folder, name)));
    const run = async (): Promise<ImportProgress | undefined> =>
      (
        await Array.fromAsync(
          importFiles({ chart: house.chart, now: () => performance.now() }, anAdministrator(tenant), sources),
        )
      ).at(-1);

    const first = await run();
    expect(first).toMatchObject({ state: "done", total: 18_198, created: 17_992, refused: 0 });
    // 206 organisations and practitioners stand in several files, in two wordings.
    expect((first?.updated ?? 0) + (first?.unchanged ?? 0)).toBe(206);
    expect(await run()).toMatchObject({
      state: "done",
      total: 18_198,
      created: 0,
      updated: 0,
      unchanged: 18_198,
      refused: 0,
    });

    const reader = aClient(tenant, "system/*.rs");
    const { value: patients } = await house.chart.search(reader, "Patient", [["_summary", "count"]]);
    expect(patients.total).toBe(60);
  },
);
