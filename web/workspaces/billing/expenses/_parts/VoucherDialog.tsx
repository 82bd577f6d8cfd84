import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useState } from "react";
import type { Voucher } from "../../../../../contract/index.ts";
import { announce } from "../../../../ui/announce.ts";
import { dateText } from "../../../../ui/dates.ts";
import { ErrorNotice } from "../../../../ui/ErrorNotice.tsx";
import { Facts } from "../../../../ui/Facts.tsx";
import { StatusChip } from "../../../../ui/StatusChip.tsx";
import { useFocusBack } from "../../../../ui/use-focus-back.ts";
import { isNothing, moneyText } from "../../_parts/money.ts";
import { ReasonDialog } from "../../_parts/ReasonDialog.tsx";
import { type Step, useStep } from "./expense-calls.ts";
import { Receipts } from "./Receipts.tsx";
import classes from "./Receipts.module.css";
import { storyOf, voucherStates } from "./voucher-words.ts";
import { say } from "../words/index.ts";
import { inSentence } from "../../../../ui/in-sentence.ts";

type Props = {
  readonly voucher: Voucher;
  readonly category: string;
  readonly edit: () => void;
  readonly close: () => void;
};

/** One voucher whole: what it is, its receipts, what became of it, and what can be done. */
export function VoucherDialog({ voucher, category, edit, close }: Props) {
  useFocusBack();
  const step = useStep();
  const [asking, setAsking] = useState<"reject" | "void" | undefined>(undefined);
  const { id, version, may, state, currency } = voucher;
  const take = (one: Omit<Step, "id" | "version">) =>
    step.mutate(
      { id, version, ...one },
      {
        onSuccess({ number, state: next }) {
          announce(
            say("voucherIs", { number: number ?? say("theVoucher"), state: inSentence(voucherStates[next].label) }),
          );
          close();
        },
      },
    );
  const { label, tone, icon } = voucherStates[state];
  if (asking !== undefined)
    return (
      <ReasonDialog
        title={asking === "reject" ? say("rejectVoucher") : say("voidVoucher")}
        words={asking === "reject" ? say("rejectWords") : state === "paid" ? say("cameBackWords") : say("voidWords")}
        label={say("why")}
        act={say(asking === "reject" ? "reject" : "void")}
        mutation={step}
        close={() => setAsking(undefined)}
        send={(reason) => take({ step: asking, reason })}
      />
    );
  return (
    <Modal
      opened
      onClose={close}
      title={voucher.number ?? say("draft")}
      size="lg"
      closeButtonProps={{ "aria-label": say("close") }}
    >
      <Stack gap="md">
        <Group justify="space-between">
          <Text fw={650} size="lg">
            {moneyText(voucher.amount ?? "0", currency)}
          </Text>
          <StatusChip icon={icon} tone={tone}>
            {label}
          </StatusChip>
        </Group>
        <Facts>
          <dt>{say("whatFor")}</dt>
          <dd>{voucher.title}</dd>
          <dt>{say("paidTo")}</dt>
          <dd>{voucher.payee}</dd>
          <dt>{say("category")}</dt>
          <dd>{category}</dd>
          <dt>{say("of")}</dt>
          <dd>{voucher.date === undefined ? say("notRecorded") : dateText(voucher.date)}</dd>
          {voucher.tax !== undefined && !isNothing(voucher.tax) && (
            <>
              <dt>{say("tax")}</dt>
              <dd>{moneyText(voucher.tax, currency)}</dd>
            </>
          )}
        </Facts>
        {voucher.receipts.length === 0 ? (
          <Text c="dimmed">{say("noReceipt")}</Text>
        ) : (
          <Receipts ids={voucher.receipts} />
        )}
        <ul className={classes.story} aria-label={say("whatBecame")}>
          {storyOf(voucher).map(({ what, who, why }) => (
            <li key={what}>
              {what} <span>{who}</span>
              {why !== undefined && <span> · {why}</span>}
            </li>
          ))}
        </ul>
        {step.error !== null && <ErrorNotice error={step.error} />}
        <Group>
          {may.includes("approve") && (
            <Button data-autofocus loading={step.isPending} onClick={() => take({ step: "approve" })}>
              {say("approve")}
            </Button>
          )}
          {may.includes("submit") && (
            <Button loading={step.isPending} onClick={() => take({ step: "submit" })}>
              {say("submit")}
            </Button>
          )}
          {may.includes("edit") && (
            <Button variant="default" onClick={edit}>
              {say("writeOn")}
            </Button>
          )}
          {may.includes("pay-till") && (
            <Button loading={step.isPending} onClick={() => take({ step: "pay", method: "till" })}>
              {say("payTill")}
            </Button>
          )}
          {may.includes("pay-bank") && (
            <Button variant="default" disabled={step.isPending} onClick={() => take({ step: "pay", method: "bank" })}>
              {say("paidBank")}
            </Button>
          )}
          {may.includes("reject") && (
            <Button variant="default" onClick={() => setAsking("reject")}>
              {say("rejectEllipsis")}
            </Button>
          )}
          {may.includes("void") && (
            <Button variant="subtle" onClick={() => setAsking("void")}>
              {state === "paid" ? say("cameBackEllipsis") : say("voidEllipsis")}
            </Button>
          )}
        </Group>
      </Stack>
    </Modal>
  );
}
