import { conceptText, hasCode } from "./codes.ts";
import { formatDateTime, type Zone } from "./dates.ts";
import type { Address, Identifier, Patient } from "./fhir-types.ts";

const sexes: Readonly<Record<string, string>> = {
  female: "Female",
  male: "Male",
  other: "Other",
  unknown: "Sex unknown",
};

/** Administrative sex. "Unknown" was asked and not known; "not recorded" was never asked. */
export function formatSex(gender: string | undefined): string {
  return gender === undefined ? "Sex not recorded" : (sexes[gender] ?? gender);
}

/** The number that staff read out: NHS number first, then the medical record number, then whatever there is. */
export function patientNumber(
  identifiers: readonly Identifier[] | undefined,
): { readonly label: string; readonly value: string } | undefined {
  const usable = (identifiers ?? []).filter((one) => one.value !== undefined && one.use !== "old");
  const nhs = usable.find((one) => one.system === "https://fhir.nhs.uk/Id/nhs-number");
  if (nhs?.value !== undefined)
    return { label: "NHS number", value: nhs.value.replace(/^(\d{3})(\d{3})(\d{4})$/, "$1 $2 $3") };
  const record = usable.find((one) => hasCode(one.type, "MR")) ?? usable[0];
  if (record?.value === undefined) return undefined;
  // A UUID says nothing to a person: its first group tells people apart well enough on screen.
  const short = /^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(record.value) ? record.value.slice(0, 8) : record.value;
  return {
    label:
      hasCode(record.type, "MR") || conceptText(record.type) === undefined
        ? "No."
        : (conceptText(record.type) ?? "No."),
    value: short,
  };
}

/** "12 Mill Lane, York YO1 7HH": enough to tell two people of one name apart. */
export function shortAddress(addresses: readonly Address[] | undefined): string | undefined {
  const address =
    addresses?.find((one) => one.use === "home") ?? addresses?.find((one) => one.use !== "old") ?? undefined;
  if (address === undefined) return undefined;
  const place = [address.city, address.postalCode].filter((part) => part !== undefined && part !== "").join(" ");
  const parts = [address.line?.[0], place].filter((part) => part !== undefined && part !== "");
  return parts.length === 0 ? address.text : parts.join(", ");
}

/** "Died 03-Feb-2026", "Deceased, date not recorded", or undefined for the living. */
export function deathText(patient: Patient, zone?: Zone): string | undefined {
  if (patient.deceasedDateTime !== undefined) return `Died ${formatDateTime(patient.deceasedDateTime, zone)}`;
  return patient.deceasedBoolean === true ? "Deceased, date not recorded" : undefined;
}
