import { Button, Group, Text, TextInput } from "@mantine/core";
import { IconLink } from "@tabler/icons-react";
import { useState } from "react";
import type { OnlinePayment } from "../../../../contract/index.ts";
import { announce } from "../../../ui/announce.ts";
import { CopyButton } from "../../../ui/CopyButton.tsx";
import { DataTable } from "../../../ui/DataTable.tsx";
import { dateTimeText } from "../../../ui/dates.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { QrCode } from "../../../ui/QrCode.tsx";
import { Section } from "../../../ui/Section.tsx";
import { StatusChip } from "../../../ui/StatusChip.tsx";
import { later } from "../../../ui/later.tsx";
import { moneyText, typedAmount } from "../_parts/money.ts";
import classes from "../_parts/Money.module.css";
import { useActOnline, useAskOnline, useOnlinePayments, useOnlineStanding, useRefundOnline } from "./online-calls.ts";
import { onlineStates } from "./online-words.ts";
import { say } from "./words/index.ts";

const ReasonDialog = later(async () => (await import("../_parts/ReasonDialog.tsx")).ReasonDialog);

type Props = {
  readonly patientId: string;
  readonly branchId: string;
  readonly currency: string;
  readonly digits: number;
  /** What is open on invoices, as the statement says it. */
  readonly due: string;
};

/** Payments on the provider's pages: to ask for one, to show its link, and how each stands. Nothing where nobody is paid online. */
export function OnlineSection(props: Props) {
  const standing = useOnlineStanding();
  const { patientId } = props;
  const list = useOnlinePayments(patientId, standing.data?.isOn === true);
  const act = useActOnline();
  const [shown, setShown] = useState<string | undefined>(undefined);
  const [refunding, setRefunding] = useState<OnlinePayment | undefined>(undefined);
  if (standing.data?.isOn !== true) return null;
  const payments = list.data?.payments ?? [];
  const link = payments.find(({ id }) => id === shown)?.link;
  return (
    <Section title={say("online")} words={say("onPageOf", { provider: standing.data.provider ?? say("theProvider") })}>
      {standing.data.may.ask && <AskOnline {...props} made={setShown} />}
      {link !== undefined && (
        <Group align="flex-start" my="md">
          <QrCode text={link} label={say("qrCode")} size={150} />
          <div>
            <Text>{say("scanned")}</Text>
            <Group gap="xs" mt="xs">
              <Button
                component="a"
                size="compact-sm"
                href={link}
                target="_blank"
                rel="noopener noreferrer"
                variant="default"
              >
                {say("openPage")}
              </Button>
              <CopyButton text={link} what={say("theLink")} />
            </Group>
          </div>
        </Group>
      )}
      {list.error !== null && <ErrorNotice error={list.error} again={() => void list.refetch()} />}
      {act.error !== null && <ErrorNotice error={act.error} />}
      {payments.length > 0 && (
        <DataTable
          caption={say("onlineCaption")}
          rows={payments}
          rowKey={({ id }) => id}
          faded={({ state }) => state === "expired" || state === "cancelled"}
          columns={[
            {
              key: "what",
              header: say("what"),
              cell: ({ kind, number }) =>
                say(kind === "refund" ? "givenBackNumber" : "paymentNumber", { number: number ?? "" }),
            },
            { key: "at", header: say("asked"), cell: ({ created }) => dateTimeText(created) },
            { key: "state", header: say("stands"), cell: (one) => <State payment={one} /> },
            { key: "amount", header: say("amount"), numeric: true, cell: (one) => moneyText(one.amount, one.currency) },
            {
              key: "acts",
              header: "",
              unlabelled: true,
              numeric: true,
              cell: (one) => (
                <Group gap={4} justify="flex-end">
                  {one.may.includes("open") && (
                    <Button size="compact-sm" variant="default" onClick={() => setShown(one.id)}>
                      {say("showLink")}
                    </Button>
                  )}
                  {one.may.includes("look") && (
                    <Button
                      size="compact-sm"
                      variant="subtle"
                      disabled={act.isPending}
                      onClick={() =>
                        act.mutate(
                          { id: one.id, act: "look" },
                          { onSuccess: ({ state }) => announce(onlineStates[state].label) },
                        )
                      }
                    >
                      {say("lookNow")}
                    </Button>
                  )}
                  {one.may.includes("withdraw") && (
                    <Button
                      size="compact-sm"
                      variant="subtle"
                      disabled={act.isPending}
                      onClick={() =>
                        act.mutate(
                          { id: one.id, act: "withdraw" },
                          { onSuccess: ({ state }) => announce(onlineStates[state].label) },
                        )
                      }
                    >
                      {say("withdraw")}
                    </Button>
                  )}
                  {one.may.includes("refund") && (
                    <Button size="compact-sm" variant="subtle" onClick={() => setRefunding(one)}>
                      {say("giveBackEllipsis")}
                    </Button>
                  )}
                </Group>
              ),
            },
          ]}
        />
      )}
      {refunding !== undefined && (
        <RefundOnline payment={refunding} digits={props.digits} close={() => setRefunding(undefined)} />
      )}
    </Section>
  );
}

