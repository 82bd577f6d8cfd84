/** What is Wardbook's own in the resources of therapy. */
export const therapySystem = {
  /** Observation.category: which of the therapy pages an observation is on. */
  category: "urn:wardbook:therapy",
  /** Observation.code: which instrument. */
  instrument: "urn:wardbook:outcome-measure",
  /** Observation.component.code: "odi-3", the third item of an instrument. */
  item: "urn:wardbook:outcome-measure-item",
} as const;

/** Codes of `therapySystem.category`. */
export const therapyCategory = { measure: "outcome-measure" } as const;

export const unitSystem = "http://unitsofmeasure.org";
