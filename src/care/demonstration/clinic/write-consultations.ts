import type { Reference } from "../bundle.ts";
import type { Day, Moment } from "../calendar.ts";
import { canHappen, later } from "../chart/chart.ts";
import { fileNote } from "../chart/documents.ts";
import { addVisit } from "../chart/encounters.ts";
import { latestResults, reportPanel } from "../chart/laboratory.ts";
import { medicinesOn } from "../chart/medication.ts";
import { type Measured, measure, recordValue, sittingText } from "../chart/observations.ts";
import { type Affliction, howItGoes } from "../chart/treat.ts";
import { generalPracticeNote } from "../notes/general-practice-note.ts";
import { roomOf } from "../organisation.ts";
import { type CareProvider, providerNamed } from "../staff.ts";
import type { ClinicChart } from "./clinic-chart.ts";
import { type Booking, diaryDays } from "./diary.ts";
import { rota } from "./practices.ts";

interface PlannedVisit {
  readonly moment: Moment;
  readonly provider: CareProvider;
  readonly affliction: Affliction;
  readonly kind: "found" | "well" | "unwell";
  readonly booking?: Booking;
}

/** Writes the visits to doctor and nurse: where a condition was found, its reviews, and those of the diary. */
export function writeConsultations(clinic: ClinicChart, appointmentOf: ReadonlyMap<Booking, Reference>): void {
  const visits = [...pastVisits(clinic), ...diaryVisits(clinic)].sort(
    (one, other) => one.moment.day - other.moment.day,
  );
  visits.forEach((visit, index) => {
    writeConsultation(clinic, visit, index, visit.booking === undefined ? undefined : appointmentOf.get(visit.booking));
  });
}

function pastVisits({ chart, start, afflictions, doctor, profile }: ClinicChart): PlannedVisit[] {
  const { random, calendar } = chart;
  const last = calendar.today - diaryDays - 3;
  const visits: PlannedVisit[] = [];
  const free = (day: Day): boolean => visits.every((visit) => Math.abs(visit.moment.day - day) > 5);
  const plan = (day: Day, affliction: Affliction, kind: PlannedVisit["kind"]): void => {
    const at = onDuty(day, kind !== "found" && random.chance(0.45) ? providerNamed("beatriz.almeida") : doctor);
    if (at > last || at <= start || !free(at)) return;
    const provider =
      rota(at).includes(doctor) && (kind === "found" || random.chance(0.6)) ? doctor : providerNamed("beatriz.almeida");
    if (kind === "found" && provider !== doctor) return;
    visits.push({ moment: { day: at, minute: 8 * 60 + 30 + 15 * random.integer(0, 30) }, provider, affliction, kind });
  };
  for (const affliction of afflictions)
    if (affliction.diagnosed > start + 4) plan(affliction.diagnosed, affliction, "found");
  const [shortest, longest] = profile.kind === "long" ? [60, 130] : [110, 230];
  let turn = random.integer(0, 4);
  for (let day = start + random.integer(10, 70); day < last; day += random.integer(shortest, longest)) {
    const known = afflictions.filter((affliction) => affliction.diagnosed < day - 20);
    const affliction = known[turn % Math.max(1, known.length)];
    turn += 1;
    if (affliction !== undefined) plan(day, affliction, howItGoes(chart, affliction, day));
  }
  return visits;
}

function diaryVisits({ bookings, afflictions, chart }: ClinicChart): PlannedVisit[] {
  return bookings
    .filter(
      ({ provider: { profession }, status }) =>
        (profession === "general-practitioner" || profession === "practice-nurse") && status === "fulfilled",
    )
    .flatMap((booking, index) => {
      const affliction = afflictions[(booking.start.day + index) % Math.max(1, afflictions.length)];
      if (affliction === undefined) return [];
      return [
        {
          moment: booking.start,
          provider: booking.provider,
          affliction,
          kind: howItGoes(chart, affliction, booking.start.day),
          booking,
        },
      ];
    });
}

function writeConsultation(
  { chart, profile, afflictions, doctor }: ClinicChart,
  visit: PlannedVisit,
  index: number,
  appointment: Reference | undefined,
): void {
  const { moment, provider, affliction, kind } = visit;
  const { line } = affliction;
  const { random } = chart;
  const written = later(moment, 13);
  if (!canHappen(chart, written)) return;
  const adult = profile.age >= 18;
  if (adult && (kind === "found" || random.chance(0.5))) {
    for (const panel of line.watchedBy)
      reportPanel(chart, panel, { day: moment.day - random.integer(2, 5), minute: 8 * 60 + 50 }, doctor);
  }
  const encounter = addVisit(chart, {
    start: moment,
    minutes: 15,
    provider,
    type: kind === "found" ? "consultation" : provider.profession === "practice-nurse" ? "checkUp" : "followUp",
    reason: line.visit,
    about: chart.problems.get(line.condition),
    appointment,
    location: roomOf(provider),
  });
  const breathing = line.condition === "asthma" || line.condition === "copd" || line.condition === "heartFailure";
  const what: Measured[] = adult ? ["bloodPressure", "heartRate"] : ["heartRate"];
  if (breathing) what.push("respiratoryRate", "oxygen");
  if (!adult || index % 2 === 0 || line.burden.some(([channel]) => channel === "weight")) what.push("weight");
  const occasion = { moment: later(moment, 3), by: provider, encounter };
  if (index === 0) recordValue(chart, occasion, "height", chart.person.heightCentimetres);
  const sitting = measure(chart, occasion, what, index % 3 === 0);
  const others = afflictions.filter((other) => other !== affliction && other.diagnosed < moment.day);
  const text = generalPracticeNote(
    {
      line,
      kind,
      aside: others.length > 0 && random.chance(0.35) ? random.pick(others).line : undefined,
      measured: sittingText(sitting),
      results: latestResults(chart, moment.day, line.watchedBy),
      medicines: medicinesOn(chart, moment.day),
      setting: adult ? "clinic" : "child",
      author: provider.profession === "practice-nurse" ? "nurse" : "doctor",
    },
    chart.words,
    chart.deck,
    random,
  );
  fileNote(chart, { written, title: line.visit, text, kind: "note", author: provider, encounter });
}

/** The first day from `day` on which the provider works at the clinic. */
function onDuty(day: Day, provider: CareProvider): Day {
  for (let candidate = day; candidate < day + 7; candidate += 1)
    if (rota(candidate).includes(provider)) return candidate;
  return day;
}
