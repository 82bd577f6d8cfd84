// Drives any FHIR R4 base, or two in alternating rounds:
//   node test/bench/load.ts --url http://127.0.0.1:8080/fhir --client id:secret --token-url http://127.0.0.1:8080/oauth/token
//     [--vs-url … (--vs-token … | --vs-client … --vs-token-url …)] [--only read,create] [--json out.json]
import { writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { aBase } from "./load/base.ts";
import { type Contender, compareUnderLoad } from "./load/compare.ts";
import { loadOptions, loadWords } from "./load/load-options.ts";
import { processMeters } from "./load/process-meter.ts";
import { errorLines, figuresOf, figuresTable, ratiosOf, ratiosTable } from "./load/report.ts";
import { type RefreshingToken, refreshingToken } from "./load/token-source.ts";

const { values } = parseArgs({
  options: {
    url: { type: "string", default: "http://127.0.0.1:8080/fhir" },
    token: { type: "string" },
    client: { type: "string" },
    "token-url": { type: "string" },
    name: { type: "string", default: "first" },
    pid: { type: "string" },
    "vs-url": { type: "string" },
    "vs-token": { type: "string" },
    "vs-client": { type: "string" },
    "vs-token-url": { type: "string" },
    "vs-name": { type: "string", default: "second" },
    "vs-pid": { type: "string" },
    ...loadWords,
    "warm-up": { type: "string", default: "2" },
  },
});

const refreshing: RefreshingToken[] = [];

async function contender(
  name: string,
  url: string,
  access: { readonly token?: string; readonly client?: string; readonly tokenUrl?: string; readonly pid?: string },
): Promise<Contender> {
  const { token, client, tokenUrl = new URL("/oauth/token", url).href } = access;
  const meters = access.pid === undefined ? [] : processMeters(Number(access.pid));
  if (client === undefined) return { base: aBase(name, url, () => token), meters };
  const fetched = await refreshingToken(tokenUrl, client);
  refreshing.push(fetched);
  return { base: aBase(name, url, fetched.token), meters };
}

const contenders = [
  await contender(values.name, values.url, {
    token: values.token,
    client: values.client,
    tokenUrl: values["token-url"],
    pid: values.pid,
  }),
];
if (values["vs-url"] !== undefined) {
  contenders.push(
    await contender(values["vs-name"], values["vs-url"], {
      token: values["vs-token"],
      client: values["vs-client"],
      tokenUrl: values["vs-token-url"],
      pid: values["vs-pid"],
    }),
  );
}
const measured = await compareUnderLoad(contenders, loadOptions(values, Date.now().toString(36).slice(-5)));
for (const token of refreshing) token.stop();

const figures = measured.map(figuresOf);
console.log(figuresTable(figures));
const [first, second] = contenders;
const ratios = first === undefined || second === undefined ? [] : ratiosOf(measured, first.base.name, second.base.name);
if (first !== undefined && second !== undefined)
  console.log(`\n${ratiosTable(ratios, first.base.name, second.base.name)}`);
const errors = errorLines(figures);
for (const line of errors) console.log(line);
if (values.json !== undefined)
  await writeFile(
    values.json,
    `${JSON.stringify({ options: values, figures, ratios, measured }, (key, value: unknown) => (/token|client/.test(key) ? undefined : value), 2)}\n`,
  );
if (errors.length > 0) process.exitCode = 1;
