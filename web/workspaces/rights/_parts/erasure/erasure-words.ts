import type { Erasure, Fate } from "../../../../../contract/index.ts";
import { isolated } from "../../../../language/index.ts";
import { typeWords } from "../../../../ui/record-types/type-words.ts";
import { say } from "../../words/index.ts";

const stepNames: Readonly<
  Record<
    string,
    "erasureProposed" | "erasureApproved" | "erasedBy" | "erasureRefused" | "proposalWithdrawn" | "lapsedBy"
  >
> = {
  propose: "erasureProposed",
  approve: "erasureApproved",
  erase: "erasedBy",
  refuse: "erasureRefused",
  withdraw: "proposalWithdrawn",
  lapse: "lapsedBy",
};

/** "Erasure proposed by Ines Duarte: asked for by letter" */
export function erasureStepText({ event, by, why }: Erasure["steps"][number]): string {
  const name = stepNames[event];
  return name === undefined ? say("stepBy", { step: event, by, why }) : say(name, { by, why });
}

/** "Medication request 0d0c9e3c": enough to tell them apart, and nothing of what they say. */
export function recordText(record: string): string {
  const [type = "", id = ""] = record.split("/");
  return `${typeWords(type)} ${isolated(id.slice(-8))}`;
}

/** "2 other records name one of these, and stay as they are: Communication 5f1c2f2e, …" */
export function namedText(named: readonly string[]): string {
  return say("othersName", { count: named.length, records: listText(named) });
}

/** "2 files or signatures of these say of no patient whose they are. No erasure reaches them: Binary 5f1c2f2e, …" */
export function untiedText(untied: readonly string[]): string {
  return say("untied", { count: untied.length, records: listText(untied) });
}

function listText(records: readonly string[]): string {
  const [most, rest] = [records.slice(0, 5), records.length - 5];
  return [...most.map(recordText), ...(rest > 0 ? [say("moreRecords", { count: rest })] : [])].join(", ");
}

/** "3 records are erased, 2 stay." */
export function fatesText(fates: readonly Fate[]): string {
  const erased = fates.filter(({ action }) => action === "erase").length;
  const stays = fates.length - erased;
  return say("fates", { erased, stays });
}
