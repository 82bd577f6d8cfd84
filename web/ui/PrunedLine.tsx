import { Text } from "@mantine/core";
import { DateText } from "./DateText.tsx";

/** The end of a list of the ledger's entries where older ones may have been pruned. */
export function PrunedLine({ until }: { readonly until: string | undefined }) {
  if (until === undefined) return null;
  return (
    <Text c="dimmed" size="sm" mt="md">
      Entries written up to <DateText value={until} shape="date" /> were pruned, as this organisation’s retention says.
      The ledger has that on record, and proofs taken out before still hold.
    </Text>
  );
}
