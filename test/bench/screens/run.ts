// What screens cost the server: processor time of it and its database for what a page asks, on the demonstration many times over.
//   node test/bench/screens/run.ts --data folder [--copies 20] [--rounds 3] [--times 20] [--only places]
//   … --beside /another/checkout --beside-data /a/copy/of/the/folder     # both in turns: the last column is this one over the other
// Times by the clock say what else the machine does; these don't. It fails on nothing: what a machine takes is no test.
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { readdirSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { freePort } from "../../support/free-port.ts";
import { processMeters } from "../load/process-meter.ts";
import { median, table } from "../load/report.ts";
import type { PaintServerMessage } from "../paint/messages.ts";
import { type Person, type Screen, screens } from "./screens.ts";

const { values } = parseArgs({
  options: {
    copies: { type: "string", default: "20" },
    rounds: { type: "string", default: "3" },
    times: { type: "string", default: "20" },
    data: { type: "string" },
    only: { type: "string" },
    beside: { type: "string" },
    "beside-data": { type: "string" },
  },
});
if (values.data === undefined) throw new Error("say where the data is, or is to be: --data folder");
const here = join(import.meta.dirname, "../../..");
const contenders = [
  { name: "this", checkout: here, data: values.data },
  ...(values.beside === undefined || values["beside-data"] === undefined
    ? []
    : [{ name: "beside", checkout: values.beside, data: values["beside-data"] }]),
];
type Contender = (typeof contenders)[number];
const times = Number(values.times);
const wanted = screens.filter(({ name }) => values.only === undefined || name.includes(values.only));

interface Served {
  readonly child: ChildProcess;
  readonly origin: string;
  /** The clinic's day, as its server sees it. */
  readonly day: string;
}

async function started({ checkout, data }: Contender): Promise<Served> {
  const child = fork(join(checkout, "test/bench/paint/main.ts"), [data, String(await freePort()), values.copies], {
    cwd: checkout,
    execArgv: ["--max-semi-space-size=16", "--no-parallel-scavenge", "--heap-growing-percent=60"],
  });
  const [ready] = (await Promise.race([once(child, "message"), once(child, "exit")])) as [PaintServerMessage];
  if (typeof ready !== "object") throw new Error("the server ended");
  return { child, origin: ready.origin, day: new Date(Date.now() + ready.offset).toISOString().slice(0, 10) };
}

async function stopped({ child }: Served): Promise<void> {
  child.send("stop");
  await once(child, "exit");
}

async function cookieOf(origin: string, person: Person): Promise<string> {
  const { people } = (await (await fetch(`${origin}/api/demonstration/people`)).json()) as {
    readonly people: readonly { readonly personId: string; readonly displayName: string }[];
  };
  const personId = people.find(({ displayName }) => displayName.endsWith(person))?.personId;
  const answer = await fetch(`${origin}/api/demonstration/session`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ personId }),
  });
  if (!answer.ok) throw new Error(`${person} can't come in: ${answer.status}`);
  return answer.headers
    .getSetCookie()
    .map((one) => one.split(";")[0])
    .join("; ");
}

