import { type Picks, aPatientId, anId } from "../picks.ts";
import { below, chance, oneOf } from "../random.ts";
import { days } from "../vocabulary.ts";
import type { Asks, Filled } from "./ask-at.ts";
import { aDay, aPath, aRequestId, aVersion, nothing } from "./pick.ts";

const base = "/api/scheduling";

const who = (picks: Picks) => ({
  requestId: aRequestId(picks),
  patientId: aPatientId(picks),
  kindId: picks.plan.directory.clinic.kind,
  branchId: picks.plan.directory.clinic.branch,
});

const withWhom = ({ random, plan: { directory } }: Picks) => ({
  ...(chance(random, 0.5) ? { therapistId: directory.clinic.therapist } : {}),
  ...(chance(random, 0.3) ? { roomId: directory.clinic.room } : {}),
});

const anOverride = ({ random }: Picks) => (chance(random, 0.7) ? { override: { reason: "asked for" } } : {});

const aStart = (picks: Picks) =>
  `${aDay(picks)}T${oneOf(picks.random, ["09", "10", "11"])}:${oneOf(picks.random, ["00", "30"])}:00Z`;

function aBoard(picks: Picks): Filled {
  const { branch, otherBranch } = picks.plan.directory.clinic;
  const days = String(1 + below(picks.random, 3));
  return { query: { branch: oneOf(picks.random, [branch, branch, otherBranch]), from: aDay(picks), days } };
}

function waiting(picks: Picks): Filled {
  const { branch, kind, therapist } = picks.plan.directory.clinic;
  const fitting = { kind, therapist, start: `${aDay(picks)}T09:00:00Z` };
  return { query: { branch, ...(chance(picks.random, 0.5) ? fitting : {}) } };
}

const hours = [{ days: ["mon", "tue", "wed", "thu", "fri"], from: "08:00", until: "17:00" }];

/** What a desk asks of the calendar, of whom and what it sees and of what it doesn't. */
export const schedulingQuestions: Asks = {
  [`GET ${base}/places`]: nothing,
  [`GET ${base}/board`]: aBoard,
  [`GET ${base}/free`]: (picks) => {
    const { kind, branch, room } = picks.plan.directory.clinic;
    return {
      query: { kind, from: aDay(picks), days: "2", branch, room: chance(picks.random, 0.3) ? room : undefined },
    };
  },
  [`GET ${base}/waiting`]: waiting,
  [`GET ${base}/appointments/:id`]: aPath,
  [`GET ${base}/arrangement`]: nothing,
  // What a change would leave outside is counted of what the caller sees.
  [`POST ${base}/therapists/:id/hours/outside`]: (picks) => ({
    params: { id: picks.plan.directory.clinic.therapist },
    body: {
      branchId: picks.plan.directory.clinic.branch,
      hours: chance(picks.random, 0.5) ? hours : [{ days: ["sun"], from: "08:00", until: "09:00" }],
      active: chance(picks.random, 0.5),
    },
  }),
  [`POST ${base}/branches/:id/opening/outside`]: (picks) => ({
    params: { id: picks.plan.directory.clinic.branch },
    body: { hours: chance(picks.random, 0.5) ? hours : [{ days: ["sun"], from: "08:00", until: "09:00" }] },
  }),
  [`POST ${base}/rooms/:id/outside`]: (picks) => ({
    params: { id: picks.plan.directory.clinic.room },
    body: { branchId: picks.plan.directory.clinic.branch, inUse: false },
  }),
  [`POST ${base}/kinds/:id/outside`]: (picks) => ({
    params: { id: picks.plan.directory.clinic.kind },
    body: { capacity: 1, active: chance(picks.random, 0.5) },
  }),
  [`POST ${base}/series/preview`]: (picks) => {
    const { requestId: _requestId, ...whom } = who(picks);
    const wish = { weekdays: ["mon", "wed", "thu"], sessions: 1 + below(picks.random, 4), time: "10:00" };
    return { body: { ...whom, ...wish, from: aDay(picks) } };
  },
};

export const schedulingAttempts: Asks = {
  [`POST ${base}/appointments`]: (picks) => ({
    body: { ...who(picks), ...withWhom(picks), start: aStart(picks), ...anOverride(picks) },
  }),
  [`POST ${base}/appointments/:id/move`]: (picks) => ({
    ...aPath(picks),
    body: { version: aVersion(picks), start: aStart(picks), ...withWhom(picks), ...anOverride(picks) },
  }),
  [`POST ${base}/appointments/:id/acts`]: (picks) => ({
    ...aPath(picks),
    body: {
      version: aVersion(picks),
      act: oneOf(picks.random, ["arrive", "start", "cancel", "cancel", "undo"]),
      reason: { code: "patient" },
    },
  }),
  [`POST ${base}/waiting`]: (picks) => ({ body: who(picks) }),
  [`POST ${base}/series`]: (picks) => {
    const sessions = days.map((day) => ({ start: `${day}T14:00:00Z`, ...withWhom(picks) }));
    return { body: { ...who(picks), sessions, ...anOverride(picks) } };
  },
  [`POST ${base}/absences`]: (picks) => ({
    body: {
      requestId: aRequestId(picks),
      who: { kind: "therapist", id: picks.plan.directory.clinic.therapist },
      start: `${days[1]}T08:00:00Z`,
      end: `${days[1]}T10:00:00Z`,
    },
  }),
  [`DELETE ${base}/absences/:id`]: aPath,
  [`POST ${base}/kinds`]: () => ({ body: { name: "Group", minutes: 60, capacity: 8 } }),
  [`PUT ${base}/kinds/:id`]: (picks) => ({
    params: { id: oneOf(picks.random, [picks.plan.directory.clinic.kind, anId(picks)]) },
    body: { name: "Consultation", minutes: 30, capacity: 1, version: aVersion(picks) },
  }),
  [`POST ${base}/rooms`]: (picks) => ({
    body: { requestId: aRequestId(picks), name: "Pool", branchId: picks.plan.directory.clinic.branch },
  }),
  [`PUT ${base}/rooms/:id`]: (picks) => ({
    params: { id: oneOf(picks.random, [picks.plan.directory.clinic.room, anId(picks)]) },
    body: { version: aVersion(picks), name: "Gym", branchId: picks.plan.directory.clinic.branch, inUse: true },
  }),
  [`PUT ${base}/branches/:id/opening`]: (picks) => ({
    params: { id: oneOf(picks.random, [picks.plan.directory.clinic.branch, anId(picks)]) },
    body: { hours },
  }),
  [`PUT ${base}/therapists/:id/hours`]: (picks) => ({
    params: { id: oneOf(picks.random, [picks.plan.directory.clinic.therapist, anId(picks)]) },
    body: { branchId: picks.plan.directory.clinic.branch, hours },
  }),
};
