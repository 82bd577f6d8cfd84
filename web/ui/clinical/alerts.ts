import { conceptTitle, hasCode } from "./codes.ts";
import type { Flag } from "./fhir-types.ts";
import { say } from "./words/index.ts";

/** SNOMED CT 304253006 "Not for resuscitation", 304252001 "For resuscitation"; LOINC 100822-6 code status. */
const resuscitationCodes = [
  "304253006",
  "304252001",
  "304251008",
  "450475007",
  "450476008",
  "100822-6",
  "DNR",
  "DNACPR",
];
const resuscitationWords = /\b(?:DNACPR|DNAR|DNR|(?:not|for) .*resuscitat\w*|resuscitat\w*)\b/i;

export type Alerts = {
  readonly resuscitation: string | undefined;
  readonly alerts: readonly { readonly id: string; readonly text: string; readonly kind: string | undefined }[];
};

/** Active flags, apart the one that says what to do when the heart stops. */
export function alertsOf(flags: readonly Flag[], now: number): Alerts {
  const active = flags.filter(
    (flag) => flag.status === "active" && (flag.period?.end === undefined || Date.parse(flag.period.end) > now),
  );
  const speaks = (flag: Flag) =>
    hasCode(flag.code, ...resuscitationCodes) || resuscitationWords.test(conceptTitle(flag.code) ?? "");
  return {
    resuscitation: active.filter(speaks).map((flag) => conceptTitle(flag.code))[0],
    alerts: active
      .filter((flag) => !speaks(flag))
      .map((flag) => ({
        id: flag.id ?? "",
        text: conceptTitle(flag.code) ?? say("alertWithoutWords"),
        kind: conceptTitle(flag.category?.[0]),
      })),
  };
}
