import { type Picks, aPatientId } from "./questions.ts";
import type { Directory, Happening } from "./population.ts";
import { below, chance, oneOf } from "./random.ts";
import type { Made } from "./resources.ts";
import { days } from "./vocabulary.ts";
import type { Ask } from "./world.ts";

const open = { daysOfWeek: ["mon", "tue", "wed", "thu", "fri"] };

/** The branch, room, kind and therapist that every world has. */
export function clinicOf({
  branch,
  room,
  kind,
  therapist,
  role,
}: Directory["clinic"]): readonly Omit<Extract<Happening, { readonly kind: "put" }>, "at" | "kind">["resource"][] {
  return [
    { resourceType: "Location", id: branch, name: "Lake Road" },
    { resourceType: "Location", id: room, name: "Gym", partOf: { reference: `Location/${branch}` } },
    { resourceType: "HealthcareService", id: kind, active: true, name: "Consultation" },
    { resourceType: "Practitioner", id: therapist, name: [{ family: "Rao" }] },
    {
      resourceType: "PractitionerRole",
      id: role,
      practitioner: { reference: `Practitioner/${therapist}` },
      location: [{ reference: `Location/${branch}` }],
      availableTime: [{ ...open, availableStartTime: "08:00:00", availableEndTime: "17:00:00" }],
    },
  ] as readonly Made[];
}

const json = { "content-type": "application/json" };

/** Questions of the desk that change nothing. */
export function aCalendarQuestion(picks: Picks): Ask {
  const { random, plan, ids } = picks;
  const { branch, room, kind, therapist } = plan.directory.clinic;
  const get = (url: string): Ask => ({
    kind: `calendar ${url.split(/[/?]/)[0]}`,
    method: "GET",
    url: `/api/scheduling/${url}`,
  });
  const day = oneOf(random, days);
  switch (below(random, 13)) {
    case 0:
      return get("places");
    case 9:
      return aRegistration(
        `${oneOf(random, ["acknowledgements", "merges", "belonging"])}?patient=${aPatientId(picks)}`,
      );
    case 1:
      return get(`free?kind=${kind}&from=${day}&days=2&branch=${branch}${chance(random, 0.3) ? `&room=${room}` : ""}`);
    case 2:
      return get(`waiting?branch=${branch}`);
    case 3:
      return get(`waiting?branch=${branch}&kind=${kind}&therapist=${therapist}&start=${day}T09:00:00Z`);
    case 4:
      return get(`appointments/${oneOf(random, ids)}`);
    case 5: {
      const wish = { weekdays: ["mon", "wed", "thu"], sessions: 1 + below(random, 4), time: "10:00", from: day };
      return post("series/preview", { ...wish, patientId: aPatientId(picks), kindId: kind, branchId: branch });
    }
    case 7:
      return { kind: "payments online", method: "GET", url: `/api/payments/online?patient=${aPatientId(picks)}` };
    case 6:
      return aReport(
        `unit=${oneOf(random, ["day", "week", "month"])}&day=${day}${chance(random, 0.5) ? `&branch=${branch}` : ""}`,
      );
    case 10:
      return { kind: "held times", method: "GET", url: "/api/reception/holds" };
    case 8:
      return oneOf(random, [
        { kind: "unsent reminders", method: "GET", url: "/api/reminders/unsent" },
        { kind: "reminders", method: "GET", url: `/api/reminders/preference?patient=${aPatientId(picks)}` },
      ]);
    default:
      return get(`board?branch=${branch}&from=${day}&days=${1 + below(random, 3)}`);
  }
}

/** What was merged with a patient, and which notices they were given. */
function aRegistration(query: string): Ask {
  return { kind: `registration ${query.split("?")[0]}`, method: "GET", url: `/api/registration/${query}` };
}

/** What is hidden doesn't count. */
function aReport(query: string): Ask {
  return { kind: "report", method: "GET", url: `/api/reports?${query}` };
}

function post(path: string, body: object): Ask {
  const kind = path.replace(/[0-9a-f-]{36}/, "one");
  return {
    kind: `calendar ${kind}`,
    method: "POST",
    url: `/api/scheduling/${path}`,
    headers: json,
    body: JSON.stringify(body),
  };
}

/** What a desk does, of whom and what it sees and of what it doesn't. Numbers of bookings come twice. */
export function aCalendarAttempt(picks: Picks, target: string): Ask {
  const { random, plan } = picks;
  const { branch, room, kind, therapist } = plan.directory.clinic;
  const requestId = `00000000-0000-4000-8000-0000000000${10 + below(random, 60)}`;
  const override = chance(random, 0.7) ? { override: { reason: "asked for" } } : {};
  const start = `${oneOf(random, days)}T${oneOf(random, ["09", "10", "11"])}:${oneOf(random, ["00", "30"])}:00Z`;
  const whom = {
    ...(chance(random, 0.5) ? { therapistId: therapist } : {}),
    ...(chance(random, 0.3) ? { roomId: room } : {}),
  };
  const version = 1 + below(random, 2);
  const who = { requestId, patientId: aPatientId(picks), kindId: kind, branchId: branch };
  switch (below(random, 7)) {
    case 0:
    case 1:
      return post("appointments", { ...who, ...whom, start, ...override });
    case 2:
      return post(`appointments/${target}/move`, { version, start, ...whom, ...override });
    case 3:
      return post("waiting", who);
    case 4: {
      const sessions = days.map((day) => ({ start: `${day}T14:00:00Z`, ...whom }));
      return post("series", { ...who, sessions, ...override });
    }
    case 5: {
      const leave = {
        who: { kind: "therapist", id: therapist },
        start: `${days[1]}T08:00:00Z`,
        end: `${days[1]}T10:00:00Z`,
      };
      return post("absences", { requestId, ...leave });
    }
    default: {
      const act = oneOf(random, ["arrive", "start", "cancel", "cancel", "undo"]);
      return post(`appointments/${target}/acts`, { version, act, reason: { code: "patient" } });
    }
  }
}
