/** Units that are misread when abbreviated are written out. Source: ISMP list of error-prone abbreviations; BNF guidance. */
const doseUnits: Readonly<Record<string, string>> = {
  ug: "micrograms",
  mcg: "micrograms",
  µg: "micrograms",
  μg: "micrograms",
  ng: "nanograms",
  mg: "mg",
  g: "g",
  kg: "kg",
  mL: "mL",
  ml: "mL",
  L: "L",
  l: "L",
  U: "units",
  u: "units",
  IU: "units",
  iu: "units",
  "[iU]": "units",
  "[IU]": "units",
  "[USP'U]": "units",
  mmol: "mmol",
  meq: "mEq",
  "{tbl}": "tablets",
  "{tablet}": "tablets",
  TAB: "tablets",
  tab: "tablets",
  "{capsule}": "capsules",
  CAP: "capsules",
  cap: "capsules",
  "{puff}": "puffs",
  PUFF: "puffs",
  "[drp]": "drops",
  "{drop}": "drops",
  DROP: "drops",
  "{dose}": "doses",
  "{patch}": "patches",
  "{sachet}": "sachets",
  "{spray}": "sprays",
};

const measuredUnits: Readonly<Record<string, string>> = {
  "mm[Hg]": "mmHg",
  Cel: "°C",
  "[degF]": "°F",
  "/min": "per minute",
  "{beats}/min": "per minute",
  "{breaths}/min": "per minute",
  "kg/m2": "kg/m²",
  "10*3/uL": "×10³/µL",
  "10*6/uL": "×10⁶/µL",
  "10*9/L": "×10⁹/L",
  "10*12/L": "×10¹²/L",
  "mL/min/{1.73_m2}": "mL/min/1.73 m²",
  "mL/min/1.73.m2": "mL/min/1.73 m²",
  "[in_i]": "in",
  "[lb_av]": "lb",
  "{score}": "",
  "1": "",
};

const oneOf: Readonly<Record<string, string>> = {
  tablets: "tablet",
  capsules: "capsule",
  puffs: "puff",
  drops: "drop",
  doses: "dose",
  patches: "patch",
  sachets: "sachet",
  sprays: "spray",
  units: "unit",
  micrograms: "microgram",
  nanograms: "nanogram",
};

/** The unit of a dose, in full where the short form kills ("micrograms", "units"), singular for one or less. */
export function doseUnit(unit: string | undefined, value: number): string {
  if (unit === undefined) return "";
  const bare = unit.trim();
  // "ug/kg" and "ug/h": each side on its own.
  if (bare.includes("/") && doseUnits[bare] === undefined) {
    const [first = "", ...rest] = bare.split("/");
    return [doseUnit(first, value), ...rest.map((part) => perUnit(part))].join(" per ");
  }
  const plural = doseUnits[bare] ?? singularForms[bare.toLowerCase()] ?? bare;
  return value > 0 && value <= 1 ? (oneOf[plural] ?? plural) : plural;
}

const perUnits: Readonly<Record<string, string>> = {
  h: "hour",
  hr: "hour",
  d: "day",
  min: "minute",
  kg: "kg",
  wk: "week",
};

function perUnit(unit: string): string {
  return perUnits[unit] ?? oneOf[doseUnits[unit] ?? ""] ?? doseUnits[unit] ?? unit;
}

const singularForms: Readonly<Record<string, string>> = {
  ...Object.fromEntries(Object.entries(oneOf).map(([plural, single]) => [single, plural])),
  "international units": "units",
  "[iu]": "units",
};

/** The unit of a measurement as it is printed: "mmHg", "°C", "×10⁹/L". */
export function measuredUnit(quantity: { readonly unit?: string; readonly code?: string }): string {
  const { unit, code } = quantity;
  // A unit in words ("beats/min") says more than its code ("/min").
  const shown = unit ?? code ?? "";
  // "9.1 10⁹/L" would read as two numbers.
  return measuredUnits[shown] ?? shown.replace(/^x? ?10(?=[⁰¹²³⁴-⁹])/, "×10");
}
