import { say } from "./words/index.ts";
/** A role in words; one that the organisation made itself is named as it is. */
export function roleWords(role: string): { readonly label: string; readonly does: string } {
  switch (role) {
    case "administrator":
      return { label: say("administrator"), does: "runs the house: people, clients, imports, the ledger" };
    case "clinician":
      return { label: say("clinician"), does: "reads charts, writes and signs notes" };
    case "front-desk":
      return { label: say("frontDesk"), does: "finds and registers patients, keeps the day’s board" };
    case "auditor":
      return { label: say("auditor"), does: "verifies the ledger and sees who looked at what" };
    default:
      return { label: role, does: "" };
  }
}
