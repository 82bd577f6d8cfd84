// Few words, so that what is hidden and what is shown share names, codes and dates: a query then has something to give away.
export const families = ["Abara", "Bergqvist", "Castellano", "Dvorak"] as const;
export const givens = ["Ines", "Joon", "Kofi", "Lena"] as const;
export const dates = ["2025-03-01", "2025-06-15", "2026-01-09", "2026-05-20"] as const;
/** When the clinic of the two worlds is open: a little after the questions begin. */
export const days = ["2026-09-02", "2026-09-03"] as const;
export const births = ["1950-02-03", "1971-11-30", "1988-07-07", "2012-04-18"] as const;
export const loinc = ["8480-6", "8462-4", "8867-4", "29463-7"] as const;
export const conditionCodes = ["I10", "E11.9", "F32.1", "J45.9"] as const;
export const reasons = ["back pain", "low mood", "review", "vaccination"] as const;
export const categories = ["laboratory", "vital-signs"] as const;
export const sensitivities = ["PSY", "SEX", "HIV"] as const;
export const actCode = "http://terminology.hl7.org/CodeSystem/v3-ActCode";
export const categorySystem = "http://terminology.hl7.org/CodeSystem/observation-category";
export const icd10 = "http://hl7.org/fhir/sid/icd-10";
export const loincSystem = "http://loinc.org";
export const identifierSystem = "https://example.org/records";
