/** What is Wardbook's own in the resources of therapy. */
export const therapySystem = {
  /** Observation.category and CarePlan.category: which of the therapy pages it is on. */
  category: "urn:wardbook:therapy",
  /** Observation.code: which instrument. */
  instrument: "urn:wardbook:outcome-measure",
  /** Observation.component.code: "odi-3", the third item of an instrument. */
  item: "urn:wardbook:outcome-measure-item",
  /** Observation.code: which movement of which joint. */
  movement: "urn:wardbook:joint-movement",
  /** Observation.component.code: `active`, `passive` or `strength`. */
  movementPart: "urn:wardbook:joint-movement-part",
  /** Observation.code: what is felt. */
  sensation: "urn:wardbook:sensation",
  /** Observation.bodySite: where on the drawing. */
  region: "urn:wardbook:body-region",
} as const;

/** Codes of `therapySystem.category`. */
export const therapyCategory = {
  measure: "outcome-measure",
  movement: "joint-movement",
  bodyChart: "body-chart",
  exercises: "home-exercise",
} as const;

/** Sides of the body. Source: http://hl7.org/fhir/vs/bodysite-relative-location */
export const sides = {
  left: { system: "http://snomed.info/sct", code: "419161000", display: "Unilateral left" },
  right: { system: "http://snomed.info/sct", code: "419165000", display: "Unilateral right" },
} as const;

export const unitSystem = "http://unitsofmeasure.org";
