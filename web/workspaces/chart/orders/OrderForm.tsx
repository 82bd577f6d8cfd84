import { Button, Checkbox, Select, TextInput } from "@mantine/core";
import { type FormEvent, useRef, useState } from "react";
import { z } from "zod";
import { announce } from "../../../ui/announce.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { useFocusKept } from "../../../ui/use-focus-kept.ts";
import { KeptLine } from "../../billing/_parts/KeptLine.tsx";
import { isUnanswered } from "../../desk/_parts/use-resend.ts";
import { useSentOnce } from "../../people/_parts/use-sent-once.ts";
import { useChart } from "../_parts/record/use-chart.ts";
import { chooseNotSend } from "../therapy/choose-not-send.ts";
import plan from "../therapy/plan/Plan.module.css";
import { useOrder } from "./order-calls.ts";
import { isOrderKind, kindText, orderKinds } from "./order.ts";
import { say } from "./words/index.ts";

const draftOf = z.object({
  requestId: z.string(),
  kind: z.enum(orderKinds.map(({ id }) => id)),
  what: z.string(),
  question: z.string(),
  urgent: z.boolean(),
  isSent: z.boolean(),
});
type Draft = z.infer<typeof draftOf>;

function emptyOrder(): Draft {
  return {
    requestId: crypto.randomUUID(),
    kind: orderKinds[0].id,
    what: "",
    question: "",
    urgent: false,
    isSent: false,
  };
}

/** Asks for a test or refers: what, with which question. */
export function OrderForm() {
  const { patientId } = useChart();
  const order = useOrder(patientId);
  const first = useRef<HTMLInputElement>(null);
  const [tried, setTried] = useState(false);
  const form = useSentOnce({
    name: `order:${patientId}`,
    schema: draftOf,
    begin: emptyOrder,
    mutation: order,
    send: ({ requestId, kind, what, question, urgent }, done) =>
      order.mutate(
        { requestId, patientId, kind, what: what.trim(), question: question.trim(), urgent },
        {
          onSuccess: () =>
            done(() => {
              announce(say("askedForWhat", { what: what.trim() }));
              setTried(false);
              first.current?.focus();
            }),
        },
      ),
  });
  useFocusKept(order.isPending);
  const { kind, what, question, urgent, isSent } = form.draft;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (what.trim() !== "" && !order.isPending) form.submit();
  };
  return (
    <form onSubmit={submit} noValidate aria-label={say("askOrRefer")} className={plan.form}>
      <Select
        ref={first}
        label={say("kind")}
        data={orderKinds.map(({ id }) => ({ value: id, label: kindText(id) }))}
        value={kind}
        allowDeselect={false}
        readOnly={isSent}
        onKeyDown={chooseNotSend}
        className={plan.middle}
        onChange={(value) => isOrderKind(value) && form.change({ kind: value })}
      />
      <TextInput
        label={kind === "referral" ? say("toWhomForWhat") : say("what")}
        dir="auto"
        autoComplete="off"
        className={plan.wide}
        value={what}
        readOnly={isSent}
        error={tried && what.trim() === "" ? say("sayWhat") : undefined}
        onChange={(event) => form.change({ what: event.currentTarget.value })}
      />
      <TextInput
        label={say("questionOrWhy")}
        dir="auto"
        autoComplete="off"
        className={plan.wide}
        value={question}
        readOnly={isSent}
        onChange={(event) => form.change({ question: event.currentTarget.value })}
      />
      <Checkbox
        label={say("urgent")}
        className={plan.submit}
        styles={{ body: { minBlockSize: "2.25rem", alignItems: "center" } }}
        checked={urgent}
        disabled={isSent}
        onChange={(event) => form.change({ urgent: event.currentTarget.checked })}
      />
      <Button type="submit" className={plan.submit} loading={order.isPending}>
        {say("askForIt")}
      </Button>
      <KeptLine mutation={order} isTyped={form.isTyped} kept={form.kept} />
      {order.error !== null && !isUnanswered(order.error) && <ErrorNotice error={order.error} />}
    </form>
  );
}
