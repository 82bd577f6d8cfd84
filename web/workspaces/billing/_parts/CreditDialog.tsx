import { Checkbox, Stack } from "@mantine/core";
import { z } from "zod";
import type { Invoice } from "../../../../contract/index.ts";
import { announce } from "../../../ui/announce.ts";
import { useSentOnce } from "../../people/_parts/use-sent-once.ts";
import { useCredit } from "./billing-calls.ts";
import { moneyText } from "./money.ts";
import { ReasonDialog } from "./ReasonDialog.tsx";
import { say } from "../words/index.ts";

type Props = { readonly invoice: Invoice; readonly close: () => void };

const draftOf = z.object({
  requestId: z.string(),
  reason: z.string(),
  lines: z.array(z.number()),
  isSent: z.boolean(),
});

/** Takes lines off an issued invoice. It stays, and a credit note stands against it. */
export function CreditDialog({ invoice, close }: Props) {
  const credit = useCredit();
  const form = useSentOnce({
    name: `credit:${invoice.id}`,
    schema: draftOf,
    begin: () => ({
      requestId: crypto.randomUUID(),
      reason: "",
      lines: invoice.lines.map((_, at) => at),
      isSent: false,
    }),
    mutation: credit,
    send: ({ requestId, reason, lines }, done) => {
      const all = lines.length === invoice.lines.length;
      credit.mutate(
        { id: invoice.id, requestId, reason: reason.trim(), ...(all ? {} : { lines }) },
        {
          onSuccess: (note) =>
            done(() => {
              announce(say("creditNoteSaid", { number: note.number ?? "" }));
              close();
            }),
        },
      );
    },
  });
  const { lines, isSent } = form.draft;
  return (
    <ReasonDialog
      title={invoice.number === undefined ? say("creditTheInvoice") : say("creditNumber", { number: invoice.number })}
      words={say("creditWords")}
      label={say("why")}
      act={say("credit")}
      mutation={credit}
      close={close}
      form={form}
      send={() => {
        if (lines.length > 0) form.submit();
      }}
    >
      <Stack gap="xs" role="group" aria-label={say("lines")}>
        {invoice.lines.map((line, at) => (
          <Checkbox
            key={at}
            label={say("textAmount", { text: line.text, amount: moneyText(line.total, invoice.currency) })}
            checked={lines.includes(at)}
            disabled={isSent}
            onChange={({ currentTarget: { checked } }) =>
              form.change({
                lines: checked ? [...lines, at].toSorted((a, b) => a - b) : lines.filter((one) => one !== at),
              })
            }
          />
        ))}
      </Stack>
    </ReasonDialog>
  );
}
