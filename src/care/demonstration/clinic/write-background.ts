import { ageOn, dayOf, yearOf } from "../calendar.ts";
import { type Allergen, allergens } from "../catalogue/allergies.ts";
import { allergyAlert } from "../chart/alerts.ts";
import { canHappen } from "../chart/chart.ts";
import { fileNote } from "../chart/documents.ts";
import { addProblem } from "../chart/problems.ts";
import { recordAllergies, recordConsent, recordProcedure, vaccinate } from "../chart/safeguards.ts";
import type { Random } from "../random.ts";
import { providerNamed } from "../staff.ts";
import type { ClinicChart } from "./clinic-chart.ts";
import type { ClinicProfile } from "./profiles.ts";

/** Which allergies a patient has; `undefined` is a patient whom nobody has asked yet. */
export function allergiesOf(profile: ClinicProfile, random: Random): readonly Allergen[] | undefined {
  if (profile.kind === "new" || random.chance(0.24)) return undefined;
  if (random.chance(0.5)) return [];
  return random.sample(allergens, random.pick([1, 1, 1, 2, 3]));
}

/** Problems, allergies, consent, vaccinations and operations of the past. */
export function writeBackground(clinic: ClinicChart, allergies: readonly Allergen[] | undefined): void {
  const { chart, profile, registered, start, afflictions, doctor } = clinic;
  const { random, calendar, person } = chart;
  const nurse = providerNamed("beatriz.almeida");
  for (const { line, diagnosed } of afflictions) {
    addProblem(chart, {
      key: line.condition,
      onset: diagnosed - random.integer(10, 200),
      recorded: Math.max(diagnosed, registered),
      recorder: doctor,
    });
  }
  if (allergies !== undefined) {
    recordAllergies(chart, allergies, registered, nurse);
    allergyAlert(chart, registered, nurse);
  }
  if (profile.kind !== "new" && random.chance(0.8)) {
    const refusal = random.chance(0.12)
      ? { staff: random.pick([nurse, providerNamed("saoirse.devlin"), providerNamed("gwilym.prosser")]) }
      : random.chance(0.2)
        ? { research: true }
        : undefined;
    recordConsent(chart, registered, refusal);
  }
  const adult = profile.age >= 18;
  const operationDay = calendar.today - random.integer(1500, 7000);
  const lived = ageOn(person.birth, operationDay) > 8;
  if (adult && lived && random.chance(0.16))
    recordProcedure(chart, {
      term: { text: "Appendix removed", snomed: "80146002", display: "Appendectomy" },
      day: operationDay,
    });
  if (profile.age > 45 && random.chance(0.12))
    recordProcedure(chart, {
      term: { text: "Gallbladder removed", snomed: "38102005", display: "Cholecystectomy" },
      day: calendar.today - random.integer(900, 4000),
    });
  const atRisk =
    profile.age >= 65 ||
    ["asthma", "type2Diabetes", "copd", "coronaryDisease"].some((key) =>
      profile.conditions.some((condition) => condition === key),
    );
  for (let year = yearOf(start); year <= yearOf(calendar.today); year += 1) {
    const moment = { day: dayOf(year, 10, 1) + random.integer(0, 40), minute: 9 * 60 + random.integer(0, 300) };
    if (atRisk && adult && moment.day > registered && canHappen(chart, moment) && random.chance(0.8))
      vaccinate(chart, "influenza", moment, nurse);
  }
  const shingles = { day: person.birth + Math.round(70.3 * 365.25) + random.integer(0, 400), minute: 11 * 60 };
  if (canHappen(chart, shingles) && shingles.day > registered && random.chance(0.7))
    vaccinate(chart, "shingles", shingles, nurse);
  if (!adult) {
    for (const years of [1.05, 3.4])
      vaccinate(chart, "mmr", { day: person.birth + Math.round(years * 365.25), minute: 10 * 60 + 30 }, nurse);
  }
  if (profile.kind === "new" && random.chance(0.6)) {
    const written = { day: registered, minute: 17 * 60 + 10 };
    if (canHappen(chart, written)) {
      fileNote(chart, {
        written,
        title: "Registration",
        kind: "note",
        author: nurse,
        text: `New patient, registered at the desk today with ${chart.words["name"] ?? "a"}’s own form and proof of address. Record from the previous practice has been requested and has not come yet. Allergies not asked about so far; to be done at the first visit, before anything is prescribed. Wishes to be contacted by text message. First appointment offered.`,
      });
    }
  }
}
