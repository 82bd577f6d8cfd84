import { defineConfig } from "vitest/config";
import { LeakWatch } from "./test/support/canaries/leak-watch.ts";
import { ClosingLine } from "./test/support/closing-line.ts";
import { LongestFirst } from "./test/support/longest-first.ts";
import { sweeps, withoutSweeps } from "./test/support/sweeps.ts";

const everywhere = "{src,contract,print,web,scripts,bin,test}/**";
const leakWatch = new LeakWatch();
const setupFiles = ["test/support/canaries/setup.ts"];
const setupFilesBesidePostgres = [...setupFiles, "test/support/temporary-directory.ts"];
const databaseTests = `${everywhere}/*.db.test.ts`;
// Only `npm test` leaves something out: who names files gets them.
const leftOut = withoutSweeps ? [...sweeps] : [];
// What comes late on a busy machine isn't wrong.
const patient = { poll: { timeout: 10_000 } };

export default defineConfig({
  test: {
    reporters: ["default", leakWatch, new ClosingLine(() => leakWatch.found)],
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          name: "unit",
          include: [`${everywhere}/*.test.{ts,tsx}`],
          exclude: [databaseTests],
          setupFiles,
          pool: "threads",
          isolate: false,
          maxWorkers: 2,
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: "db",
          include: [databaseTests],
          exclude: leftOut,
          setupFiles: setupFilesBesidePostgres,
          globalSetup: ["test/support/start-postgres.ts"],
          // Processes, not threads: PostgreSQL ends with the thread that started it.
          pool: "forks",
          // Files share a process, and what it has loaded. More workers than processors: much of a file is waiting, and with three a
          // quarter of two processors' time was.
          isolate: false,
          maxWorkers: 4,
          expect: patient,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: "browser",
          include: ["test/journeys/**/*.journey.ts"],
          exclude: leftOut,
          setupFiles: setupFilesBesidePostgres,
          globalSetup: ["test/support/start-postgres.ts", "test/support/unpack-chromium.ts"],
          pool: "forks",
          isolate: false,
          maxWorkers: 4,
          expect: patient,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // With those of the database: one group's last files keep the processors busy while another's begin.
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
