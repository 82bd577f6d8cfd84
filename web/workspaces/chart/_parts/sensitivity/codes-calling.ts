import type { SensitivityList } from "../../../../../contract/index.ts";
import type { Coding } from "../../../../ui/clinical/fhir-types.ts";

type Category = SensitivityList["categories"][number];
type CodeList = Category["lists"][number];

/** The codes in a record that call for a label by themselves, in the order of the record; each once. */
export function codesCalling(record: object, { lists }: Pick<Category, "lists">): readonly Coding[] {
  const found = new Map<string, Coding>();
  const collect = (value: unknown): void => {
    if (Array.isArray(value)) for (const item of value) collect(item);
    if (typeof value !== "object" || value === null) return;
    if (isCoding(value) && lists.some((list) => isListed(value, list))) {
      const key = `${value.system}|${value.code}`;
      if (!found.has(key)) found.set(key, value);
    }
    for (const inner of Object.values(value)) collect(inner);
  };
  // Its own labels are no codes of illness.
  for (const [name, value] of Object.entries(record)) if (name !== "meta") collect(value);
  return [...found.values()];
}

type WholeCoding = Coding & { readonly system: string; readonly code: string };

function isCoding(value: object): value is WholeCoding {
  return "system" in value && typeof value.system === "string" && "code" in value && typeof value.code === "string";
}

function isListed({ system, code }: WholeCoding, { systems, match, codes }: CodeList): boolean {
  if (!systems.includes(system)) return false;
  return match === "exact" ? codes.includes(code) : codes.some((range) => isBelow(code, range));
}

/** Whether a code is one of these or below: "F32.1" is in "F20-F51", "Z91.51" is below "Z91.5". */
function isBelow(code: string, range: string): boolean {
  const bare = code.replaceAll(".", "").toUpperCase();
  const [first = "", last] = range.split("-");
  if (last === undefined) return bare.startsWith(first.replaceAll(".", ""));
  const number = /^([A-Z])(\d\d)/.exec(bare);
  return (
    number?.[1] === first.charAt(0) &&
    Number(number[2]) >= Number(first.slice(1)) &&
    Number(number[2]) <= Number(last.slice(1))
  );
}

const systemWords: Readonly<Record<string, string>> = {
  "http://snomed.info/sct": "SNOMED CT",
  "http://loinc.org": "LOINC",
  "http://hl7.org/fhir/sid/icd-10": "ICD-10",
  "http://hl7.org/fhir/sid/icd-10-uk": "ICD-10",
  "http://hl7.org/fhir/sid/icd-10-cm": "ICD-10-CM",
  "http://www.whocc.no/atc": "ATC",
};

/** "SNOMED CT 35489007 (Depressive disorder)" */
export function codingWords({ system, code, display }: Coding): string {
  const bare = [systemWords[system ?? ""] ?? system, code].filter((part) => part !== undefined).join(" ");
  return display === undefined ? bare : `${bare} (${display})`;
}
