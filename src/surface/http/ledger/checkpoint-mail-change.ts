import type { CheckpointMailRequest } from "../../../../contract/index.ts";
import { type CheckpointMailSettings, mailboxOf } from "../../../custody/ledger/index.ts";

/** The same address twice is one keeper. */
export function settingsOf({ every, addresses }: CheckpointMailRequest): CheckpointMailSettings {
  const distinct = [...new Map(addresses.map((address) => [mailboxOf(address), address])).values()];
  return { every, keepers: distinct.map((address) => ({ address })) };
}

/** What differs, for the ledger: "every day to week, begun ines@audit.example". */
export function changesOf(before: CheckpointMailSettings, after: CheckpointMailSettings): string {
  const former = byMailbox(before);
  const begun = lacking(after, former);
  const ended = lacking(before, byMailbox(after));
  const rewritten = after.keepers.flatMap(({ address }) => {
    const was = former.get(mailboxOf(address)) ?? address;
    return was === address ? [] : [`${was} written as ${address}`];
  });
  const changes = [
    ...(before.every === after.every ? [] : [`every ${before.every} to ${after.every}`]),
    ...(begun.length === 0 ? [] : [`begun ${begun.join(" ")}`]),
    ...(ended.length === 0 ? [] : [`ended ${ended.join(" ")}`]),
    ...rewritten,
  ];
  return changes.join(", ") || "nothing";
}

function byMailbox({ keepers }: CheckpointMailSettings): ReadonlyMap<string, string> {
  return new Map(keepers.map(({ address }) => [mailboxOf(address), address]));
}

function lacking({ keepers }: CheckpointMailSettings, others: ReadonlyMap<string, string>): string[] {
  return keepers.map(({ address }) => address).filter((address) => !others.has(mailboxOf(address)));
}
