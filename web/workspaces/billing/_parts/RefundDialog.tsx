import { Select, SimpleGrid, TextInput } from "@mantine/core";
import { useState } from "react";
import { z } from "zod";
import { paymentMethod } from "../../../../contract/index.ts";
import { announce } from "../../../ui/announce.ts";
import { useSentOnce } from "../../people/_parts/use-sent-once.ts";
import { useAskRefund } from "./billing-calls.ts";
import { isNothing, moneyText, typedAmount } from "./money.ts";
import classes from "./Money.module.css";
import { ReasonDialog } from "./ReasonDialog.tsx";
import { methodWords, methodsAtDesk } from "./words.ts";
import { say } from "../words/index.ts";

type Props = {
  readonly patientId: string;
  readonly branchId: string;
  readonly currency: string;
  readonly digits: number;
  readonly advance: string;
  readonly close: () => void;
};

const refundMethod = paymentMethod.exclude(["advance"]);
const draftOf = z.object({
  requestId: z.string(),
  reason: z.string(),
  amount: z.string(),
  method: refundMethod,
  isSent: z.boolean(),
});
type Draft = z.infer<typeof draftOf>;

/** Asks for money to go back. Somebody else lets it go. */
export function RefundDialog({ patientId, branchId, currency, digits, advance, close }: Props) {
  const ask = useAskRefund();
  const form = useSentOnce({
    name: `refund:${patientId}`,
    schema: draftOf,
    begin: (): Draft => ({
      requestId: crypto.randomUUID(),
      reason: "",
      amount: advance,
      method: "cash",
      isSent: false,
    }),
    mutation: ask,
    send: ({ requestId, method, amount, reason }, done) =>
      ask.mutate(
        {
          requestId,
          patientId,
          branchId,
          method,
          amount: typedAmount(amount, digits) ?? amount,
          reason: reason.trim(),
        },
        {
          onSuccess: () =>
            done(() => {
              announce(say("waitsForApproval"));
              close();
            }),
        },
      ),
  });
  const { amount, method, isSent } = form.draft;
  const [isAsked, setAsked] = useState(false);
  const typed = typedAmount(amount, digits);
  const isFaulty = typed === undefined || isNothing(typed);
  return (
    <ReasonDialog
      title={say("giveMoneyBack")}
      words={say("isPatients", { amount: moneyText(advance, currency) })}
      label={say("why")}
      act={say("askApproval")}
      mutation={ask}
      close={close}
      form={form}
      send={() => {
        setAsked(true);
        if (!isFaulty) form.submit();
      }}
    >
      <SimpleGrid cols={2}>
        <TextInput
          label={say("amount")}
          inputMode="decimal"
          autoComplete="off"
          className={classes.amount}
          value={amount}
          readOnly={isSent}
          error={isAsked && isFaulty ? say("amountFault", { amount: advance }) : undefined}
          onChange={(event) => form.change({ amount: event.currentTarget.value })}
        />
        <Select
          label={say("howBack")}
          data={methodsAtDesk.map((value) => ({ value, label: methodWords[value] }))}
          allowDeselect={false}
          value={method}
          readOnly={isSent}
          onChange={(value) => form.change({ method: refundMethod.safeParse(value).data ?? method })}
        />
      </SimpleGrid>
    </ReasonDialog>
  );
}
