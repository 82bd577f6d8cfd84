import { expect, test } from "vitest";
import { aClient, aReceptionist, anOrganisation } from "../../../../test/people/index.ts";
import type { Caller } from "../../../custody/access/index.ts";
import type { Authenticate } from "../identity/index.ts";
import { liveRoutes } from "./index.ts";
import { aCalendar } from "./testing/a-calendar.ts";

const ended = new Set<string>();
const withoutBookings = new Set<string>();
const noneTold = { heed: () => () => undefined };
const limits = { mostPerCaller: 2, most: 3, lookMilliseconds: 20, gatherMilliseconds: 5 };
const { house, chart, app, as, aBranch } = await aCalendar("UTC", ({ clinic, authenticate }) => async (instance) => {
  const whileSessionIs: Authenticate = async (request) => {
    const caller = await authenticate(request);
    if (caller === undefined || ended.has(caller.id)) return undefined;
    return withoutBookings.has(caller.id) ? { ...caller, scopes: [] } : caller;
  };
  await instance.register(liveRoutes, {
    boards: clinic.boards,
    authenticate: whileSessionIs,
    revocations: noneTold,
    limits,
  });
});
const origin = await app.listen({ host: "127.0.0.1", port: 0 });

async function listen(caller: Caller) {
  const stop = new AbortController();
  const answer = await fetch(`${origin}/api/live`, { headers: as(caller), signal: stop.signal });
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  return {
    status: answer.status,
    /** Reads on until this is there; everything up to the end without it. */
    async until(word?: string): Promise<string> {
      while (word === undefined || !text.includes(word)) {
        const { done, value } = (await reader?.read()) ?? { done: true };
        if (done) break;
        text += value;
      }
      return text;
    },
    stop: () => stop.abort(),
  };
}

test("open pages hear which branch's board changed and nothing else, until their session ends", async () => {
  const { tenant, desk, branch, room, patient: aPatientHere } = await aBranch();
  const patient = await aPatientHere();
  const elsewhere = await listen(aReceptionist(await anOrganisation(house)));
  const page = await listen(desk);
  expect(await page.until("hello")).toContain("event: hello");
  await chart.create(desk, "Appointment", {
    resourceType: "Appointment",
    status: "booked",
    start: "2026-03-09T09:00:00Z",
    end: "2026-03-09T10:00:00Z",
    participant: [`Patient/${patient}`, `Location/${room}`].map((reference) => ({
      actor: { reference },
      status: "accepted",
    })),
  });
  const told = await page.until(`]}`);
  expect(told).toContain(`event: board\ndata: {"branchIds":["${branch}"]}\n\n`);
  expect(told).not.toContain(patient);
  const second = await listen(desk);
  for (const [caller, status] of [
    [desk, 429],
    [aReceptionist(tenant), 429],
    [aClient(tenant, "system/Patient.rs"), 403],
    [{ ...aClient(tenant, "system/Appointment.rs"), reach: "patient" as const }, 403],
  ] as const) {
    const refused = await listen(caller);
    expect([refused.status, await refused.until()]).toEqual([status, expect.stringContaining("code")]);
  }
  second.stop();
  ended.add(desk.id);
  expect(await page.until()).toContain("hello");
  // A role that lost its bookings loses the stream too.
  const changed = aReceptionist(await anOrganisation(house));
  const theirs = await listen(changed);
  await theirs.until("hello");
  withoutBookings.add(changed.id);
  expect(await theirs.until()).toContain("hello");
  elsewhere.stop();
  expect(await elsewhere.until("hello").catch(() => "")).not.toContain("board");
});
