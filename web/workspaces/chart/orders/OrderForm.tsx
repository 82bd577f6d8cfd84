import { Button, Checkbox, Select, TextInput } from "@mantine/core";
import { type FormEvent, useRef, useState } from "react";
import { announce } from "../../../ui/announce.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { useChart } from "../_parts/record/use-chart.ts";
import { chooseNotSend } from "../therapy/choose-not-send.ts";
import plan from "../therapy/plan/Plan.module.css";
import { useOrder } from "./order-calls.ts";
import { isOrderKind, orderKinds } from "./order.ts";

/** Asks for a test or refers: what, with which question. */
export function OrderForm() {
  const { patientId } = useChart();
  const order = useOrder(patientId);
  const first = useRef<HTMLInputElement>(null);
  const [kind, setKind] = useState<string>(orderKinds[0].id);
  const [what, setWhat] = useState("");
  const [question, setQuestion] = useState("");
  const [urgent, setUrgent] = useState(false);
  const [tried, setTried] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (what.trim() === "" || !isOrderKind(kind) || order.isPending) return;
    order.mutate(
      { patientId, kind, what: what.trim(), question: question.trim(), urgent },
      {
        onSuccess: () => {
          announce(`Asked for: ${what.trim()}`);
          setWhat("");
          setQuestion("");
          setUrgent(false);
          setTried(false);
          first.current?.focus();
        },
      },
    );
  };
  return (
    <form onSubmit={submit} noValidate aria-label="Ask for a test or refer" className={plan.form}>
      <Select
        ref={first}
        label="Kind"
        data={orderKinds.map(({ id, label }) => ({ value: id, label }))}
        value={kind}
        allowDeselect={false}
        onKeyDown={chooseNotSend}
        className={plan.middle}
        onChange={(value) => setKind(value ?? kind)}
      />
      <TextInput
        label={kind === "referral" ? "To whom, for what" : "What"}
        autoComplete="off"
        className={plan.wide}
        value={what}
        error={tried && what.trim() === "" ? "Say what is asked for." : undefined}
        onChange={(event) => setWhat(event.currentTarget.value)}
      />
      <TextInput
        label="Question, or why"
        autoComplete="off"
        className={plan.wide}
        value={question}
        onChange={(event) => setQuestion(event.currentTarget.value)}
      />
      <Checkbox
        label="Urgent"
        className={plan.submit}
        styles={{ body: { minBlockSize: "2.25rem", alignItems: "center" } }}
        checked={urgent}
        onChange={(event) => setUrgent(event.currentTarget.checked)}
      />
      <Button type="submit" className={plan.submit} loading={order.isPending}>
        Ask for it
      </Button>
      {order.error !== null && <ErrorNotice error={order.error} />}
    </form>
  );
}
