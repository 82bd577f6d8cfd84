import type { JsonObject } from "../../../foundation/fhir/index.ts";
import { dateText } from "../calendar.ts";
import { conditions } from "../catalogue/conditions.ts";
import { type DoseUnit, type Medicine, medicines, type Prescription, routes } from "../catalogue/medicines.ts";
import { atc, coding, snomed, ucum } from "../codes.ts";
import { quantity } from "../measurements/vital-signs.ts";
import { actor, type Chart, type MedicineCourse, refer } from "./chart.ts";

const doseCodes: Readonly<Record<DoseUnit, string>> = {
  mg: "mg",
  micrograms: "ug",
  puff: "{puff}",
  tablet: "{tablet}",
  sachet: "{sachet}",
};

/** Puts a course on the chart, unless an allergy, another course or the condition's absence speaks against it. */
export function startCourse(chart: Chart, course: MedicineCourse): boolean {
  const { medicine } = course.prescription;
  if (chart.allergies.some((allergen) => allergen.excludes.includes(medicine)) || !chart.problems.has(course.condition))
    return false;
  chart.courses.push(course);
  return true;
}

/** Writes every course as a MedicationRequest. Called once, when all the courses are known. */
export function writePrescriptions(chart: Chart): void {
  for (const course of chart.courses) {
    const reason = chart.problems.get(course.condition);
    if (reason === undefined) continue;
    const medicine: Medicine = medicines[course.prescription.medicine];
    const { today } = chart.calendar;
    const ended = chart.person.death !== undefined || (course.until !== undefined && course.until <= today);
    const replaced = course.until !== undefined && course.prescription.courseDays === undefined;
    chart.bundle.add("MedicationRequest", {
      status: ended ? (replaced || chart.person.death !== undefined ? "stopped" : "completed") : "active",
      intent: "order",
      medicationCodeableConcept: {
        coding: [coding(atc, medicine.atc, medicine.name.toLowerCase())],
        text: `${medicine.name} ${medicine.form} ${course.prescription.strength}`,
      },
      subject: refer(chart.subject),
      authoredOn: dateText(course.from),
      requester: actor(course.prescriber),
      reasonReference: [{ reference: reason.reference, display: conditions[course.condition].text }],
      dosageInstruction: [dosage(course.prescription, medicine)],
    });
  }
}

/** "Amlodipine 5 mg", for notes. */
function shortName(prescription: Prescription): string {
  return `${medicines[prescription.medicine].name.toLowerCase()} ${prescription.strength.replace(" per puff", "")}`;
}

/** The medicines in use on a day, one line each. */
export function medicinesOn(chart: Chart, day: number): string[] {
  return chart.courses
    .filter((course) => course.from <= day && (course.until === undefined || course.until > day))
    .map((course) => shortName(course.prescription));
}

function dosage(prescription: Prescription, medicine: Medicine): JsonObject {
  const [amount, unit] = prescription.dose;
  const route = routes[medicine.route];
  const regular = prescription.times.length > 0;
  return {
    text: dosageText(prescription, medicine),
    timing: regular
      ? {
          repeat: {
            frequency: prescription.times.length,
            period: prescription.everyDays ?? 1,
            periodUnit: "d",
            timeOfDay: prescription.times.map((time) => `${time}:00`),
          },
        }
      : undefined,
    asNeededBoolean: regular ? undefined : true,
    route: { coding: [coding(snomed, route.snomed, route.display)], text: route.words },
    doseAndRate: [{ doseQuantity: quantity(amount, unit, doseCodes[unit]) }],
    maxDosePerPeriod:
      prescription.maximum === undefined
        ? undefined
        : {
            numerator: quantity(prescription.maximum, unit, doseCodes[unit]),
            denominator: { value: 24, unit: "hours", system: ucum, code: "h" },
          },
  };
}

/** "5 mg by mouth once daily in the morning, with food". */
function dosageText(prescription: Prescription, medicine: Medicine): string {
  const [amount, unit] = prescription.dose;
  const plural = amount !== 1 && !["mg", "micrograms"].includes(unit) ? "s" : "";
  const dose = `${amount.toLocaleString("en-GB")} ${unit}${plural} ${routes[medicine.route].words}`;
  const parts = [
    prescription.whenNeeded === undefined
      ? `${dose} ${frequencyText(prescription)}`
      : `${dose} when needed for ${prescription.whenNeeded}`,
    ...(prescription.maximum === undefined
      ? []
      : [`at most ${prescription.maximum.toLocaleString("en-GB")} ${unit}${unit === "puff" ? "s" : ""} in 24 hours`]),
    ...(prescription.advice === undefined ? [] : [prescription.advice]),
    ...(prescription.courseDays === undefined ? [] : [`for ${prescription.courseDays} days`]),
  ];
  return parts.join(", ");
}

function frequencyText(prescription: Prescription): string {
  if (prescription.everyDays === 7) return "once a week, in the morning";
  const first = prescription.times[0] ?? "";
  switch (prescription.times.length) {
    case 1:
      return first < "12:00" ? "once daily, in the morning" : "once daily, at night";
    case 2:
      return "twice daily";
    case 3:
      return "three times daily";
    default:
      return "four times daily";
  }
}
