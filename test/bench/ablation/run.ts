// What security costs: the whole server and a build of it without sealing, blind tokens and ledger, side by side.
//   node test/bench/ablation/run.ts [--seconds 4] [--rounds 6] [--only read,create] [--json out.json]
// Or what a part of it costs: --against unwitnessed (without the ledger).
import { writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { aBase } from "../load/base.ts";
import { type Contender, compareUnderLoad } from "../load/compare.ts";
import { loadOptions, loadWords } from "../load/load-options.ts";
import { processMeters } from "../load/process-meter.ts";
import { errorLines, figuresOf, figuresTable, median, ratiosOf, table } from "../load/report.ts";
import { type RefreshingToken, refreshingToken } from "../load/token-source.ts";
import { type ServerUnderLoad, builds, startServer } from "../server/start-server.ts";

const { values } = parseArgs({
  options: {
    ...loadWords,
    seconds: { type: "string", default: "4" },
    rounds: { type: "string", default: "6" },
    patients: { type: "string", default: "100" },
    against: { type: "string", default: "ablated" },
  },
});

const against = builds.find((build) => build === values.against);
if (against === undefined || against === "whole") throw new Error(`--against takes one of ${builds.join(", ")}`);
/** Of throughput: sealing, tokens and ledger together, and the ledger alone. */
const mostShare = against === "unwitnessed" ? 0.12 : 0.35;
const servers: ServerUnderLoad[] = [];
const tokens: RefreshingToken[] = [];
try {
  const contenders: Contender[] = [];
  for (const build of ["whole", against] as const) {
    const server = await startServer(build);
    servers.push(server);
    const token = await refreshingToken(`${server.origin}/oauth/token`, server.client);
    tokens.push(token);
    contenders.push({ base: aBase(build, `${server.origin}/fhir`, token.token), meters: processMeters(server.pid) });
  }
  const measured = await compareUnderLoad(contenders, loadOptions(values, "ab"));
  const figures = measured.map(figuresOf);
  console.log(`${figuresTable(figures)}\n`);

  // Processor time is the steadier figure where other programs run on the same machine.
  const used = (scenario: string, base: string) => {
    const of = figures.find((one) => one.scenario === scenario && one.base === base)?.processorMicroseconds ?? {};
    return (of["server"] ?? Number.NaN) + (of["database"] ?? Number.NaN);
  };
  const ratios = ratiosOf(measured, "whole", against);
  const costs = ratios.map((ratio) => ({
    ...ratio,
    throughput: 1 - ratio.median,
    processor: 1 - used(ratio.scenario, against) / used(ratio.scenario, "whole"),
  }));
  const percent = (share: number) => `${(share * 100).toFixed(0)} %`;
  const rows = costs.map((one) => [
    one.scenario,
    percent(one.throughput),
    `${percent(1 - one.most)} to ${percent(1 - one.least)}`,
    percent(one.processor),
    one.throughput <= mostShare ? "yes" : "NO",
  ]);
  console.log(
    table(
      [
        `cost, against ${against}`,
        "throughput lost",
        "over the rounds",
        "processor time used for it",
        `at most ${percent(mostShare)}`,
      ],
      rows,
    ),
  );
  console.log(
    `\nmedian over the scenarios: ${percent(median(costs.map(({ throughput }) => throughput)))} of throughput, ${percent(median(costs.map(({ processor }) => processor)))} of processor time`,
  );
  const errors = errorLines(figures);
  for (const line of errors) console.log(line);
  if (values.json !== undefined)
    await writeFile(values.json, `${JSON.stringify({ options: values, figures, costs, measured }, undefined, 2)}\n`);
  if (errors.length > 0) process.exitCode = 1;
} finally {
  for (const token of tokens) token.stop();
  for (const server of servers) await server.stop();
}
