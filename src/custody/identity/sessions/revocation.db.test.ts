import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { anInstallation } from "../testing/installation.ts";
import { anEnrolledPerson, operator } from "../testing/people.ts";
import type { SessionCookie } from "./session-cookie.ts";
import type { Sessions } from "./sessions.ts";

// Real time: what is measured is how long another process goes on believing.
let ahead = 0;
const installation = await anInstallation({ clock: () => Date.now() + ahead });
const { identity } = installation;
const clinic = await installation.createOrganisation("Hill Clinic");
const withoutWaiting = { ...installation, wait: (milliseconds: number) => (ahead += milliseconds) };

/** Asks over and over, as a busy browser does, until the session is over. @returns milliseconds */
async function untilOver(sessions: Sessions, cookie: SessionCookie, since: number): Promise<number> {
  while ((await sessions.find(cookie)) !== undefined) await sleep(5);
  return performance.now() - since;
}

test("a revocation is seen by a second process within a second, however the session is in use there", async () => {
  const elsewhere = installation.anotherProcess().sessions;
  const took: number[] = [];
  for (let n = 0; n < 6; n += 1) {
    const { person, cookie } = await anEnrolledPerson(withoutWaiting, clinic, { username: `revoked${n}` });
    // In use over there, at different ages of what it remembers.
    expect(await elsewhere.find(cookie)).toBeDefined();
    await sleep(n * 90);
    expect(await elsewhere.find(cookie)).toBeDefined();
    const id = (await identity.sessions.find(cookie))?.sessionId ?? "";
    const since = performance.now();
    await (n % 2 === 0
      ? identity.sessions.endNamed(operator, clinic.tenant, id)
      : identity.people.change(operator, clinic.tenant, person.id, { state: "ended" }));
    expect(await identity.sessions.find(cookie)).toBeUndefined();
    took.push(await untilOver(elsewhere, cookie, since));
  }
  console.info(`revocation seen elsewhere after ${took.map((each) => `${Math.round(each)} ms`).join(", ")}`);
  expect(Math.max(...took)).toBeLessThan(1_000);
}, 60_000);
