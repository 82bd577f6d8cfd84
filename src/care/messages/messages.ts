import type { Caller } from "../../custody/access/index.ts";
import { type FhirResource, parseStoredText, textIn } from "../../foundation/fhir/index.ts";
import { type FoundMessage, markedBySystem, marksOn, messagesOfThread, newestMessages } from "./find-messages.ts";
import type { Message, Party } from "./message.ts";
import { mayAnnounce } from "./message-rule.ts";
import { MessagesError } from "./messages-error.ts";
import type { MessagesPorts } from "./ports.ts";
import { type NewMessage, branchesOf, communicationOf, sendMessage, write } from "./send-message.ts";
import { type MessageView, viewOf } from "./view.ts";

const mostListed = 50;
const mostCounted = 200;

export interface NamedPatient {
  readonly id: string;
  readonly name: string;
}

export interface ThreadLine {
  readonly id: string;
  readonly subject: string;
  readonly kind: MessageView["kind"];
  readonly newest: MessageView;
  readonly messages: number;
  readonly unread: number;
  readonly patient: NamedPatient | undefined;
}

/** Messages between colleagues, as the caller sees them. Every method throws MessagesError and ChartError. */
export type Messages = ReturnType<typeof openMessages>;

function unknownHere(): MessagesError {
  return new MessagesError("messages/unknown", "there is no such message that you may see");
}

const threadOf = ({ id, partOf }: Message): string => partOf[0] ?? id;
const keyOf = ({ kind, value }: Party) => `${kind}:${value}`;

