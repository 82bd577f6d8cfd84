import type { BreakGlassDetail } from "../../../../contract/index.ts";
import { dateTimeText } from "../../../ui/dates.ts";
import { type Column, DataTable } from "../../../ui/DataTable.tsx";
import { StatusChip } from "../../../ui/StatusChip.tsx";
import { IconPencil } from "@tabler/icons-react";
import { actText, type Deed, deedsOf, isLook } from "./deeds.ts";
import { spanText } from "./span-text.ts";
import { say } from "../words/index.ts";

/** "the personal details" as "Personal details". */
function capital(words: string): string {
  const bare = words.replace(/^the /, "");
  return bare.charAt(0).toUpperCase() + bare.slice(1);
}

const columns: readonly Column<Deed>[] = [
  { key: "kind", header: say("records"), cell: ({ kind }) => capital(kind) },
  {
    key: "act",
    header: say("whatWasDoneHead"),
    cell: (deed) =>
      isLook(deed) ? (
        actText(deed.act)
      ) : (
        <StatusChip icon={IconPencil} tone="caution">
          {actText(deed.act)}
        </StatusChip>
      ),
  },
  { key: "records", header: say("howMany"), cell: ({ records }) => records, numeric: true, width: "8rem" },
  {
    key: "when",
    header: say("when"),
    cell: ({ first, last }) => (
      <time dateTime={first}>
        {dateTimeText(first) === dateTimeText(last) ? dateTimeText(first) : spanText(first, last)}
      </time>
    ),
  },
];

/** What was done in a record, by kind: readable at a glance, however many entries the ledger has of it. */
export function DeedsTable({ accesses }: { readonly accesses: BreakGlassDetail["accesses"] }) {
  return (
    <DataTable
      caption={say("doneUnder")}
      columns={columns}
      rows={deedsOf(accesses)}
      rowKey={({ act, kind }) => `${act} ${kind}`}
    />
  );
}
