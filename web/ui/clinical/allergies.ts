import { conceptText, conceptTitle, firstCode, hasCode } from "./codes.ts";
import type { AllergyIntolerance, Meta } from "./fhir-types.ts";
import { say } from "./words/index.ts";

export type AllergyLine = {
  readonly id: string;
  readonly name: string;
  readonly criticality: "high" | "low" | "unassessed";
  readonly reactions: string | undefined;
  readonly unconfirmed: boolean;
  readonly meta: Meta | undefined;
};

/** Three things that must never look alike. `none` means that someone asked and wrote down that there are none. */
export type AllergyState =
  | { readonly kind: "listed"; readonly allergies: readonly AllergyLine[] }
  | { readonly kind: "none"; readonly assertedOn: string | undefined }
  | { readonly kind: "not-recorded" };

/** SNOMED CT concepts that say "no known allergy" (716186003) and its kinds. */
const noneCodes = [
  "716186003",
  "409137002",
  "428197003",
  "428607008",
  "429625007",
  "1003774007",
  "no-known-allergies",
  "nka",
];

export function saysNoAllergy(allergy: AllergyIntolerance): boolean {
  return hasCode(allergy.code, ...noneCodes) || /^no known (?:\w+ )?allerg/i.test(conceptText(allergy.code) ?? "");
}

/** Refuted and entered-in-error records and resolved allergies don't count towards the banner. */
export function isActiveAllergy(allergy: AllergyIntolerance): boolean {
  const verification = firstCode(allergy.verificationStatus);
  if (verification === "refuted" || verification === "entered-in-error") return false;
  const clinical = firstCode(allergy.clinicalStatus);
  return clinical === undefined || clinical === "active";
}

const weight = { high: 0, unassessed: 1, low: 2 } as const;

export function allergyLine(allergy: AllergyIntolerance): AllergyLine {
  const reactions = (allergy.reaction ?? []).flatMap((reaction) => {
    const shown = (reaction.manifestation ?? []).map(conceptTitle).filter((text) => text !== undefined);
    return shown.length > 0 ? shown : reaction.description === undefined ? [] : [reaction.description];
  });
  const verification = firstCode(allergy.verificationStatus);
  return {
    id: allergy.id ?? "",
    name: allergyName(allergy),
    criticality: allergy.criticality === "high" || allergy.criticality === "low" ? allergy.criticality : "unassessed",
    reactions: reactions.length === 0 ? undefined : [...new Set(reactions)].join(", "),
    unconfirmed: verification === "unconfirmed" || verification === "presumed",
    meta: allergy.meta,
  };
}

/** "Penicillin", not "Allergy to penicillin": under the heading "Allergies" the words would hide the name. */
function allergyName(allergy: AllergyIntolerance): string {
  const text =
    conceptTitle(allergy.code) ??
    allergy.reaction?.map((reaction) => conceptTitle(reaction.substance)).find((one) => one !== undefined) ??
    say("substanceNotNamed");
  const bare = text.replace(/^(?:allergy|hypersensitivity) to /i, "").replace(/ (?:allergy|hypersensitivity)$/i, "");
  return bare === "" ? text : bare.charAt(0).toUpperCase() + bare.slice(1);
}

/** An allergy outweighs a "none known" beside it: the safer reading of a contradiction. */
export function allergyState(records: readonly AllergyIntolerance[]): AllergyState {
  const active = records.filter(isActiveAllergy);
  const listed = active.filter((record) => !saysNoAllergy(record)).map(allergyLine);
  if (listed.length > 0)
    return {
      kind: "listed",
      allergies: listed.sort((a, b) => weight[a.criticality] - weight[b.criticality] || a.name.localeCompare(b.name)),
    };
  const none = active.find(saysNoAllergy);
  return none === undefined ? { kind: "not-recorded" } : { kind: "none", assertedOn: none.recordedDate };
}
