import { Button, Text } from "@mantine/core";
import { useState } from "react";
import { dateText } from "../../../ui/dates.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { Part } from "../../my-record/_parts/Frame.tsx";
import classes from "../../my-record/_parts/my-record.module.css";
import { useStatement } from "../_parts/billing-calls.ts";
import { moneyText } from "../_parts/money.ts";
import { useAskOnline, useOnlinePayments, useOnlineStanding } from "./online-calls.ts";
import { say } from "./words/index.ts";

/** What one owes, with the way to pay it online. Nothing where nothing is due, or nobody is paid online here. */
export function PayMine({ patientId }: { readonly patientId: string }) {
  const standing = useOnlineStanding();
  if (standing.data?.isOn !== true) return null;
  return <Dues patientId={patientId} provider={standing.data.provider ?? say("theProvider")} />;
}

function Dues({ patientId, provider }: { readonly patientId: string; readonly provider: string }) {
  const money = useStatement(patientId);
  const asked = useOnlinePayments(patientId, true);
  const ask = useAskOnline();
  const [requestId] = useState(() => crypto.randomUUID());
  const said = money.data;
  if (said === undefined || said.open.length === 0) return null;
  const waiting = asked.data?.payments.find(({ state, link }) => state === "open" && link !== undefined);
  const isPending = asked.data?.payments.some(({ state }) => state === "pending") === true;
  const pay = () => {
    if (waiting?.link !== undefined) {
      window.location.assign(waiting.link);
      return;
    }
    ask.mutate(
      { requestId, patientId, invoiceIds: said.open.map(({ id }) => id) },
      { onSuccess: ({ link }) => link !== undefined && window.location.assign(link) },
    );
  };
  return (
    <Part title={say("toPay")}>
      <ul className={classes.items}>
        {said.open.map(({ id, number, date, open, currency }) => (
          <li key={id} className={classes.item}>
            {say.rich(date === undefined ? "openInvoice" : "openInvoiceOf", {
              amount: moneyText(open, currency),
              number: number ?? "",
              day: date === undefined ? "" : dateText(date),
              b: (inside) => <strong key="b">{inside}</strong>,
            })}
          </li>
        ))}
      </ul>
      {isPending && <Text>{say("paymentOnWay")}</Text>}
      {ask.error !== null && <ErrorNotice error={ask.error} />}
      <Button mt="sm" size="md" loading={ask.isPending} onClick={pay}>
        {say("payOnline", { amount: moneyText(waiting?.amount ?? said.due, said.currency) })}
      </Button>
      <Text size="sm" c="dimmed" mt="xs">
        {say("youPayOn", { provider })}
      </Text>
    </Part>
  );
}
