import type { JsonObject } from "../../../foundation/fhir/index.ts";
import type { Reference } from "../bundle.ts";
import { ageOn, type Moment } from "../calendar.ts";
import { bloodPressureObservation, type VitalSignKey, vitalSignObservation } from "../measurements/vital-signs.ts";
import type { CareProvider } from "../staff.ts";
import { actor, type Chart, refer } from "./chart.ts";

/** What one sitting measured, for the note about it. */
export interface Sitting {
  readonly systolic?: number;
  readonly diastolic?: number;
  readonly values: Partial<Readonly<Record<VitalSignKey, number>>>;
}

export type Measured = "bloodPressure" | "heartRate" | "weight" | "temperature" | "respiratoryRate" | "oxygen";

interface Occasion {
  readonly moment: Moment;
  readonly by: CareProvider;
  readonly encounter?: Reference;
}

/** Measures and records. Body mass index comes with an adult's weight where `withBodyMass` is set. */
export function measure(chart: Chart, occasion: Occasion, what: readonly Measured[], withBodyMass = false): Sitting {
  const { day } = occasion.moment;
  const { trajectory } = chart;
  const adult = ageOn(chart.person.birth, day) >= 18;
  const values: Partial<Record<VitalSignKey, number>> = {};
  let pressure: Pick<Sitting, "systolic" | "diastolic"> = {};
  for (const item of what) {
    if (item === "bloodPressure") {
      const systolic = trajectory.measure("systolic", day);
      const diastolic = Math.min(trajectory.measure("diastolic", day), systolic - 22);
      record(chart, occasion, bloodPressureObservation(systolic, diastolic, adult));
      pressure = { systolic, diastolic };
      continue;
    }
    const value = trajectory.measure(item, day);
    values[item] = value;
    record(chart, occasion, vitalSignObservation(item, value, adult));
    if (item === "weight" && withBodyMass && adult) {
      const index = Number((value / (chart.person.heightCentimetres / 100) ** 2).toFixed(1));
      values.bodyMassIndex = index;
      record(chart, occasion, vitalSignObservation("bodyMassIndex", index, adult));
    }
  }
  return { ...pressure, values };
}

/** A pain score out of 10, or the height in centimetres. */
export function recordValue(chart: Chart, occasion: Occasion, key: "pain" | "height", value: number): void {
  record(chart, occasion, vitalSignObservation(key, value, ageOn(chart.person.birth, occasion.moment.day) >= 18));
}

/** "BP 132/84, pulse 71, weight 80.4 kg". */
export function sittingText(sitting: Sitting): string {
  const { values } = sitting;
  return [
    sitting.systolic === undefined ? undefined : `BP ${sitting.systolic}/${sitting.diastolic ?? ""}`,
    values.heartRate === undefined ? undefined : `pulse ${values.heartRate}`,
    values.temperature === undefined ? undefined : `temperature ${values.temperature} °C`,
    values.respiratoryRate === undefined ? undefined : `breathing rate ${values.respiratoryRate}`,
    values.oxygen === undefined ? undefined : `saturation ${values.oxygen} % on air`,
    values.weight === undefined ? undefined : `weight ${values.weight} kg`,
    values.bodyMassIndex === undefined ? undefined : `BMI ${values.bodyMassIndex}`,
  ]
    .filter((part) => part !== undefined)
    .join(", ");
}

function record(chart: Chart, occasion: Occasion, body: JsonObject): void {
  chart.bundle.add("Observation", {
    ...body,
    subject: refer(chart.subject),
    encounter: occasion.encounter === undefined ? undefined : refer(occasion.encounter),
    effectiveDateTime: chart.calendar.instant(occasion.moment),
    performer: [actor(occasion.by)],
  });
}
