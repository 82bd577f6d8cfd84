import { z } from "zod";
import { type CheckpointMailRequest, mailRhythm } from "../../../../contract/index.ts";
import type { SettingKind } from "../../../custody/identity/index.ts";
import type { CheckpointMailSettings } from "../../../custody/ledger/index.ts";

const stored = z.object({
  every: mailRhythm.default("day"),
  keepers: z.array(z.object({ id: z.uuid(), address: z.string() })).default([]),
});

/** Whom an organisation's checkpoints are mailed to, and how often. */
export const checkpointMailSettings: SettingKind<CheckpointMailSettings> = {
  key: "checkpoint-mail",
  parse: (value) => stored.parse(value ?? {}),
};

/** Who is named already keeps their number, and with it what was sent to them; the same address twice is one keeper. */
export function settingsOf(
  { every, addresses }: CheckpointMailRequest,
  before: CheckpointMailSettings,
  newId: () => string,
): CheckpointMailSettings {
  const distinct = [...new Map(addresses.map((address) => [address.toLowerCase(), address])).values()];
  const known = new Map(before.keepers.map(({ id, address }) => [address, id]));
  return { every, keepers: distinct.map((address) => ({ id: known.get(address) ?? newId(), address })) };
}

/** What differs, for the ledger: "every day to week, begun ines@audit.example". */
export function changesOf(before: CheckpointMailSettings, after: CheckpointMailSettings): string {
  const lacking = (from: CheckpointMailSettings, others: CheckpointMailSettings) =>
    from.keepers.filter(({ id }) => others.keepers.every((other) => other.id !== id)).map(({ address }) => address);
  const begun = lacking(after, before);
  const ended = lacking(before, after);
  const changes = [
    ...(before.every === after.every ? [] : [`every ${before.every} to ${after.every}`]),
    ...(begun.length === 0 ? [] : [`begun ${begun.join(" ")}`]),
    ...(ended.length === 0 ? [] : [`ended ${ended.join(" ")}`]),
  ];
  return changes.join(", ") || "nothing";
}
