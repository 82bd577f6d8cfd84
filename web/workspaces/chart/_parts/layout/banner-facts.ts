import { language } from "../../../../language/index.ts";
import { formatAge } from "../../../../ui/clinical/age.ts";
import { formatDate, wallTime } from "../../../../ui/clinical/dates.ts";
import type { Patient } from "../../../../ui/clinical/fhir-types.ts";
import { deathText, formatSex, patientNumber } from "../../../../ui/clinical/patient-facts.ts";
import { dateTimeText, inOrder, isoDay } from "../../../../ui/dates.ts";
import { bornText, sexText } from "../../../../ui/patient-words.ts";
import { say } from "../../words/index.ts";

export type BannerFacts = {
  readonly born: string;
  /** Undefined for the living. */
  readonly death: string | undefined;
  readonly sex: string;
  readonly number: { readonly label: string; readonly value: string } | undefined;
};

/** Who a chart is about, as the reader's language says it. */
export function bannerFacts(patient: Patient, now: number): BannerFacts {
  const death = deathText(patient);
  const number = patientNumber(patient.identifier);
  if (language.tag === "en-GB")
    return { born: bornInEnglish(patient, death !== undefined, now), death, sex: formatSex(patient.gender), number };
  const born = bornText(patient, isoDay(new Date(now)));
  const labels: Readonly<Record<string, string>> = { "No.": say("number"), "NHS number": say("nhsNumber") };
  return {
    born: born === undefined ? say("notRecorded") : inOrder(born),
    death:
      patient.deceasedDateTime === undefined
        ? death && say("deceased")
        : say("died", { time: dateTimeText(patient.deceasedDateTime) }),
    sex: sexText(patient) ?? say("sexNotRecorded"),
    number: number && { ...number, label: labels[number.label] ?? number.label },
  };
}

/** The dead keep the age at which they died; without a date of death no age is told. */
function bornInEnglish(patient: Patient, dead: boolean, now: number): string {
  if (patient.birthDate === undefined) return say("notRecorded");
  const died = patient.deceasedDateTime === undefined ? undefined : Date.parse(patient.deceasedDateTime);
  const age = dead && died === undefined ? undefined : formatAge(patient.birthDate, wallTime(died ?? now));
  const born = formatDate(patient.birthDate);
  return age === undefined ? born : `${born} (${age})`;
}
