import { type Caller, addressesOf } from "../../custody/access/index.ts";
import { type Message, type Party, addressesOfParty } from "./message.ts";

interface Mark {
  readonly id: string;
  readonly name: string;
  readonly at: string;
}

/** A message as its reader sees it. */
export interface MessageView {
  readonly id: string;
  readonly kind: "message" | "announcement";
  readonly threadId: string;
  readonly from: { readonly id: string; readonly name: string };
  readonly to: readonly Party[];
  readonly subject: string;
  readonly text: string;
  readonly sent: string;
  readonly patientId: string | undefined;
  readonly taskId: string | undefined;
  readonly seen: readonly Mark[];
  readonly acknowledged: readonly Mark[];
  readonly isMine: boolean;
  readonly isUnread: boolean;
  readonly isToAcknowledge: boolean;
}

/** Each person's first mark, the earliest first. */
function marksOf(message: Message, marks: readonly Message[], kind: Message["kind"]): readonly Mark[] {
  const first = new Map<string, Mark>();
  for (const { from, sent } of marks
    .filter((mark) => mark.kind === kind && mark.partOf.includes(message.id))
    .sort((one, other) => one.sent.localeCompare(other.sent)))
    if (!first.has(from.value)) first.set(from.value, { id: from.value, name: from.name, at: sent });
  return [...first.values()];
}

export function viewOf(message: Message, marks: readonly Message[], caller: Caller): MessageView {
  const isMine = message.from.value === caller.id;
  const [seen, acknowledged] = [marksOf(message, marks, "seen"), marksOf(message, marks, "acknowledged")];
  const own = addressesOf(caller);
  const isForMe = message.to.some((party) => addressesOfParty(party).some((address) => own.has(address)));
  const kind = message.kind === "announcement" ? "announcement" : "message";
  const has = (some: readonly Mark[]) => some.some(({ id }) => id === caller.id);
  return {
    id: message.id,
    kind,
    threadId: message.partOf[0] ?? message.id,
    from: { id: message.from.value, name: message.from.name },
    to: message.to,
    subject: message.subject,
    text: message.text,
    sent: message.sent,
    patientId: message.patient,
    taskId: message.task,
    seen,
    acknowledged,
    isMine,
    isUnread: !isMine && isForMe && !has(seen),
    isToAcknowledge: kind === "announcement" && !isMine && isForMe && !has(acknowledged),
  };
}
