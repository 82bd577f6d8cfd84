/** Where an organisation's records are kept by law. `includes`: what holds there as well. */
export const jurisdictions = {
  "GB-ENG": { name: "England", includes: [] },
  US: { name: "United States, federal", includes: [] },
  "US-CA": { name: "United States, California", includes: ["US"] },
  "US-NY": { name: "United States, New York", includes: ["US"] },
  AT: { name: "Austria", includes: [] },
  BE: { name: "Belgium", includes: [] },
  DE: { name: "Germany", includes: [] },
  ES: { name: "Spain", includes: [] },
  FR: { name: "France", includes: [] },
  NL: { name: "Netherlands", includes: [] },
  PL: { name: "Poland", includes: [] },
  SE: { name: "Sweden", includes: [] },
  IN: { name: "India", includes: [] },
} as const satisfies Readonly<Record<string, { readonly name: string; readonly includes: readonly string[] }>>;

export type Jurisdiction = keyof typeof jurisdictions;

export const jurisdictionIds = Object.keys(jurisdictions) as readonly Jurisdiction[];

export function isJurisdiction(text: unknown): text is Jurisdiction {
  return typeof text === "string" && Object.hasOwn(jurisdictions, text);
}

/** Kinds of service whose law differs. An organisation that doesn't say which it is is all of them. */
export const services = ["hospital", "clinic", "general-practice", "nursing-home", "pharmacy"] as const;
export type Service = (typeof services)[number];

export const serviceNames = {
  hospital: "Hospital",
  clinic: "Clinic",
  "general-practice": "General practice",
  "nursing-home": "Nursing home",
  pharmacy: "Pharmacy",
} as const satisfies Record<Service, string>;

export function isService(text: unknown): text is Service {
  return services.some((service) => service === text);
}
