import type { Day } from "../calendar.ts";
import type { ConditionKey } from "../catalogue/conditions.ts";
import { type Prescription, take, whenNeeded } from "../catalogue/medicines.ts";
import { startCourse } from "../chart/medication.ts";
import { speaksAgainst } from "../chart/treat.ts";
import type { Random } from "../random.ts";
import type { ClinicChart } from "./clinic-chart.ts";

/** Something for the pain, which suits the person, in about every second course. */
export function prescribeForPain(
  { chart, doctor, profile, afflictions, registered }: ClinicChart,
  condition: ConditionKey,
  onset: Day,
  random: Random,
): void {
  if (!random.chance(0.5) || onset < registered) return;
  const taken = chart.courses
    .filter(({ until }) => until === undefined || until > onset)
    .map(({ prescription }) => prescription.medicine);
  const keys = afflictions.map(({ line }) => line.condition);
  const choices: Prescription[] = [];
  if (condition === "sciatica") choices.push(take("amitriptyline", "10 mg", [10, "mg"], "night", { courseDays: 42 }));
  if (profile.age >= 18 && profile.age < 65)
    choices.push(take("naproxen", "250 mg", [250, "mg"], "twice", { courseDays: 14, advice: "with food" }));
  if (profile.age >= 18) choices.push(whenNeeded("paracetamol", "500 mg", [1000, "mg"], "pain", 4000));
  const prescription = choices.find(
    ({ medicine }) =>
      !speaksAgainst(medicine, keys, taken) &&
      !(medicine === "amitriptyline" && taken.some((other) => other === "sertraline" || other === "mirtazapine")),
  );
  if (prescription === undefined) return;
  const end = prescription.courseDays === undefined ? undefined : onset + 4 + prescription.courseDays;
  startCourse(chart, { prescription, condition, from: onset + 4, until: end, prescriber: doctor });
}
