import type { Reference } from "../bundle.ts";
import { type ConditionKey, conditions } from "../catalogue/conditions.ts";
import { canHappen, later } from "../chart/chart.ts";
import { fileNote } from "../chart/documents.ts";
import { addVisit } from "../chart/encounters.ts";
import { recordValue } from "../chart/observations.ts";
import { addProblem } from "../chart/problems.ts";
import { recordProcedure } from "../chart/safeguards.ts";
import type { Measure, PhysiotherapyLine } from "../lines/physiotherapy-line.ts";
import { type Phase, physiotherapyNote } from "../notes/physiotherapy-note.ts";
import { roomOf } from "../organisation.ts";
import type { Random } from "../random.ts";
import type { ClinicChart } from "./clinic-chart.ts";
import type { Booking } from "./diary.ts";
import { treatment } from "./kinds.ts";
import { prescribeForPain } from "./pain-relief.ts";
import { ongoingSessions, pastSessions, type Session } from "./plan-sessions.ts";

/** Problems that a course makes bearable but doesn't end. */
const lasting: readonly ConditionKey[] = ["kneeOsteoarthritis", "hipOsteoarthritis"];

/**
 * Writes the patient's courses of physiotherapy. The last of them is going on where the diary has the patient with a
 * therapist.
 * @returns the reason to print on bookings with the therapist
 */
export function writeCourses(clinic: ClinicChart, appointmentOf: ReadonlyMap<Booking, Reference>): void {
  const { profile, bookings, chart } = clinic;
  // A group has a register, not a note for each.
  const attended = bookings.filter(({ kind, status }) => kind === treatment && status === "fulfilled");
  const expected = bookings.some(({ provider }) => provider.profession === "physiotherapist");
  profile.courses.forEach((line, index) => {
    const last = index === profile.courses.length - 1;
    const sessions = last && expected ? ongoingSessions(clinic, attended) : pastSessions(clinic, line, index);
    if (sessions.length > 0)
      writeCourse(clinic, line, sessions, last && expected, appointmentOf, chart.random.fork(`course/${index}`));
  });
}

function writeCourse(
  clinic: ClinicChart,
  line: PhysiotherapyLine,
  sessions: readonly Session[],
  going: boolean,
  appointmentOf: ReadonlyMap<Booking, Reference>,
  random: Random,
): void {
  const { chart, therapist, doctor } = clinic;
  const firstDay = sessions[0]?.day ?? chart.calendar.today;
  const side = line.sided ? random.pick(["left", "right"] as const) : undefined;
  const lastDay = sessions[sessions.length - 1]?.day ?? firstDay;
  const onset = firstDay - onsetDays(line.condition, random);
  const problem = addProblem(chart, {
    key: line.condition,
    onset,
    recorded: firstDay,
    side,
    recorder: therapist,
    over: going || lasting.includes(line.condition) ? undefined : lastDay,
  });
  if (line.condition === "kneeReplacement") {
    recordProcedure(chart, {
      term: { text: `Knee replacement, ${side ?? ""}`, snomed: "609588000", display: "Total knee replacement" },
      day: firstDay - 12,
    });
  }
  prescribeForPain(clinic, line.condition, onset, random);
  const words = { ...chart.words, side: side ?? "" };
  const expectedSessions = going ? Math.max(7, sessions.length + 2) : sessions.length;
  const measureStart: readonly [number, number] = [
    within(line.measures[0].start, random),
    within(line.measures[1].start, random),
  ];
  const measureGoal: readonly [number, number] = [goalOf(line.measures[0], random), goalOf(line.measures[1], random)];
  const worst = random.integer(6, 9);
  const badSession = random.chance(0.3) && sessions.length > 3 ? random.integer(2, sessions.length - 2) : -1;
  let previous = 0;
  let painBefore = worst;
  sessions.forEach((session, index) => {
    const ideal = index / (expectedSessions - 1);
    const progress =
      index === badSession
        ? Math.max(0, previous - 0.12)
        : Math.min(1, Math.max(previous, ideal + random.between(-0.05, 0.05)));
    const pain = Math.max(0, Math.round(worst * (1 - progress * 0.9) + (index === badSession ? 1.5 : 0)));
    const phase = phaseOf(index, progress, index === badSession, !going && index === sessions.length - 1);
    const moment = { day: session.day, minute: session.minute };
    const written = later(moment, 38);
    if (!canHappen(chart, written)) return;
    const provider = session.booking?.provider ?? therapist;
    const title =
      index === 0
        ? `Physiotherapy assessment: ${conditions[line.condition].text.toLowerCase()}`
        : `Physiotherapy: ${conditions[line.condition].text.toLowerCase()}`;
    const encounter = addVisit(chart, {
      start: moment,
      minutes: 40,
      provider,
      type: "physiotherapy",
      reason: conditions[line.condition].text,
      about: problem,
      appointment: session.booking === undefined ? undefined : appointmentOf.get(session.booking),
      location: roomOf(provider, session.booking?.site),
    });
    recordValue(chart, { moment, by: provider, encounter }, "pain", Math.min(10, pain));
    const text = physiotherapyNote(
      {
        line,
        phase,
        number: index + 1,
        progress,
        previousProgress: previous,
        painNow: Math.min(10, pain),
        painBefore,
        measureStart,
        measureGoal,
      },
      words,
      chart.deck,
      random,
    );
    fileNote(chart, { written, title, text, kind: "progress", author: provider, encounter });
    previous = progress;
    painBefore = Math.min(10, pain);
  });
  if (going && random.chance(0.2)) {
    const note = { day: firstDay - 1, minute: 12 * 60 };
    if (canHappen(chart, note) && note.day > clinic.start) {
      fileNote(chart, {
        written: note,
        title: "Referral to physiotherapy",
        kind: "note",
        author: doctor,
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
  return condition === "ankleSprain" || condition === "deconditioning"
    ? random.integer(5, 24)
    : random.integer(14, 120);
}

function within([low, high]: readonly [number, number], random: Random): number {
  return random.between(low, high);
}

function goalOf(measure: Measure, random: Random): number {
  return random.between(measure.goal[0], measure.goal[1]);
}
