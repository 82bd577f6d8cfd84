import { Text } from "@mantine/core";
import { DateText } from "./DateText.tsx";
import { say } from "./words/index.ts";

/** The end of a list of the ledger's entries where older ones may have been pruned. */
export function PrunedLine({ until }: { readonly until: string | undefined }) {
  if (until === undefined) return null;
  return (
    <Text c="dimmed" size="sm" mt="md">
      {say.rich("pruned", { day: <DateText key="day" value={until} shape="date" /> })}
    </Text>
  );
}
