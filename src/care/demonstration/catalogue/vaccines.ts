/** Vaccines with their CVX codes. */
export const vaccines = {
  influenza: { code: "88", display: "influenza, unspecified formulation", text: "Influenza" },
  covid: { code: "213", display: "SARS-COV-2 (COVID-19) vaccine, UNSPECIFIED", text: "COVID-19" },
  pneumococcal: {
    code: "33",
    display: "pneumococcal polysaccharide vaccine, 23 valent",
    text: "Pneumococcal (23-valent)",
  },
  shingles: { code: "187", display: "zoster recombinant", text: "Shingles (recombinant)" },
  mmr: { code: "03", display: "MMR", text: "Measles, mumps and rubella" },
} as const;

export type VaccineKey = keyof typeof vaccines;
