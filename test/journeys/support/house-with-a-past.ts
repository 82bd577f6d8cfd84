import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { demonstrationPeople as answerOfPeople } from "../../../contract/index.ts";
import type { Clock } from "../../../src/foundation/kernel/index.ts";
import { type Serving, serve } from "../../../src/serve.ts";
import { budgets } from "../../../src/surface/http/edge/index.ts";
import { createDemonstration } from "../../../src/surface/set-up/index.ts";
import { freePort } from "../../support/free-port.ts";
import { toldLog } from "../../support/told-log.ts";

const dayMilliseconds = 86_400_000;
const daysOfPast = 13;

/** A demonstration organisation that has been at work for two weeks, at a moment of one's choosing. */
export interface HouseWithPast {
  readonly serving: Serving;
  /** The house's clock. */
  readonly now: Clock;
  end(): Promise<void>;
}

/** Serves the demonstration at `moment`, with people who opened charts on each day before. */
export async function aHouseWithPast(moment: number, webDirectory: string | undefined): Promise<HouseWithPast> {
  const clock = movableClock(moment - daysOfPast * dayMilliseconds);
  const dataDirectory = mkdtempSync(join(tmpdir(), "wardbook-pictures-"));
  const { now } = Date;
  // `serve` reads the clock's function before anything else. Nobody else may: Playwright measures with it.
  Date.now = clock.now;
  const starting = serve({
    dataDirectory,
    host: "127.0.0.1",
    port: await freePort(),
    database: undefined,
    passphrase: undefined,
    log: toldLog(),
    // Two weeks pass in a minute here: no budget is counted.
    limits: { budgets: Object.fromEntries(Object.keys(budgets).map((name) => [name, {}])) },
    ...(webDirectory === undefined ? {} : { webDirectory }),
  });
  Date.now = now;
  const serving = await starting;
  const fail = (error: unknown) => {
    throw error;
  };
  await createDemonstration({ ...serving.house, now: () => moment, onFailure: fail }).make();
  for (let days = daysOfPast - 1; days >= 0; days -= 1) {
    const evening = moment - days * dayMilliseconds;
    // Nobody works at the clinic on Sundays.
    if (new Date(evening).getUTCDay() === 0 && days > 0) continue;
    clock.move(evening - 90 * 60_000);
    await spendADay(serving, days, (minutes) => clock.move(evening - (90 - minutes) * 60_000));
    await sequenced();
  }
  clock.move(moment);
  return {
    serving,
    now: clock.now,
    async end() {
      await serving.stop();
      rmSync(dataDirectory, { recursive: true, force: true });
    },
  };
}

/** Charts are opened: more on some days than on others, the fullest one by several people. */
async function spendADay({ origin }: Serving, day: number, at: (minutes: number) => void): Promise<void> {
  const { people } = answerOfPeople.parse(await (await fetch(`${origin}/api/demonstration/people`)).json());
  const clinicians = people.filter(({ role }) => role === "clinician").slice(0, 6);
  for (const [number, { personId }] of clinicians.entries()) {
    if ((number + day) % 3 === 0) continue;
    at(number * 12);
    const entered = await fetch(`${origin}/api/demonstration/session`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ personId }),
    });
    const cookie = entered.headers.getSetCookie()[0]?.split(";")[0] ?? "";
    const read = async (path: string) =>
      (
        await fetch(`${origin}/fhir/${path}`, { headers: { cookie, accept: "application/fhir+json" } })
      ).json() as Promise<{ entry?: readonly { resource: { id: string } }[] }>;
    const { entry = [] } = await read(
      `Patient?_count=${4 + ((day * 7 + number * 3) % 9)}&name=${"agmost".charAt(number)}`,
    );
    const { entry: fullest = [] } = number % 2 === day % 2 ? await read("Patient?family=Melnyk") : {};
    for (const [position, { resource }] of [...entry, ...fullest].entries()) {
      at(number * 12 + position);
      await read(`Condition?patient=${resource.id}`);
      await read(`Observation?category=vital-signs&_count=20&patient=${resource.id}`);
      if (position % 3 === 0) await read(`DocumentReference?patient=${resource.id}`);
    }
  }
}

/** The ledger puts entries into the tree within a second. */
function sequenced(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 1_500));
}

/** A clock that runs, and can be set. */
function movableClock(start: number): { readonly now: Clock; readonly move: (moment: number) => void } {
  const real = Date.now;
  let offset = start - real();
  return {
    now: () => real() + offset,
    move: (moment) => {
      offset = moment - real();
    },
  };
}