async function get(origin: string, path: string, cookie: string): Promise<string> {
  const answer = await fetch(`${origin}${path}`, { headers: { cookie } });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${text.slice(0, 200)}`);
  return text;
}

/** What stands for `{…}` in what is asked. */
async function namesIn(
  { origin, day }: Served,
  cookies: ReadonlyMap<Person, string>,
): Promise<ReadonlyMap<string, string>> {
  const json = async (path: string, as: Person) =>
    JSON.parse(await get(origin, path, cookies.get(as) ?? "")) as unknown;
  const { branches, kinds } = (await json("/api/scheduling/places", "Jodie Fairweather")) as {
    readonly branches: readonly { readonly id: string }[];
    readonly kinds: readonly { readonly id: string }[];
  };
  const { entry = [] } = (await json("/fhir/Condition?_count=200&_elements=subject", "Amara Osei")) as {
    readonly entry?: readonly { readonly resource: { readonly subject?: { readonly reference?: string } } }[];
  };
  const count = new Map<string, number>();
  for (const { resource } of entry) {
    const whose = resource.subject?.reference?.replace("Patient/", "") ?? "";
    count.set(whose, (count.get(whose) ?? 0) + 1);
  }
  const [patient = ""] = [...count].sort(([, one], [, other]) => other - one)[0] ?? [];
  return new Map([
    ["patient", patient],
    ["branch", branches[0]?.id ?? ""],
    ["kind", kinds[0]?.id ?? ""],
    ["day", day],
    ["month", `${day.slice(0, 7)}-01`],
  ]);
}

/** Milliseconds of the server and of its database for one opening, by screen. */
interface Cost {
  readonly server: number;
  readonly database: number;
}

/** A server that was started, and what opens a screen on it. */
interface Opening {
  readonly served: Served;
  readonly read: () => readonly number[];
  readonly open: (screen: Screen) => Promise<void>;
}

async function openingOf(contender: Contender): Promise<Opening> {
  const served = await started(contender);
  const meters = processMeters(served.child.pid ?? 0);
  const cookies = new Map<Person, string>();
  for (const { as } of screens) if (!cookies.has(as)) cookies.set(as, await cookieOf(served.origin, as));
  const names = await namesIn(served, cookies);
  const scripts = readdirSync(join(contender.checkout, "dist/web/assets")).filter((name) => name.endsWith(".js"));
  return {
    served,
    read: () => meters.map((meter) => meter.read() / 1000),
    async open({ asks, as, scripts: wanted = 0 }) {
      for (const name of scripts.slice(0, wanted)) await get(served.origin, `/assets/${name}`, cookies.get(as) ?? "");
      for (const path of asks)
        await get(
          served.origin,
          path.replaceAll(/\{(\w+)\}/g, (_all, name: string) => names.get(name) ?? ""),
          cookies.get(as) ?? "",
        );
    },
  };
}

async function costOf({ read, open }: Opening, screen: Screen): Promise<Cost> {
  const often = screen.first === true ? 1 : times;
  if (screen.first !== true) for (let warm = 0; warm < 3; warm += 1) await open(screen);
  const before = read();
  for (let time = 0; time < often; time += 1) await open(screen);
  const [server = 0, database = 0] = read().map((value, index) => (value - (before[index] ?? 0)) / often);
  return { server, database };
}

const found = contenders.map((contender) => ({ contender, rounds: [] as Map<string, Cost>[] }));
for (let round = 0; round < Number(values.rounds); round += 1) {
  const openings: Opening[] = [];
  try {
    for (const contender of contenders) openings.push(await openingOf(contender));
    for (const { rounds } of found) rounds.push(new Map());
    // Side by side, screen by screen: what the machine does meanwhile meets both alike.
    for (const [place, screen] of wanted.entries()) {
      const order = openings.map((opening, index) => ({ opening, costs: found[index]?.rounds.at(-1) }));
      for (const { opening, costs } of (round + place) % 2 === 0 ? order : order.reverse())
        costs?.set(screen.name, await costOf(opening, screen));
    }
    console.error(`round ${round + 1}`);
  } finally {
    for (const { served } of openings) await stopped(served);
  }
}

const say = (value: number) => (value < 10 ? value.toFixed(1) : value.toFixed(0));
const rows = wanted.map(({ name }) => {
  const of = (rounds: readonly ReadonlyMap<string, Cost>[], part: keyof Cost) =>
    rounds.map((round) => round.get(name)?.[part] ?? Number.NaN);
  const costs = found.map(({ rounds }) => ({ server: of(rounds, "server"), database: of(rounds, "database") }));
  const [mine, other] = costs.map(({ server, database }) =>
    server.map((value, index) => value + (database[index] ?? 0)),
  );
  const ratios = (mine ?? []).map((value, index) => value / (other?.[index] ?? Number.NaN));
  return [
    name,
    ...costs.flatMap(({ server, database }) => [say(median(server)), say(median(database))]),
    ...(other === undefined
      ? []
      : [`${median(ratios).toFixed(2)} (${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)})`]),
  ];
});
const head = [
  "screen",
  ...found.flatMap(({ contender }) => [`${contender.name}: server, ms`, `${contender.name}: database, ms`]),
  ...(found.length > 1 ? ["this over beside"] : []),
];
console.log(`${cpus().length} x ${cpus()[0]?.model ?? "unknown processor"}, load ${loadavg()[0]?.toFixed(1) ?? "?"}\n`);
console.log(table(head, rows));
