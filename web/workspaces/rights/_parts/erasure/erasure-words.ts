import type { Erasure, Fate } from "../../../../../contract/index.ts";

const stepWords: Readonly<Record<string, string>> = {
  propose: "Erasure proposed",
  approve: "Erasure approved",
  erase: "Erased",
  refuse: "Erasure refused",
  withdraw: "Proposal withdrawn",
  lapse: "Lapsed",
};

/** "Erasure proposed by Ines Duarte: asked for by letter" */
export function erasureStepText({ event, by, why }: Erasure["steps"][number]): string {
  return `${stepWords[event] ?? event} by ${by}: ${why}`;
}

/** "Medication request 0d0c9e3c": enough to tell them apart, and nothing of what they say. */
export function recordText(record: string): string {
  const [type = "", id = ""] = record.split("/");
  const words = type.replace(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return `${words} ${id.slice(-8)}`;
}

/** "2 other records name one of these, and stay as they are: Communication 5f1c2f2e, …" */
export function namedText(named: readonly string[]): string {
  return named.length === 1
    ? `1 other record names one of these, and stays as it is: ${listText(named)}.`
    : `${named.length} other records name one of these, and stay as they are: ${listText(named)}.`;
}

/** "2 files or signatures of these say of no patient whose they are. No erasure reaches them: Binary 5f1c2f2e, …" */
export function untiedText(untied: readonly string[]): string {
  return untied.length === 1
    ? `1 file or signature of these says of no patient whose it is. No erasure reaches it: ${listText(untied)}.`
    : `${untied.length} files or signatures of these say of no patient whose they are. No erasure reaches them: ${listText(untied)}.`;
}

function listText(records: readonly string[]): string {
  const [most, rest] = [records.slice(0, 5), records.length - 5];
  return [...most.map(recordText), ...(rest > 0 ? [`${rest} more`] : [])].join(", ");
}

/** "3 records are erased, 2 stay." */
export function fatesText(fates: readonly Fate[]): string {
  const erased = fates.filter(({ action }) => action === "erase").length;
  const stays = fates.length - erased;
  return `${erased} ${erased === 1 ? "record" : "records"} to erase, ${stays} to keep sealed away.`;
}