export function openMessages(ports: MessagesPorts) {
  const { chart, rehearsal } = ports;

  async function patientsOf(caller: Caller, ids: readonly string[]): Promise<ReadonlyMap<string, NamedPatient>> {
    const wanted = [...new Set(ids)];
    if (wanted.length === 0) return new Map();
    const { value } = await chart.search(caller, "Patient", [
      ["_id", wanted.join(",")],
      ["_count", String(wanted.length)],
    ]);
    return new Map(
      value.matches.map(({ id, body }) => [
        String(id),
        { id: String(id), name: nameIn(parseStoredText(body.toString()) as FhirResource) },
      ]),
    );
  }

  async function threadFor(caller: Caller, id: string) {
    const found = await messagesOfThread(chart, caller, id);
    const [first] = found;
    if (first === undefined) throw unknownHere();
    return { first, found };
  }

  /** Leaves a mark on those that have none of this kind by the caller. */
  async function mark(caller: Caller, ids: readonly string[], kind: "seen" | "acknowledged"): Promise<void> {
    const byThread = new Map<string, FoundMessage[]>();
    const { value } = await chart.search(caller, "Communication", [
      ["_id", [...new Set(ids)].join(",")],
      ["_count", "100"],
    ]);
    const threads = new Set<string>();
    for (const { id, body } of value.matches) {
      const resource = parseStoredText(body.toString()) as FhirResource;
      const [partOf] = (resource["partOf"] ?? []) as readonly { readonly reference?: string }[];
      threads.add(partOf?.reference?.split("/")[1] ?? String(id));
    }
    for (const thread of threads)
      byThread.set(
        thread,
        (await messagesOfThread(rehearsal, caller, thread)).filter(({ id }) => ids.includes(id)),
      );
    for (const messages of byThread.values()) {
      const marks = await marksOn(
        rehearsal,
        caller,
        messages.map(({ id }) => id),
        caller.id,
      );
      const views = messages.map((message) => ({ message, view: viewOf(message, marks, caller) }));
      const due = views
        .filter(({ view }) => (kind === "seen" ? view.isUnread : view.isToAcknowledge))
        .map(({ message }) => message);
      const [first] = due;
      if (first === undefined) continue;
      const parties = new Map(due.flatMap(({ from, to }) => [from, ...to]).map((party) => [keyOf(party), party]));
      const resource = communicationOf(caller, {
        kind,
        identifier: { system: markedBySystem, value: caller.id },
        to: [...parties.values()],
        patient: first.patient,
        partOf: due.map(({ id }) => id),
      });
      await chart.create(caller, "Communication", resource);
    }
  }

  return {
    async colleagues(caller: Caller) {
      return {
        people: (await ports.colleagues(caller.tenant)).filter(({ id }) => id !== caller.id),
        roles: await ports.roles(caller.tenant),
        branches: await branchesOf(ports, caller),
        mayAnnounce: mayAnnounce(caller),
      };
    },
    async inbox(
      caller: Caller,
      asked: { readonly before?: string | undefined; readonly patient?: string | undefined },
    ): Promise<{ readonly threads: readonly ThreadLine[]; readonly older: string | undefined }> {
      const found = await newestMessages(chart, caller, { most: mostListed, ...asked });
      const marks = await marksOn(
        chart,
        caller,
        found.map(({ id }) => id),
      );
      const patients = await patientsOf(
        caller,
        found.flatMap(({ patient }) => patient ?? []),
      );
      const threads = new Map<string, MessageView[]>();
      for (const message of found) {
        const thread = threadOf(message);
        threads.set(thread, [...(threads.get(thread) ?? []), viewOf(message, marks, caller)]);
      }
      const lines = [...threads].flatMap(([id, views]): readonly ThreadLine[] => {
        const [newest] = views;
        if (newest === undefined) return [];
        const unread = views.filter(({ isUnread }) => isUnread).length;
        const patient = newest.patientId === undefined ? undefined : patients.get(newest.patientId);
        const { subject, kind } = newest;
        return [{ id, subject, kind, newest, messages: views.length, unread, patient }];
      });
      return { threads: lines, older: found.length < mostListed ? undefined : found.at(-1)?.writtenAt };
    },
    async thread(caller: Caller, id: string) {
      const { first, found } = await threadFor(caller, id);
      const marks = await marksOn(
        chart,
        caller,
        found.map((message) => message.id),
      );
      const patients = await patientsOf(caller, first.patient === undefined ? [] : [first.patient]);
      return {
        id,
        subject: first.subject,
        patient: first.patient === undefined ? undefined : patients.get(first.patient),
        messages: found.map((message) => viewOf(message, marks, caller)),
      };
    },
    async unread(caller: Caller): Promise<number> {
      const found = await newestMessages(rehearsal, caller, { most: mostCounted });
      const marks = await marksOn(
        rehearsal,
        caller,
        found.map(({ id }) => id),
        caller.id,
      );
      return found.filter((message) => viewOf(message, marks, caller).isUnread).length;
    },
    async send(caller: Caller, asked: NewMessage) {
      const { message, created } = await sendMessage(ports, caller, asked);
      return { message: viewOf(message, [], caller), created };
    },
    async reply(
      caller: Caller,
      asked: { readonly requestId: string; readonly threadId: string; readonly text: string },
    ) {
      const { first, found } = await threadFor(caller, asked.threadId);
      const isAnnounced = first.kind === "announcement";
      const parties = isAnnounced ? [first.from] : found.flatMap(({ from, to }) => [from, ...to]);
      const others = new Map(parties.filter(({ value }) => value !== caller.id).map((party) => [keyOf(party), party]));
      // Of a thread with oneself there is nobody else.
      const to = others.size === 0 ? [first.from] : [...others.values()];
      const { message, created } = await write(ports, caller, asked.requestId, {
        kind: "message",
        to,
        patient: first.patient,
        task: first.task,
        partOf: [asked.threadId],
        subject: first.subject,
        text: asked.text,
      });
      return { message: viewOf(message, [], caller), created };
    },
    seen: (caller: Caller, ids: readonly string[]) => mark(caller, ids, "seen"),
    acknowledged: (caller: Caller, ids: readonly string[]) => mark(caller, ids, "acknowledged"),
  };
}

function nameIn(patient: FhirResource): string {
  const [name] = (patient["name"] ?? []) as readonly {
    readonly text?: string;
    readonly family?: string;
    readonly given?: readonly string[];
  }[];
  const family = name?.family?.toLocaleUpperCase("en-GB");
  const whole = [family, name?.given?.join(" ")].filter((part) => part !== undefined && part !== "").join(", ");
  return whole === "" ? (textIn(name?.text) ?? "No name recorded") : whole;
}
