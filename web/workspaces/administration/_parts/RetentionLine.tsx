import { Text } from "@mantine/core";
import type { LedgerState } from "../../../../contract/index.ts";
import { DateText } from "../../../ui/DateText.tsx";

const count = new Intl.NumberFormat("en-GB");

/** How long entries are kept, what forbids that any goes, and what went. */
export function RetentionLine({ retention }: { readonly retention: LedgerState["retention"] }) {
  const { years, holds, pruned } = retention;
  return (
    <Text size="sm" mb="xs">
      Entries are kept for {years} years.{" "}
      {holds > 0 && `${holds === 1 ? "One hold forbids" : `${holds} holds forbid`} that any goes. `}
      {pruned === undefined ? (
        "None was pruned yet."
      ) : (
        <>
          The first {count.format(pruned.entries)}, written up to <DateText value={pruned.until} shape="date" />, were
          pruned <DateText value={pruned.declaredAt} shape="date" />
          {pruned.isUnderWay && ", which is still under way"}: the ledger has that on record, and their hashes stay.
        </>
      )}
    </Text>
  );
}
