import { say } from "./words/index.ts";
/** A role in words; one that the organisation made itself is named as it is. */
export function roleWords(role: string): { readonly label: string; readonly does: string } {
  switch (role) {
    case "administrator":
      return { label: say("administrator"), does: say("administratorDoes") };
    case "clinician":
      return { label: say("clinician"), does: say("clinicianDoes") };
    case "front-desk":
      return { label: say("frontDesk"), does: say("frontDeskDoes") };
    case "auditor":
      return { label: say("auditor"), does: say("auditorDoes") };
    default:
      return { label: role, does: "" };
  }
}
