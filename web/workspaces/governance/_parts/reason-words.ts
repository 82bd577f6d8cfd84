import type { BreakGlassReasonKind } from "../../../../contract/index.ts";
import { say } from "./words/index.ts";

/** Why a record was opened in an emergency. */
export const reasonWords: Readonly<Record<BreakGlassReasonKind, string>> = {
  "emergency-treatment": say("reasonTreatment"),
  "unable-to-consent": say("reasonConsent"),
  "covering-colleague": say("reasonColleague"),
  safeguarding: say("reasonSafety"),
  other: say("reasonOther"),
};
