/** People's own records, where one code or flag is a fact about a person. */
const people: ReadonlySet<string> = new Set([
  "Patient",
  "Person",
  "Practitioner",
  "RelatedPerson",
  "FamilyMemberHistory",
]);
const personalFacts: ReadonlySet<string> = new Set([
  "gender",
  "sex",
  "communication",
  "communication.language",
  "address.use",
]);

/** The id and the position of a version are columns of their own. */
const columns: ReadonlySet<string> = new Set(["id", "meta.lastUpdated"]);

/**
 * Whether a place gets no terms because they would tell who holds only the tokens more than they help a search:
 * a flag halves the records at best, and the shares of a person's sex or language are known, so that tokens of them
 * can be read by counting. Such parameters are answered by opening what the other parameters leave.
 */
export function isUntelling(type: string, place: { readonly path: string; readonly datatype: string }): boolean {
  return place.datatype === "boolean" || columns.has(place.path) || (people.has(type) && personalFacts.has(place.path));
}
