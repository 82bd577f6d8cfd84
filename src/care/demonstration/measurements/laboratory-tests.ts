import type { JsonObject } from "../../../foundation/fhir/index.ts";
import { coding, hl7, loinc } from "../codes.ts";
import type { Sex } from "../names/person-name.ts";
import type { Channel } from "./trajectory.ts";
import { quantity } from "./vital-signs.ts";

type Range = readonly [low: number | undefined, high: number | undefined];

/** A laboratory test of adults with its reference range, which can differ between the sexes. */
interface LaboratoryTest {
  readonly code: string;
  readonly display: string;
  readonly text: string;
  readonly unit: string;
  readonly ucum: string;
  readonly range: Range | Readonly<Record<Sex, Range>>;
}

export type TestKey =
  | Exclude<Channel, "systolic" | "diastolic" | "heartRate" | "weight" | "temperature" | "respiratoryRate" | "oxygen">
  | "filtration";

function test(
  code: string,
  display: string,
  text: string,
  units: readonly [unit: string, ucum: string],
  range: LaboratoryTest["range"],
): LaboratoryTest {
  return { code, display, text, unit: units[0], ucum: units[1], range };
}

const perDecilitre = ["mg/dL", "mg/dL"] as const;
const billions = ["10⁹/L", "10*9/L"] as const;

export const laboratoryTests: Readonly<Record<TestKey, LaboratoryTest>> = {
  hba1c: test("4548-4", "Hemoglobin A1c/Hemoglobin.total in Blood", "HbA1c", ["%", "%"], [4, 5.6]),
  creatinine: test("2160-0", "Creatinine [Mass/volume] in Serum or Plasma", "Creatinine", perDecilitre, {
    female: [0.5, 1.1],
    male: [0.7, 1.3],
  }),
  filtration: test(
    "98979-8",
    "Glomerular filtration rate/1.73 sq M.predicted [Volume Rate/Area] in Serum, Plasma or Blood by Creatinine-based formula (CKD-EPI 2021)",
    "eGFR",
    ["mL/min/1.73 m²", "mL/min/{1.73_m2}"],
    [60, undefined],
  ),
  potassium: test(
    "2823-3",
    "Potassium [Moles/volume] in Serum or Plasma",
    "Potassium",
    ["mmol/L", "mmol/L"],
    [3.5, 5.3],
  ),
  sodium: test("2951-2", "Sodium [Moles/volume] in Serum or Plasma", "Sodium", ["mmol/L", "mmol/L"], [133, 146]),
  haemoglobin: test("718-7", "Hemoglobin [Mass/volume] in Blood", "Haemoglobin", ["g/dL", "g/dL"], {
    female: [12, 15.5],
    male: [13, 17.5],
  }),
  cellVolume: test("787-2", "MCV [Entitic volume] by Automated count", "MCV", ["fL", "fL"], [80, 100]),
  whiteCells: test(
    "6690-2",
    "Leukocytes [#/volume] in Blood by Automated count",
    "White cell count",
    billions,
    [4, 11],
  ),
  platelets: test("777-3", "Platelets [#/volume] in Blood by Automated count", "Platelets", billions, [150, 400]),
  tsh: test("3016-3", "Thyrotropin [Units/volume] in Serum or Plasma", "TSH", ["mIU/L", "m[IU]/L"], [0.4, 4]),
  cholesterol: test("2093-3", "Cholesterol [Mass/volume] in Serum or Plasma", "Total cholesterol", perDecilitre, [
    undefined,
    200,
  ]),
  hdl: test("2085-9", "Cholesterol in HDL [Mass/volume] in Serum or Plasma", "HDL cholesterol", perDecilitre, {
    female: [50, undefined],
    male: [40, undefined],
  }),
  triglycerides: test("2571-8", "Triglyceride [Mass/volume] in Serum or Plasma", "Triglycerides", perDecilitre, [
    undefined,
    150,
  ]),
  crp: test("1988-5", "C reactive protein [Mass/volume] in Serum or Plasma", "CRP", ["mg/L", "mg/L"], [undefined, 5]),
  ferritin: test("2276-4", "Ferritin [Mass/volume] in Serum or Plasma", "Ferritin", ["ng/mL", "ng/mL"], {
    female: [15, 150],
    male: [30, 400],
  }),
};

