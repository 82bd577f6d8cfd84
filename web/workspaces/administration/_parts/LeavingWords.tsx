import { Text } from "@mantine/core";
import type { PersonRow } from "../../../../contract/index.ts";
import { dateText } from "../../../ui/dates.ts";

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
  if (removedAt !== undefined) return `Account removed ${dateText(removedAt)}`;
  if (removal === undefined) return undefined;
  if (removal.heldBy.length === 0) return `To be removed ${dateText(removal.on)}`;
  return `Kept by legal hold ${removal.heldBy.join(", ")}`;
}
