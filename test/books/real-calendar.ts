import { identifierSystem } from "../../src/care/registration/index.ts";
import { inside } from "../people/inside.ts";
import { aPatient } from "../people/patient.ts";
import {
  type Booked,
  type Known,
  type RealDesk,
  type Therapist,
  aRequest,
  chance,
  dayMilliseconds,
  fault,
  newcomer,
  note,
  some,
  tried,
  upTo,
} from "./real-desk.ts";
import type { Act } from "./real-money.ts";

const schedulingOf = ({ house }: RealDesk) => house.clinic.scheduling(house.chart);
const registrationOf = ({ house: { registration, chart, rehearsal } }: RealDesk) =>
  registration.open({ chart, rehearsal });

const families = ["Halloran", "Okonedo", "Birch", "Ferrier", "Duarte", "Rao", "Osei", "Lindqvist"] as const;

export async function register(desk: RealDesk): Promise<void> {
  const family = `${some(desk, families) ?? "Halloran"}${upTo(desk, 10_000)}`;
  const registeredAt = {
    url: "urn:wardbook:registered-at",
    valueReference: { reference: `Location/${desk.branchId}` },
  };
  const { value } = await desk.house.chart.create(desk.desk, "Patient", {
    ...aPatient({ family }),
    extension: [registeredAt],
  });
  const identifiers = (inside(value)["identifier"] ?? []) as readonly {
    readonly system?: string;
    readonly value?: string;
  }[];
  const number = identifiers.find(({ system }) => system === identifierSystem.number)?.value;
  note(desk, "patient", number);
  const known = newcomer(value.id, number ?? "");
  desk.everybody.push(known);
  desk.present.push(known);
}

/** From nine to five. */
function aStart(desk: RealDesk, { minutes }: Therapist): number {
  const today = Math.floor(desk.clock.now() / dayMilliseconds) * dayMilliseconds;
  const day = today + (1 + upTo(desk, 5)) * dayMilliseconds;
  return day + (9 * 60 + upTo(desk, (8 * 60) / minutes) * minutes) * 60_000;
}

/** Does something with times that nobody else at the desk is busy with. @returns false where somebody is */
async function alone(
  { underWay }: Therapist,
  starts: readonly number[],
  act: () => Promise<boolean>,
): Promise<boolean> {
  if (starts.some((start) => underWay.has(start))) return false;
  for (const start of starts) underWay.add(start);
  try {
    return await act();
  } finally {
    for (const start of starts) underWay.delete(start);
  }
}

const isFull = ({ seats, capacity }: Therapist, start: number) => (seats.get(start) ?? 0) >= capacity;
const seat = ({ seats }: Therapist, start: number, by: 1 | -1) => seats.set(start, (seats.get(start) ?? 0) + by);

async function bookAt(desk: RealDesk, patient: Known, therapist: Therapist, start: number): Promise<boolean> {
  const asked = {
    ...aRequest(),
    patientId: patient.id,
    branchId: desk.branchId,
    kindId: therapist.kindId,
    therapistId: therapist.id,
    start: new Date(start).toISOString(),
    state: "booked" as const,
    override: { reason: "as agreed" },
  };
  const done = await tried(desk, () => schedulingOf(desk).book(desk.desk, asked));
  if (done === undefined) return false;
  const { id, version } = done.appointment;
  seat(therapist, start, 1);
  patient.appointments.push({ id, version, start, therapist, state: "booked" });
  if (!chance(desk, 0.3)) return true;
  const again = await schedulingOf(desk).book(desk.desk, asked);
  if (again.created || again.appointment.id !== id) fault(desk, "a booking that was sent twice was made twice");
  return true;
}

const book: Act = async (desk, patient) => {
  const therapist = some(desk, desk.therapists);
  if (therapist === undefined) return false;
  const start = aStart(desk, therapist);
  return alone(therapist, [start], async () => {
    const wasFull = isFull(therapist, start);
    const isBooked = await bookAt(desk, patient, therapist, start);
    if (isBooked === wasFull) fault(desk, wasFull ? "a full time was booked" : "a free time was refused");
    return true;
  });
};

/** Two want the last place at once: one has it. */
export async function race(desk: RealDesk, one: Known, other: Known): Promise<boolean> {
  const therapist = desk.therapists.find(({ capacity }) => capacity === 1);
  if (therapist === undefined) return false;
  const start = aStart(desk, therapist);
  return alone(therapist, [start], async () => {
    if (isFull(therapist, start)) return false;
    const booked = await Promise.all([one, other].map((patient) => bookAt(desk, patient, therapist, start)));
    if (booked.filter(Boolean).length !== 1) fault(desk, "not one of two had the last place");
    return true;
  });
}

