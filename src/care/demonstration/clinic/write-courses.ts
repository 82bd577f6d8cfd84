import type { Reference } from "../bundle.ts";
import { type Day, weekday } from "../calendar.ts";
import { type ConditionKey, conditions } from "../catalogue/conditions.ts";
import { type Prescription, take, whenNeeded } from "../catalogue/medicines.ts";
import { canHappen, later } from "../chart/chart.ts";
import { fileNote } from "../chart/documents.ts";
import { addVisit } from "../chart/encounters.ts";
import { startCourse } from "../chart/medication.ts";
import { recordValue } from "../chart/observations.ts";
import { addProblem } from "../chart/problems.ts";
import { recordProcedure } from "../chart/safeguards.ts";
import { speaksAgainst } from "../chart/treat.ts";
import type { Measure, PhysiotherapyLine } from "../lines/physiotherapy-line.ts";
import { type Phase, physiotherapyNote } from "../notes/physiotherapy-note.ts";
import { roomOf } from "../organisation.ts";
import type { Random } from "../random.ts";
import { type ClinicChart, diaryDays } from "./clinic-chart.ts";
import type { Booking } from "./diary.ts";

/** Problems that a course makes bearable but doesn't end. */
const lasting: readonly ConditionKey[] = ["kneeOsteoarthritis", "hipOsteoarthritis"];

/** A session to write: at the end of the course, one of the diary's bookings stands for it. */
interface Session {
  readonly day: Day;
  readonly minute: number;
  readonly booking?: Booking;
}

/**
 * Writes the patient's courses of physiotherapy. The last of them is going on where the diary has the patient with a
 * therapist.
 * @returns the reason to print on bookings with the therapist
 */
export function writeCourses(clinic: ClinicChart, appointmentOf: ReadonlyMap<Booking, Reference>): void {
  const { profile, bookings, chart } = clinic;
  const attended = bookings.filter(({ provider, status }) => provider.profession === "physiotherapist" && status === "fulfilled");
  const expected = bookings.some(({ provider }) => provider.profession === "physiotherapist");
  profile.courses.forEach((line, index) => {
    const last = index === profile.courses.length - 1;
    const sessions = last && expected ? ongoingSessions(clinic, attended) : pastSessions(clinic, line, index);
    if (sessions.length > 0) writeCourse(clinic, line, sessions, last && expected, appointmentOf, chart.random.fork(`course/${index}`));
  });
}

function ongoingSessions({ chart, start, bookings }: ClinicChart, attended: readonly Booking[]): Session[] {
  const { random, calendar } = chart;
  const first = Math.min(...bookings.filter(({ provider }) => provider.profession === "physiotherapist").map((booking) => booking.start.day));
  const before: Session[] = [];
  for (let day = Math.min(first, calendar.today) - random.integer(7, 12), count = random.integer(1, 7); count > 0 && day > start; count -= 1) {
    before.unshift({ day: workingDay(day), minute: sessionMinute(random) });
    day -= random.integer(7, 13);
  }
  return [...before, ...attended.map((booking) => ({ ...booking.start, booking }))];
}

function pastSessions({ chart, start }: ClinicChart, line: PhysiotherapyLine, index: number): Session[] {
  const { random, calendar } = chart;
  const weeks = random.integer(line.weeks[0], line.weeks[1]);
  const latest = calendar.today - diaryDays - 21 - weeks * 7;
  const earliest = start + 3 + index * 120;
  if (latest <= earliest) return [];
  const count = Math.min(9, Math.max(4, Math.round(weeks / 2.2)));
  const first = random.integer(earliest, latest);
  return Array.from({ length: count }, (_, number) => ({
    // Sessions thin out towards the end.
    day: workingDay(first + Math.round(weeks * 7 * (number / (count - 1)) ** 1.3)),
    minute: sessionMinute(random),
  }));
}

