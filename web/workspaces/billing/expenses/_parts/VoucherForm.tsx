import { Button, Group, Modal, Select, SimpleGrid, Stack, TextInput } from "@mantine/core";
import { useState } from "react";
import { z } from "zod";
import type { ExpenseSettings, Voucher } from "../../../../../contract/index.ts";
import { announce } from "../../../../ui/announce.ts";
import { dateText, exampleDay } from "../../../../ui/dates.ts";
import { ErrorNotice } from "../../../../ui/ErrorNotice.tsx";
import { typedDate } from "../../../../ui/typed-date.ts";
import { useFocusBack } from "../../../../ui/use-focus-back.ts";
import { useResend } from "../../../desk/_parts/use-resend.ts";
import { useKeptForm } from "../../../people/_parts/use-kept-form.ts";
import { KeptLine } from "../../_parts/KeptLine.tsx";
import { isNothing, moneyText, typedAmount } from "../../_parts/money.ts";
import classes from "../../_parts/Money.module.css";
import { useWriteVoucher } from "./expense-calls.ts";
import { AddReceipt, Receipts } from "./Receipts.tsx";
import { say } from "../words/index.ts";

type Props = {
  readonly branchId: string;
  readonly settings: ExpenseSettings;
  readonly currency: string;
  readonly digits: number;
  /** The organisation's today. */
  readonly today: string;
  /** A draft that is written on. */
  readonly draft: Voucher | undefined;
  readonly close: () => void;
};

const typedOf = z.object({
  requestId: z.string(),
  title: z.string(),
  payee: z.string(),
  amount: z.string(),
  tax: z.string(),
  category: z.string(),
  date: z.string(),
  receiptIds: z.array(z.string()),
});
type Typed = z.infer<typeof typedOf>;

/** Writes down what was spent. Within the budget nobody has to approve it. */
export function VoucherForm({ branchId, settings, currency, digits, today, draft, close }: Props) {
  useFocusBack();
  const [typed, setTyped] = useState<Typed>(() => ({
    requestId: crypto.randomUUID(),
    title: draft?.title ?? "",
    payee: draft?.payee ?? "",
    amount: draft?.amount ?? "",
    tax: draft?.tax ?? "",
    category: draft?.category ?? settings.categories[0]?.code ?? "",
    date: dateText(draft?.date ?? today),
    receiptIds: [...(draft?.receipts ?? [])],
  }));
  const [isTyped, setIsTyped] = useState(false);
  const [isAsked, setAsked] = useState(false);
  const [submits, setSubmits] = useState(true);
  const kept = useKeptForm(`voucher:${draft?.id ?? branchId}`, typedOf, setTyped);
  const write = useWriteVoucher();
  const change = (part: Partial<Typed>) =>
    setTyped((before) => {
      const next = { ...before, ...part };
      setIsTyped(true);
      kept.keep(next);
      return next;
    });
  const [amount, tax, date] = [
    typedAmount(typed.amount, digits),
    typed.tax.trim() === "" ? "0" : typedAmount(typed.tax, digits),
    typedDate(typed.date),
  ];
  const faults = {
    title: typed.title.trim() === "" ? say("sayWhatFor") : undefined,
    payee: typed.payee.trim() === "" ? say("sayToWhom") : undefined,
    amount: amount === undefined || isNothing(amount) ? say("amountFault") : undefined,
    tax: tax === undefined ? say("amountOrNothing") : undefined,
    date: date === undefined ? say("writeDayAs", { day: exampleDay }) : date > today ? say("dayNotCome") : undefined,
  };
  const shown = (fault: string | undefined) => (isAsked ? fault : undefined);
  const sendIt = (submit: boolean) => {
    setAsked(true);
    setSubmits(submit);
    if (Object.values(faults).some((fault) => fault !== undefined)) return;
    const content = {
      branchId,
      category: typed.category,
      title: typed.title.trim(),
      payee: typed.payee.trim(),
      amount: amount ?? "",
      tax: tax ?? "0",
      date: date ?? "",
      receiptIds: typed.receiptIds,
      submit,
    };
    write.mutate(
      draft === undefined
        ? { requestId: typed.requestId, ...content }
        : { id: draft.id, version: draft.version, ...content },
      {
        onSuccess({ number, state }) {
          kept.forget();
          announce(
            state === "draft"
              ? say("keptAsDraft")
              : say(state === "approved" ? "isWithinBudget" : "isWaiting", { number: number ?? "" }),
          );
          close();
        },
      },
    );
  };
  useResend(write.error, write.isPending, () => sendIt(submits));
  return (
    <Modal
      opened
      onClose={close}
      title={draft === undefined ? say("newVoucher") : say("writeOn")}
      size="lg"
      closeOnClickOutside={false}
      closeButtonProps={{ "aria-label": say("close") }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          sendIt(true);
        }}
        noValidate
      >
        <Stack gap="md">
          <SimpleGrid cols={{ base: 1, xs: 2 }}>
            <TextInput
              label={say("whatFor")}
              data-autofocus
              autoComplete="off"
              maxLength={200}
              value={typed.title}
              error={shown(faults.title)}
              onChange={({ currentTarget: { value } }) => change({ title: value })}
            />
            <TextInput
              label={say("paidTo")}
              autoComplete="off"
              maxLength={120}
              value={typed.payee}
              error={shown(faults.payee)}
              onChange={({ currentTarget: { value } }) => change({ payee: value })}
            />
            <TextInput
              label={say("amountTaxIncluded", { currency })}
              inputMode="decimal"
              autoComplete="off"
              className={classes.amount}
              value={typed.amount}
              error={shown(faults.amount)}
              onChange={({ currentTarget: { value } }) => change({ amount: value })}
            />
            <TextInput
              label={say("ofWhichTax")}
              placeholder={moneyText(digits === 0 ? "0" : `0.${"0".repeat(digits)}`, currency)}
              inputMode="decimal"
              autoComplete="off"
              className={classes.amount}
              value={typed.tax}
              error={shown(faults.tax)}
              onChange={({ currentTarget: { value } }) => change({ tax: value })}
            />
            <Select
              label={say("category")}
              allowDeselect={false}
              data={settings.categories.map(({ code, name }) => ({ value: code, label: name }))}
              value={typed.category}
              onChange={(value) => value !== null && change({ category: value })}
            />
            <TextInput
              label={say("dayOnReceipt")}
              autoComplete="off"
              value={typed.date}
              error={shown(faults.date)}
              onChange={({ currentTarget: { value } }) => change({ date: value })}
            />
          </SimpleGrid>
          <Receipts
            ids={typed.receiptIds}
            remove={(id) => change({ receiptIds: typed.receiptIds.filter((one) => one !== id) })}
          />
          {typed.receiptIds.length < 8 && (
            <AddReceipt branchId={branchId} added={(id) => change({ receiptIds: [...typed.receiptIds, id] })} />
          )}
          {write.error !== null && <ErrorNotice error={write.error} />}
          <Group>
            <Button type="submit" loading={write.isPending && submits}>
              {say("submit")}
            </Button>
            <Button variant="default" loading={write.isPending && !submits} onClick={() => sendIt(false)}>
              {say("keepDraft")}
            </Button>
            <KeptLine mutation={write} isTyped={isTyped} kept={kept} />
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
