import { Text } from "@mantine/core";
import type { LedgerState } from "../../../../contract/index.ts";
import { DateText } from "../../../ui/DateText.tsx";
import { figures } from "../../../language/index.ts";
import { say } from "./ledger/words/index.ts";

const count = figures();

/** How long entries are kept, what forbids that any goes, and what went. */
export function RetentionLine({ retention }: { readonly retention: LedgerState["retention"] }) {
  const { years, holds, pruned } = retention;
  return (
    <Text size="sm" mb="xs">
      {say("keptYears", { years })}{" "}
      {holds > 0 && `${holds === 1 ? say("holdForbids") : say("holdsForbid", { holds })} `}
      {pruned === undefined
        ? say("nonePruned")
        : say.rich(pruned.isUnderWay ? "prunedUnderWay" : "prunedWords", {
            count: count.format(pruned.entries),
            until: <DateText key="until" value={pruned.until} shape="date" />,
            on: <DateText key="on" value={pruned.declaredAt} shape="date" />,
          })}
    </Text>
  );
}
