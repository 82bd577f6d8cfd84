import { canHappen } from "../chart/chart.ts";
import { fileNote } from "../chart/documents.ts";
import { addVisit } from "../chart/encounters.ts";
import { latestResults, reportPanel } from "../chart/laboratory.ts";
import { medicinesOn } from "../chart/medication.ts";
import { measure, sittingText } from "../chart/observations.ts";
import { type Affliction, howItGoes } from "../chart/treat.ts";
import { generalPracticeNote } from "../notes/general-practice-note.ts";
import { homeBuilding } from "../organisation.ts";
import { nextTuesday, type ResidentChart } from "./resident.ts";

/** The doctor's rounds: each looks at one of the resident's conditions, and blood is taken some days before. */
export function writeRounds(resident: ResidentChart, afflictions: readonly Affliction[]): void {
  const { chart, start, measuredUntil: end, doctor } = resident;
  const { random } = chart;
  let turn = 0;
  for (let day = start + random.integer(5, 11); day <= end - 2; day += random.integer(90, 150)) {
    const affliction = afflictions[turn % Math.max(1, afflictions.length)];
    const aside = afflictions[(turn + 1) % Math.max(1, afflictions.length)];
    turn += 1;
    if (affliction === undefined) return;
    const { line } = affliction;
    const seen = { day: nextTuesday(day), minute: 11 * 60 + random.integer(0, 110) };
    const written = { day: seen.day, minute: seen.minute + 14 };
    if (!canHappen(chart, written) || seen.day > end) return;
    const blood = line.watchedBy.length > 0 ? line.watchedBy : turn % 3 === 0 ? (["bloodCount", "renal"] as const) : [];
    for (const panel of blood) reportPanel(chart, panel, { day: seen.day - 4, minute: 8 * 60 + 40 }, doctor);
    const sitting = measure(chart, { moment: seen, by: doctor }, ["bloodPressure", "heartRate"]);
    const encounter = addVisit(chart, {
      start: seen,
      minutes: 12,
      provider: doctor,
      type: "round",
      reason: line.visit,
      about: chart.problems.get(line.condition),
      location: homeBuilding,
    });
    const text = generalPracticeNote(
      {
        line,
        aside: aside !== affliction && random.chance(0.4) ? aside?.line : undefined,
        kind: howItGoes(chart, affliction, seen.day),
        measured: sittingText(sitting),
        results: latestResults(chart, seen.day, blood),
        medicines: medicinesOn(chart, seen.day),
        setting: "home",
        author: "doctor",
      },
      chart.words,
      chart.deck,
      random,
    );
    fileNote(chart, {
      written,
      title: `Round: ${line.visit.toLowerCase()}`,
      text,
      kind: "note",
      author: doctor,
      encounter,
    });
  }
}
