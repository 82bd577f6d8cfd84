import { ActionIcon, Button, Group, Tooltip } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconCash, IconCircleCheck } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import type { ClinicAppointment, SettledAppointment } from "../../../contract/index.ts";
import { isRefusal } from "../../app/api.ts";
import { allows } from "../../app/session/allows.ts";
import { useSession } from "../../app/session/use-session.ts";
import { announce } from "../../ui/announce.ts";
import { failureText } from "../../ui/ErrorNotice.tsx";
import { later } from "../../ui/later.tsx";
import { useSettle, useUndoSession } from "./_parts/billing-calls.ts";
import { moneyText } from "./_parts/money.ts";
import { say } from "./words/index.ts";

const ReasonDialog = later(async () => (await import("./_parts/ReasonDialog.tsx")).ReasonDialog);

const attended: readonly string[] = ["arrived", "with-clinician", "done"];

/** Puts what somebody came for into the books, in one act: a session of their package, else the price of its kind. For whoever bills. */
export function SettleButton({ appointment }: { readonly appointment: ClinicAppointment }) {
  const { scopes } = useSession();
  const { state, patient, branchId } = appointment;
  const mayBill = allows(scopes, "ChargeItem", "c") && allows(scopes, "Invoice", "c");
  if (!mayBill || patient === undefined || branchId === undefined || !attended.includes(state)) return null;
  return <Settle appointmentId={appointment.id} branchId={branchId} patient={patient} />;
}

type Props = {
  readonly appointmentId: string;
  readonly branchId: string;
  readonly patient: { readonly id: string; readonly name: string };
};

function Settle({ appointmentId, branchId, patient }: Props) {
  const settle = useSettle();
  const undo = useUndoSession();
  const navigate = useNavigate();
  const [done, setDone] = useState<SettledAppointment | undefined>(undefined);
  const needsReason = isRefusal(settle.error, "billing/needs-reason");
  const open = (begin?: "pay" | "invoice") =>
    void navigate({
      to: "/billing/patients/$patientId",
      params: { patientId: patient.id },
      search: begin === undefined ? {} : begin === "invoice" ? { begin, appointment: appointmentId } : { begin },
    });
  const tell = (settled: SettledAppointment) => {
    const id = `settled-${appointmentId}`;
    const title = say("actOf", { act: patient.name, who: wordsOf(settled) });
    announce(title);
    const used =
      settled.did === "session"
        ? settled.package.attended.find((one) => one.appointmentId === appointmentId)
        : undefined;
    const act = (run: () => void) => () => {
      notifications.hide(id);
      run();
    };
    notifications.show({
      id,
      title,
      autoClose: 10_000,
      message: (
        <Group gap="xs" mt={4}>
          {settled.did === "charge" && settled.invoice.may.includes("pay") && (
            <Button size="compact-sm" variant="default" onClick={act(() => open("pay"))}>
              {say("takePayment")}
            </Button>
          )}
          {settled.did === "session" && used !== undefined && (
            <Button
              size="compact-sm"
              variant="default"
              onClick={act(() =>
                undo.mutate(
                  { packageId: settled.package.id, id: used.id, version: used.version },
                  {
                    onSuccess: () => {
                      setDone(undefined);
                      announce(say("sessionBack"));
                    },
                  },
                ),
              )}
            >
              {say("undo")}
            </Button>
          )}
          <Button size="compact-sm" variant="subtle" onClick={act(() => open())}>
            {say("openMoney")}
          </Button>
        </Group>
      ),
    });
  };
  const send = (reason?: string) =>
    settle.mutate(
      { id: appointmentId, branchId, ...(reason === undefined ? {} : { override: { reason } }) },
      {
        onSuccess(settled) {
          setDone(settled);
          tell(settled);
        },
        onError(error) {
          if (isRefusal(error, "billing/unknown-price")) open("invoice");
          else if (!isRefusal(error, "billing/needs-reason"))
            notifications.show({
              color: "red",
              title: say("notCharged"),
              message: failureText(error),
              autoClose: 10_000,
            });
        },
      },
    );
  const label = done === undefined ? say("useOrCharge") : wordsOf(done);
  return (
    <>
      <Tooltip label={label}>
        <ActionIcon
          data-row
          aria-label={say("actOf", { act: label, who: patient.name })}
          loading={settle.isPending}
          onClick={() => (done === undefined ? send() : tell(done))}
        >
          {done === undefined ? <IconCash size={17} aria-hidden /> : <IconCircleCheck size={17} aria-hidden />}
        </ActionIcon>
      </Tooltip>
      {needsReason && (
        <ReasonDialog
          title={say("muchDueOf", { who: patient.name })}
          words={settle.error?.message ?? ""}
          label={say("whyAllTheSame")}
          act={say("useAllTheSame")}
          mutation={{ error: null, isPending: settle.isPending }}
          close={() => settle.reset()}
          send={send}
        />
      )}
    </>
  );
}

function wordsOf(settled: SettledAppointment): string {
  if (settled.did === "session") {
    const { used, sessions, left } = settled.package;
    return settled.isNew ? say("sessionUsedOf", { used, sessions, left }) : say("sessionUsedBefore", { left });
  }
  const { total, currency, number } = settled.invoice;
  const amount = moneyText(total, currency);
  if (number === undefined) return say(settled.isNew ? "charged" : "chargedBefore", { amount });
  return say(settled.isNew ? "chargedNumber" : "chargedBeforeNumber", { amount, number });
}
