import { type FhirResource, isJsonObject, numericValue, objectsIn, textIn } from "../../foundation/fhir/index.ts";
import { type Answer, reminderAnswerUrl } from "./vocabulary.ts";

/** What a patient said about reminders. */
export function answerIn(patient: FhirResource): Answer {
  const said = objectsIn(patient["extension"]).find(({ url }) => url === reminderAnswerUrl)?.["valueCode"];
  return said === "agreed" || said === "refused" ? said : "not-asked";
}

/** The e-mail address that the record prefers, of those in use at a moment. */
export function emailIn(patient: FhirResource, at: number, isAddress: (text: string) => boolean): string | undefined {
  const known = objectsIn(patient["telecom"]).flatMap(({ system, use, value, rank, period }) => {
    const address = textIn(value)?.trim();
    const end = period !== undefined && isJsonObject(period) ? Date.parse(textIn(period["end"]) ?? "") : Number.NaN;
    const isOver = use === "old" || (!Number.isNaN(end) && end < at);
    if (system !== "email" || address === undefined || isOver || !isAddress(address)) return [];
    return [{ address, rank: numericValue(rank) ?? Number.MAX_SAFE_INTEGER }];
  });
  return known.sort((one, other) => one.rank - other.rank)[0]?.address;
}

/** Languages that the patient is written to in, the preferred ones first: BCP 47. */
export function languagesIn(patient: FhirResource): readonly string[] {
  const spoken = objectsIn(patient["communication"]).flatMap(({ language, preferred }) => {
    const coding = language !== undefined && isJsonObject(language) ? objectsIn(language["coding"]) : [];
    const codes = coding.flatMap(({ code }) => textIn(code) ?? []);
    return codes.map((code) => ({ code, isPreferred: preferred === true }));
  });
  return spoken.toSorted((one, other) => Number(other.isPreferred) - Number(one.isPreferred)).map(({ code }) => code);
}

/** Whether nobody of this record is written to any more: it was merged into another, is out of use, or its patient has died. */
export function isSilent(patient: FhirResource): boolean {
  return (
    patient["active"] === false ||
    patient["deceasedBoolean"] === true ||
    patient["deceasedDateTime"] !== undefined ||
    objectsIn(patient["link"]).some(({ type }) => type === "replaced-by")
  );
}

/** Where mail about appointments goes; undefined where none is to. */
export function addressOf(patient: FhirResource, at: number, isAddress: (text: string) => boolean): string | undefined {
  return answerIn(patient) === "agreed" && !isSilent(patient) ? emailIn(patient, at, isAddress) : undefined;
}