/** What the laboratory reports together. */
export const panels = {
  renal: {
    code: "24362-6",
    display: "Renal function 2000 panel - Serum or Plasma",
    text: "Kidney function",
    tests: ["sodium", "potassium", "creatinine", "filtration"],
  },
  bloodCount: {
    code: "58410-2",
    display: "CBC panel - Blood by Automated count",
    text: "Full blood count",
    tests: ["haemoglobin", "whiteCells", "platelets", "cellVolume"],
  },
  lipids: {
    code: "24331-1",
    display: "Lipid 1996 panel - Serum or Plasma",
    text: "Cholesterol profile",
    tests: ["cholesterol", "hdl", "triglycerides"],
  },
  hba1c: { code: "4548-4", display: "Hemoglobin A1c/Hemoglobin.total in Blood", text: "HbA1c", tests: ["hba1c"] },
  thyroid: {
    code: "3016-3",
    display: "Thyrotropin [Units/volume] in Serum or Plasma",
    text: "Thyroid function",
    tests: ["tsh"],
  },
  inflammation: {
    code: "1988-5",
    display: "C reactive protein [Mass/volume] in Serum or Plasma",
    text: "CRP",
    tests: ["crp"],
  },
  iron: { code: "2276-4", display: "Ferritin [Mass/volume] in Serum or Plasma", text: "Ferritin", tests: ["ferritin"] },
} as const satisfies Readonly<
  Record<
    string,
    { readonly code: string; readonly display: string; readonly text: string; readonly tests: readonly TestKey[] }
  >
>;

export type PanelKey = keyof typeof panels;

/** Body of a laboratory Observation, less subject, time and performer; and whether it is out of range. */
export function laboratoryObservation(
  key: TestKey,
  value: number,
  sex: Sex,
): { readonly body: JsonObject; readonly flag: "L" | "H" | "N" } {
  const { code, display, text, unit, ucum, range } = laboratoryTests[key];
  const [low, high] = Array.isArray(range) ? (range as Range) : (range as Readonly<Record<Sex, Range>>)[sex];
  const flag = low !== undefined && value < low ? "L" : high !== undefined && value > high ? "H" : "N";
  const flagName = { L: "Low", H: "High", N: "Normal" }[flag];
  const body: JsonObject = {
    status: "final",
    category: [{ coding: [coding(hl7("observation-category"), "laboratory", "Laboratory")] }],
    code: { coding: [coding(loinc, code, display)], text },
    valueQuantity: quantity(value, unit, ucum),
    interpretation: [{ coding: [coding(hl7("v3-ObservationInterpretation"), flag, flagName)] }],
    referenceRange: [
      {
        low: low === undefined ? undefined : quantity(low, unit, ucum),
        high: high === undefined ? undefined : quantity(high, unit, ucum),
      },
    ],
  };
  return { body, flag };
}

/**
 * Estimated glomerular filtration rate in mL/min/1.73 m². Source: CKD-EPI 2021 creatinine equation
 * (Inker et al., N Engl J Med 2021;385:1737-49).
 * @param creatinine mg/dL
 */
export function filtrationRate(creatinine: number, age: number, sex: Sex): number {
  const [kappa, alpha, factor] = sex === "female" ? [0.7, -0.241, 1.012] : [0.9, -0.302, 1];
  const ratio = creatinine / kappa;
  return Math.round(142 * Math.min(ratio, 1) ** alpha * Math.max(ratio, 1) ** -1.2 * 0.9938 ** age * factor);
}