const isToCome = (desk: RealDesk) => (one: Booked) =>
  one.state === "booked" && one.start > desk.clock.now() + 3_600_000;

const move: Act = async (desk, patient) => {
  const appointment = some(desk, patient.appointments.filter(isToCome(desk)));
  if (appointment === undefined) return false;
  const { therapist } = appointment;
  const start = aStart(desk, therapist);
  if (start === appointment.start) return false;
  return alone(therapist, [appointment.start, start], async () => {
    const wasFull = isFull(therapist, start);
    const asked = {
      version: appointment.version,
      start: new Date(start).toISOString(),
      override: { reason: "as agreed" },
    };
    const moved = await tried(desk, () => schedulingOf(desk).move(desk.desk, appointment.id, asked));
    if ((moved === undefined) !== wasFull)
      fault(desk, wasFull ? "a full time was moved to" : "a free time was refused");
    if (moved === undefined) return true;
    seat(therapist, appointment.start, -1);
    seat(therapist, start, 1);
    appointment.version = moved.appointment.version;
    appointment.start = start;
    return true;
  });
};

async function act(
  desk: RealDesk,
  appointment: Booked,
  what: "arrive" | "start" | "finish" | "no-show" | "cancel" | "undo",
) {
  const { appointment: now } = await schedulingOf(desk).act(desk.desk, appointment.id, {
    version: appointment.version,
    act: what,
    ...(what === "cancel" ? { reason: { code: "patient" as const, text: "unwell" } } : {}),
  });
  appointment.version = now.version;
}

const cancel: Act = async (desk, patient) => {
  const appointment = some(desk, patient.appointments.filter(isToCome(desk)));
  if (appointment === undefined) return false;
  const { therapist, start } = appointment;
  return alone(therapist, [start], async () => {
    await act(desk, appointment, "cancel");
    appointment.state = "cancelled";
    seat(therapist, start, -1);
    // Pressed by mistake: the place is asked for again.
    if (chance(desk, 0.3)) {
      await act(desk, appointment, "undo");
      appointment.state = "booked";
      seat(therapist, start, 1);
    }
    return true;
  });
};

/** Those who are expected today come, or don't. */
export async function attend(desk: RealDesk, appointment: Booked): Promise<void> {
  if (chance(desk, 0.15)) {
    await act(desk, appointment, "no-show");
    appointment.state = "missed";
    seat(appointment.therapist, appointment.start, -1);
    return;
  }
  await act(desk, appointment, "arrive");
  if (chance(desk, 0.1)) {
    await act(desk, appointment, "undo");
    await act(desk, appointment, "arrive");
  }
  if (chance(desk, 0.5)) {
    await act(desk, appointment, "start");
    await act(desk, appointment, "finish");
  }
  appointment.state = "attended";
}

/** One person was registered twice; perhaps they weren't. */
export async function merge(desk: RealDesk, survivor: Known, replaced: Known): Promise<boolean> {
  if (survivor.mergedInto !== undefined || replaced.mergedInto !== undefined) return false;
  const registration = registrationOf(desk);
  const both = { survivor: survivor.id, replaced: replaced.id };
  const done = await tried(
    desk,
    async () => (await registration.merge(desk.desk, { ...both, why: "one person" }), true),
  );
  if (done === undefined) return false;
  replaced.mergedInto = survivor;
  if (!(await registration.belonging(desk.desk, survivor.id)).includes(replaced.id))
    fault(desk, "a merged record doesn't belong to the other");
  return true;
}

const undoMerge: Act = async (desk, patient) => {
  const survivor = patient.mergedInto;
  if (survivor === undefined) return false;
  const registration = registrationOf(desk);
  const replaced = patient.id;
  const done = await tried(
    desk,
    async () => (await registration.undoMerge(desk.desk, { replaced, why: "two people" }), true),
  );
  if (done === undefined) return false;
  patient.mergedInto = undefined;
  if ((await registration.belonging(desk.desk, survivor.id)).includes(patient.id))
    fault(desk, "a record that was taken apart belongs to the other still");
  return true;
};

export const calendarActs: Readonly<Record<string, Act>> = { book, move, cancel, undoMerge };
