import { Text } from "@mantine/core";
import type { PersonRow } from "../../../../contract/index.ts";
import { dateText } from "../../../ui/dates.ts";
import { say } from "./words/index.ts";

/** What becomes of an account that ended. */
export function LeavingWords({ person: { removal, removedAt } }: { readonly person: PersonRow }) {
  const words = leavingWords({ removal, removedAt });
  return words === undefined ? undefined : (
    <Text c="dimmed" fz="xs">
      {words}
    </Text>
  );
}

function leavingWords({ removal, removedAt }: Pick<PersonRow, "removal" | "removedAt">): string | undefined {
  if (removedAt !== undefined) return say("accountRemoved", { day: dateText(removedAt) });
  if (removal === undefined) return undefined;
  if (removal.heldBy.length === 0) return say("toBeRemoved", { day: dateText(removal.on) });
  return say("keptByHold", { holds: removal.heldBy.join(", ") });
}
