import type { JsonObject } from "../../../foundation/fhir/index.ts";
import { coding, hl7, loinc, ucum } from "../codes.ts";

/** A vital sign as it is recorded. Reference ranges are those of a resting adult. */
interface VitalSign {
  readonly codings: readonly (readonly [code: string, display: string])[];
  readonly text: string;
  readonly unit: string;
  readonly ucum: string;
  readonly normal?: readonly [low: number, high: number];
}

const vitalSigns = {
  heartRate: {
    codings: [["8867-4", "Heart rate"]],
    text: "Heart rate",
    unit: "beats/min",
    ucum: "/min",
    normal: [60, 100],
  },
  weight: { codings: [["29463-7", "Body weight"]], text: "Weight", unit: "kg", ucum: "kg" },
  height: { codings: [["8302-2", "Body height"]], text: "Height", unit: "cm", ucum: "cm" },
  bodyMassIndex: {
    codings: [["39156-5", "Body mass index (BMI) [Ratio]"]],
    text: "BMI",
    unit: "kg/m2",
    ucum: "kg/m2",
    normal: [18.5, 24.9],
  },
  temperature: {
    codings: [["8310-5", "Body temperature"]],
    text: "Temperature",
    unit: "°C",
    ucum: "Cel",
    normal: [36.1, 37.5],
  },
  respiratoryRate: {
    codings: [["9279-1", "Respiratory rate"]],
    text: "Respiratory rate",
    unit: "breaths/min",
    ucum: "/min",
    normal: [12, 20],
  },
  oxygen: {
    // The FHIR vital-signs profile asks for 2708-6 beside the code of pulse oximetry.
    codings: [
      ["59408-5", "Oxygen saturation in Arterial blood by Pulse oximetry"],
      ["2708-6", "Oxygen saturation in Arterial blood"],
    ],
    text: "Oxygen saturation",
    unit: "%",
    ucum: "%",
    normal: [95, 100],
  },
  pain: {
    codings: [["72514-3", "Pain severity - 0-10 verbal numeric rating [Score] - Reported"]],
    text: "Pain score",
    unit: "out of 10",
    ucum: "{score}",
  },
} as const satisfies Readonly<Record<string, VitalSign>>;

export type VitalSignKey = keyof typeof vitalSigns;

const category = [{ coding: [coding(hl7("observation-category"), "vital-signs", "Vital Signs")] }];

/** Body of an Observation, less subject, time and performer. */
export function vitalSignObservation(key: VitalSignKey, value: number, adult: boolean): JsonObject {
  const sign: VitalSign = vitalSigns[key];
  return {
    status: "final",
    category,
    code: { coding: sign.codings.map(([code, display]) => coding(loinc, code, display)), text: sign.text },
    valueQuantity: quantity(value, sign.unit, sign.ucum),
    ...(sign.normal !== undefined && adult ? judged(value, sign.normal, sign.unit, sign.ucum) : {}),
  };
}

/** Body of a blood-pressure Observation, less subject, time and performer. Adult target ranges. */
export function bloodPressureObservation(systolic: number, diastolic: number, adult: boolean): JsonObject {
  const part = (code: string, display: string, value: number, normal: readonly [number, number]): JsonObject => ({
    code: { coding: [coding(loinc, code, display)] },
    valueQuantity: quantity(value, "mmHg", "mm[Hg]"),
    ...(adult ? judged(value, normal, "mmHg", "mm[Hg]") : {}),
  });
  return {
    status: "final",
    category,
    code: {
      coding: [coding(loinc, "85354-9", "Blood pressure panel with all children optional")],
      text: "Blood pressure",
    },
    component: [
      part("8480-6", "Systolic blood pressure", systolic, [90, 140]),
      part("8462-4", "Diastolic blood pressure", diastolic, [60, 90]),
    ],
  };
}

export function quantity(value: number, unit: string, code: string): JsonObject {
  return { value, unit, system: ucum, code };
}

/** The interpretation and the range that it comes from. */
function judged(value: number, [low, high]: readonly [number, number], unit: string, code: string): JsonObject {
  const [flag, name] = value < low ? ["L", "Low"] : value > high ? ["H", "High"] : ["N", "Normal"];
  return {
    interpretation: [{ coding: [coding(hl7("v3-ObservationInterpretation"), flag ?? "", name)] }],
    referenceRange: [{ low: quantity(low, unit, code), high: quantity(high, unit, code) }],
  };
}