function State({ payment: { state, why, dispute } }: { readonly payment: OnlinePayment }) {
  const { label, tone, icon } = onlineStates[state];
  return (
    <>
      <StatusChip icon={icon} tone={tone}>
        {label}
      </StatusChip>
      {why !== undefined && <Text size="sm">{why.replaceAll("_", " ")}</Text>}
      {state === "mismatch" && <Text size="sm">{say("nobodyBooked")}</Text>}
      {state === "failed" && <Text size="sm">{say("stillHere")}</Text>}
      {dispute !== undefined && (
        <Text size="sm" fw={600}>
          {say("disputed", {
            reason: dispute.reason.replaceAll("_", " "),
            state: dispute.state.replaceAll("_", " "),
          })}
        </Text>
      )}
    </>
  );
}

function AskOnline({
  patientId,
  branchId,
  currency,
  digits,
  due,
  made,
}: Props & { readonly made: (id: string) => void }) {
  const ask = useAskOnline();
  const [requestId, setRequestId] = useState(() => crypto.randomUUID());
  const isDue = /[1-9]/.test(due);
  const [amount, setAmount] = useState("");
  const [isAsked, setAsked] = useState(false);
  const typed = amount.trim() === "" ? undefined : typedAmount(amount, digits);
  const isFaulty = amount.trim() === "" ? !isDue : typed === undefined || !/[1-9]/.test(typed);
  return (
    <form
      className={classes.check}
      onSubmit={(event) => {
        event.preventDefault();
        setAsked(true);
        if (isFaulty) return;
        ask.mutate(
          { requestId, patientId, branchId, ...(typed === undefined ? {} : { amount: typed }) },
          {
            onSuccess({ id }) {
              // The next is another one.
              setRequestId(crypto.randomUUID());
              setAmount("");
              setAsked(false);
              made(id);
              announce(say("linkReady"));
            },
          },
        );
      }}
      noValidate
    >
      <TextInput
        label={isDue ? say("amountAll", { due: moneyText(due, currency) }) : say("amountAdvance")}
        inputMode="decimal"
        autoComplete="off"
        className={classes.amount}
        value={amount}
        error={isAsked && isFaulty ? say("amountFault", { amount: "250.00" }) : undefined}
        onChange={({ currentTarget: { value } }) => setAmount(value)}
      />
      <Button type="submit" variant="default" loading={ask.isPending} leftSection={<IconLink size={16} aria-hidden />}>
        {say("askOnline")}
      </Button>
      {ask.error !== null && <ErrorNotice error={ask.error} />}
    </form>
  );
}

function RefundOnline({
  payment,
  digits,
  close,
}: {
  readonly payment: OnlinePayment;
  readonly digits: number;
  readonly close: () => void;
}) {
  const refund = useRefundOnline();
  const [requestId] = useState(() => crypto.randomUUID());
  const [amount, setAmount] = useState(payment.amount);
  const typed = typedAmount(amount, digits);
  return (
    <ReasonDialog
      title={say("giveBackOnline")}
      words={say("giveBackWords")}
      label={say("why")}
      act={say("askApproval")}
      mutation={refund}
      close={close}
      send={(reason) => {
        if (typed === undefined) return;
        refund.mutate(
          { requestId, paymentId: payment.id, amount: typed, reason },
          {
            onSuccess() {
              announce(say("waitsForApproval"));
              close();
            },
          },
        );
      }}
    >
      <TextInput
        label={say("amount")}
        inputMode="decimal"
        autoComplete="off"
        className={classes.amount}
        value={amount}
        error={typed === undefined ? say("amountFault", { amount: payment.amount }) : undefined}
        onChange={({ currentTarget: { value } }) => setAmount(value)}
      />
    </ReasonDialog>
  );
}
