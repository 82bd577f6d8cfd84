import { Select, SimpleGrid, TextInput } from "@mantine/core";
import { useState } from "react";
import { type NewRefund, paymentMethod } from "../../../../contract/index.ts";
import { announce } from "../../../ui/announce.ts";
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

/** Asks for money to go back. Somebody else lets it go. */
export function RefundDialog({ patientId, branchId, currency, digits, advance, close }: Props) {
  const ask = useAskRefund();
  const [requestId] = useState(() => crypto.randomUUID());
  const [amount, setAmount] = useState(advance);
  const [method, setMethod] = useState<NewRefund["method"]>("cash");
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
      send={(reason) => {
        setAsked(true);
        if (typed === undefined || isFaulty) return;
        ask.mutate(
          { requestId, patientId, branchId, method, amount: typed, reason },
          {
            onSuccess() {
              announce(say("waitsForApproval"));
              close();
            },
          },
        );
      }}
    >
      <SimpleGrid cols={2}>
        <TextInput
          label={say("amount")}
          inputMode="decimal"
          autoComplete="off"
          className={classes.amount}
          value={amount}
          error={isAsked && isFaulty ? say("amountFault", { amount: advance }) : undefined}
          onChange={(event) => setAmount(event.currentTarget.value)}
        />
        <Select
          label={say("howBack")}
          data={methodsAtDesk.map((value) => ({ value, label: methodWords[value] }))}
          allowDeselect={false}
          value={method}
          onChange={(value) => setMethod(refundMethod.safeParse(value).data ?? method)}
        />
      </SimpleGrid>
    </ReasonDialog>
  );
}