function writeCourse(
  clinic: ClinicChart, line: PhysiotherapyLine, sessions: readonly Session[], going: boolean,
  appointmentOf: ReadonlyMap<Booking, Reference>, random: Random,
): void {
  const { chart, therapist, doctor } = clinic;
  const firstDay = sessions[0]?.day ?? chart.calendar.today;
  const side = line.sided ? random.pick(["left", "right"] as const) : undefined;
  const lastDay = sessions[sessions.length - 1]?.day ?? firstDay;
  const onset = firstDay - onsetDays(line.condition, random);
  const problem = addProblem(chart, {
    key: line.condition, onset, recorded: firstDay, side, recorder: therapist,
    over: going || lasting.includes(line.condition) ? undefined : lastDay,
  });
  if (line.condition === "kneeReplacement") {
    recordProcedure(chart, { term: { text: `Knee replacement, ${side ?? ""}`, snomed: "609588000", display: "Total knee replacement" }, day: firstDay - 12 });
  }
  prescribeForPain(clinic, line.condition, onset, random);
  const words = { ...chart.words, side: side ?? "" };
  const expectedSessions = going ? Math.max(7, sessions.length + 2) : sessions.length;
  const measureStart: readonly [number, number] = [within(line.measures[0].start, random), within(line.measures[1].start, random)];
  const measureGoal: readonly [number, number] = [goalOf(line.measures[0], random), goalOf(line.measures[1], random)];
  const worst = random.integer(6, 9);
  const badSession = random.chance(0.3) && sessions.length > 3 ? random.integer(2, sessions.length - 2) : -1;
  let previous = 0;
  let painBefore = worst;
  sessions.forEach((session, index) => {
    const ideal = index / (expectedSessions - 1);
    const progress = index === badSession ? Math.max(0, previous - 0.12) : Math.min(1, Math.max(previous, ideal + random.between(-0.05, 0.05)));
    const pain = Math.max(0, Math.round(worst * (1 - progress * 0.9) + (index === badSession ? 1.5 : 0)));
    const phase = phaseOf(index, progress, index === badSession, !going && index === sessions.length - 1);
    const moment = { day: session.day, minute: session.minute };
    const written = later(moment, 45);
    if (!canHappen(chart, written)) return;
    const provider = session.booking?.provider ?? therapist;
    const title = index === 0 ? `Physiotherapy assessment: ${conditions[line.condition].text.toLowerCase()}` : `Physiotherapy: ${conditions[line.condition].text.toLowerCase()}`;
    const encounter = addVisit(chart, {
      start: moment, minutes: 40, provider, type: "physiotherapy", reason: conditions[line.condition].text, about: problem,
      appointment: session.booking === undefined ? undefined : appointmentOf.get(session.booking), location: roomOf(provider),
    });
    recordValue(chart, { moment, by: provider, encounter }, "pain", Math.min(10, pain));
    const text = physiotherapyNote(
      { line, phase, number: index + 1, progress, previousProgress: previous, painNow: Math.min(10, pain), painBefore, measureStart, measureGoal },
      words, chart.deck, random,
    );
    fileNote(chart, { written, title, text, kind: "progress", author: provider, encounter });
    previous = progress;
    painBefore = Math.min(10, pain);
  });
  if (going && random.chance(0.2)) {
    const note = { day: firstDay - 1, minute: 12 * 60 };
    if (canHappen(chart, note) && note.day > clinic.start) {
      fileNote(chart, {
        written: note, title: "Referral to physiotherapy", kind: "note", author: doctor,
        text: `Dear colleague, thank you for seeing ${chart.words["name"] ?? "this patient"} with ${conditions[line.condition].text.toLowerCase()}${side === undefined ? "" : ` on the ${side}`}, now some weeks old. No red flags: no fever, no weight loss, no night sweats, no loss of power or feeling. Simple pain relief has been given. Please assess and treat as you see fit, and let me know if imaging would change what you do. Kind regards, ${doctor.display}.`,
      });
    }
  }
}

function phaseOf(index: number, progress: number, bad: boolean, ends: boolean): Phase {
  if (index === 0) return "first";
  if (ends) return "discharge";
  if (bad) return "setback";
  return progress < 0.4 ? "early" : progress < 0.75 ? "middle" : "late";
}

/** How long it had gone on before the first session; an operation was less than two weeks before. */
function onsetDays(condition: ConditionKey, random: Random): number {
  if (condition === "kneeReplacement") return 12;
  return condition === "ankleSprain" || condition === "deconditioning" ? random.integer(5, 24) : random.integer(14, 120);
}

/** Something for the pain, which suits the person, in about every second course. */
function prescribeForPain({ chart, doctor, profile, afflictions, registered }: ClinicChart, condition: ConditionKey, onset: Day, random: Random): void {
  if (!random.chance(0.5) || onset < registered) return;
  const taken = chart.courses.filter(({ until }) => until === undefined || until > onset).map(({ prescription }) => prescription.medicine);
  const keys = afflictions.map(({ line }) => line.condition);
  const choices: Prescription[] = [];
  if (condition === "sciatica") choices.push(take("amitriptyline", "10 mg", [10, "mg"], "night", { courseDays: 42 }));
  if (profile.age >= 18 && profile.age < 65) choices.push(take("naproxen", "250 mg", [250, "mg"], "twice", { courseDays: 14, advice: "with food" }));
  if (profile.age >= 18) choices.push(whenNeeded("paracetamol", "500 mg", [1000, "mg"], "pain", 4000));
  const prescription = choices.find(({ medicine }) =>
    !speaksAgainst(medicine, keys, taken) && !(medicine === "amitriptyline" && taken.some((other) => other === "sertraline" || other === "mirtazapine")));
  if (prescription === undefined) return;
  const end = prescription.courseDays === undefined ? undefined : onset + 4 + prescription.courseDays;
  startCourse(chart, { prescription, condition, from: onset + 4, until: end, prescriber: doctor });
}

function within([low, high]: readonly [number, number], random: Random): number {
  return random.between(low, high);
}

function goalOf(measure: Measure, random: Random): number {
  return random.between(measure.goal[0], measure.goal[1]);
}

function workingDay(day: Day): Day {
  return weekday(day) === 0 ? day - 2 : weekday(day) === 6 ? day - 1 : day;
}

function sessionMinute(random: Random): number {
  return 8 * 60 + 40 * random.integer(0, 5) + (random.chance(0.5) ? 5 * 60 + 20 : 0);
}
