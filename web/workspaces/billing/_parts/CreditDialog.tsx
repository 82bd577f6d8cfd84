import { Checkbox, Stack } from "@mantine/core";
import { useState } from "react";
import type { Invoice } from "../../../../contract/index.ts";
import { announce } from "../../../ui/announce.ts";
import { useCredit } from "./billing-calls.ts";
import { moneyText } from "./money.ts";
import { ReasonDialog } from "./ReasonDialog.tsx";
import { say } from "../words/index.ts";

type Props = { readonly invoice: Invoice; readonly close: () => void };

/** Takes lines off an issued invoice. It stays, and a credit note stands against it. */
export function CreditDialog({ invoice, close }: Props) {
  const credit = useCredit();
  const [requestId] = useState(() => crypto.randomUUID());
  const [lines, setLines] = useState<readonly number[]>(() => invoice.lines.map((_, at) => at));
  return (
    <ReasonDialog
      title={invoice.number === undefined ? say("creditTheInvoice") : say("creditNumber", { number: invoice.number })}
      words={say("creditWords")}
      label={say("why")}
      act={say("credit")}
      mutation={credit}
      close={close}
      send={(reason) => {
        if (lines.length === 0) return;
        const all = lines.length === invoice.lines.length;
        credit.mutate(
          { id: invoice.id, requestId, reason, ...(all ? {} : { lines: [...lines] }) },
          {
            onSuccess(note) {
              announce(say("creditNoteSaid", { number: note.number ?? "" }));
              close();
            },
          },
        );
      }}
    >
      <Stack gap="xs" role="group" aria-label={say("lines")}>
        {invoice.lines.map((line, at) => (
          <Checkbox
            key={at}
            label={say("textAmount", { text: line.text, amount: moneyText(line.total, invoice.currency) })}
            checked={lines.includes(at)}
            onChange={({ currentTarget: { checked } }) =>
              setLines(checked ? [...lines, at].toSorted((a, b) => a - b) : lines.filter((one) => one !== at))
            }
          />
        ))}
      </Stack>
    </ReasonDialog>
  );
}
