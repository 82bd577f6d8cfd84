// Starts Wardbook on an empty data directory, loads it, and says whether it is as fast and as small as it should be:
//   node test/bench/run.ts [--seconds 5] [--rounds 3] [--connections 16] [--json out.json]
// The generator, the server and its database share this machine; what the generator uses is reported beside the rest.
import { writeFile } from "node:fs/promises";
import { cpus, totalmem } from "node:os";
import { parseArgs } from "node:util";
import { aBase } from "./load/base.ts";
import { compareUnderLoad } from "./load/compare.ts";
import { loadOptions, loadWords } from "./load/load-options.ts";
import { processMeters, residentMegabytes } from "./load/process-meter.ts";
import { type Figures, errorLines, figuresOf, figuresTable, table } from "./load/report.ts";
import { refreshingToken } from "./load/token-source.ts";
import { startServer } from "./server/start-server.ts";
import { measureStorage } from "./storage.ts";

const { values } = parseArgs({
  options: {
    ...loadWords,
    stored: { type: "string", default: "20000" },
    /** Passed to the server's node, comma-separated: "--cpu-prof,--cpu-prof-dir=/somewhere". */
    node: { type: "string" },
  },
});

/** Requests per second to reach with 16 connections, with the ledger on. */
const goals: Readonly<Record<string, number>> = {
  read: 2_500,
  create: 1_000,
  "search-name": 1_200,
  "search-code": 1_500,
};
const mostResidentMegabytes = 300;
const mostMegabytesPerThousand = 0.9;

const say = (line: string) => console.error(line);
const server = await startServer("whole", values.node?.split(",") ?? []);
try {
  const token = await refreshingToken(`${server.origin}/oauth/token`, server.client);
  const base = aBase("wardbook", `${server.origin}/fhir`, token.token);
  const count = Number(values.stored);
  const storage =
    count > 0 ? await measureStorage(server, base, { observations: count, seed: Number(values.seed), say }) : undefined;
  const measured = await compareUnderLoad([{ base, meters: processMeters(server.pid) }], loadOptions(values, "qx"));
  token.stop();
  const resident = residentMegabytes(server.pid);
  const figures = measured.map(figuresOf);

  const verdict = (good: boolean) => (good ? "yes" : "NO");
  const rate = (one: Figures) => {
    const goal = goals[one.scenario];
    return goal === undefined
      ? []
      : [[`${one.scenario}, requests/s`, `>= ${goal}`, one.perSecond.toFixed(0), verdict(one.perSecond >= goal)]];
  };
  const perThousand = storage?.megabytesPerThousand.whole;
  const rows = [
    ...figures.flatMap(rate),
    [
      "resident memory of the server, MB",
      `<= ${mostResidentMegabytes}`,
      `${resident.now.toFixed(0)} (most ${resident.most.toFixed(0)})`,
      verdict(resident.most <= mostResidentMegabytes),
    ],
    ...(perThousand === undefined
      ? []
      : [
          [
            "MB per 1,000 small observations",
            `<= ${mostMegabytesPerThousand}`,
            perThousand.toFixed(3),
            verdict(perThousand <= mostMegabytesPerThousand),
          ],
        ]),
  ];
  console.log(
    `${cpus().length} x ${cpus()[0]?.model ?? "unknown processor"}, ${(totalmem() / 2 ** 30).toFixed(0)} GB, Node ${process.versions.node}\n`,
  );
  console.log(`${figuresTable(figures)}\n`);
  if (storage !== undefined) {
    const { megabytesPerThousand: mb, byTable, bytesOfJson } = storage;
    console.log(
      `${count} observations of ${bytesOfJson.toFixed(0)} bytes of JSON take, per 1,000: ${mb.whole.toFixed(3)} MB, of which the ledger ${mb.ledger.toFixed(3)} MB`,
    );
    for (const [name, bytes] of byTable)
      console.log(`  ${name.padEnd(20)} ${(bytes / 2 ** 20 / (count / 1000)).toFixed(3)} MB`);
    console.log("");
  }
  console.log(table(["figure", "goal", "measured", "reached"], rows));
  const errors = errorLines(figures);
  for (const line of errors) console.log(line);
  if (values.json !== undefined)
    await writeFile(
      values.json,
      `${JSON.stringify({ options: values, figures, resident, storage, measured }, undefined, 2)}\n`,
    );
  if (errors.length > 0) process.exitCode = 1;
} finally {
  await server.stop();
}
