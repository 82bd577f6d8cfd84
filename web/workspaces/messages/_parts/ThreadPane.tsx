import { Button, Title } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import type { StaffMessage } from "../../../../contract/index.ts";
import { DateText } from "../../../ui/DateText.tsx";
import { dateTimeText } from "../../../ui/dates.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { PageWait } from "../../../ui/PageWait.tsx";
import { namesOf } from "./addressees.ts";
import { useMark, useThread } from "./message-calls.ts";
import { Reply } from "./Reply.tsx";
import classes from "./Messages.module.css";
import { say } from "../words/index.ts";

/** One thread, from its first message on. What comes into sight is marked as opened. */
export function ThreadPane({ id }: { readonly id: string }) {
  const thread = useThread(id);
  const { mutate: see } = useMark("seen");
  const unread = (thread.data?.messages ?? []).filter(({ isUnread }) => isUnread).map((message) => message.id);
  const due = unread.slice(0, 50).join(" ");
  useEffect(() => {
    if (due !== "") see(due.split(" "));
  }, [due, see]);
  const end = useRef<HTMLDivElement>(null);
  const count = thread.data?.messages.length;
  useEffect(() => {
    if (count !== undefined && count > 1) end.current?.scrollIntoView({ block: "nearest" });
  }, [count]);
  if (thread.error !== null && thread.data === undefined)
    return <ErrorNotice error={thread.error} again={() => void thread.refetch()} />;
  if (thread.data === undefined) return <PageWait />;
  const { subject, patient, messages } = thread.data;
  return (
    <section aria-label={subject} className={classes.thread}>
      <header>
        <Title order={2}>{subject}</Title>
        {patient !== undefined && (
          <p className={classes.about}>
            {say.rich("aboutThread", {
              link: (
                <Link key="link" to="/patients/$patientId" params={{ patientId: patient.id }}>
                  {patient.name}
                </Link>
              ),
            })}
          </p>
        )}
      </header>
      <ol className={classes.messages} aria-label={say("messages")}>
        {messages.map((message) => (
          <Message key={message.id} message={message} />
        ))}
      </ol>
      <div ref={end}>
        <Reply key={id} threadId={id} />
      </div>
    </section>
  );
}

function Message({ message }: { readonly message: StaffMessage }) {
  const { from, to, sent, text, kind, seen, acknowledged, isMine, isToAcknowledge, id } = message;
  const acknowledge = useMark("acknowledged");
  const readers = seen.filter((reader) => reader.id !== from.id);
  return (
    <li className={classes.message} data-mine={isMine || undefined}>
      <p className={classes.head}>
        <strong>{isMine ? say("you") : from.name}</strong>
        <span className={classes.to}>{say("toNames", { names: namesOf(to) })}</span>
        <DateText value={sent} shape="date-time" />
      </p>
      <p className={classes.text}>{text}</p>
      {readers.length > 0 && (
        <p className={classes.marks}>
          {say("openedBy", { names: readers.map(({ name, at }) => `${name}, ${dateTimeText(at)}`).join("; ") })}
        </p>
      )}
      {kind === "announcement" && acknowledged.length > 0 && (
        <p className={classes.marks}>
          {say("acknowledgedBy", {
            names: acknowledged.map(({ name, at }) => `${name}, ${dateTimeText(at)}`).join("; "),
          })}
        </p>
      )}
      {acknowledge.error !== null && <ErrorNotice error={acknowledge.error} />}
      {isToAcknowledge && (
        <Button
          size="compact-sm"
          mt="xs"
          leftSection={<IconCheck size={15} aria-hidden />}
          loading={acknowledge.isPending}
          onClick={() => acknowledge.mutate([id])}
        >
          {say("iHaveRead")}
        </Button>
      )}
    </li>
  );
}
