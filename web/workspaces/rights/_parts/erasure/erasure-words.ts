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

/** "3 records are erased, 2 stay." */
export function fatesText(fates: readonly Fate[]): string {
  const erased = fates.filter(({ action }) => action === "erase").length;
  const stays = fates.length - erased;
  return `${erased} ${erased === 1 ? "record" : "records"} to erase, ${stays} to keep sealed away.`;
}
