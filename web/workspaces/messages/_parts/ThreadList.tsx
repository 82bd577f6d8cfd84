import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { Inbox } from "../../../../contract/index.ts";
import { agoText, dateTimeText } from "../../../ui/dates.ts";
import { useRowKeys } from "../../../ui/use-row-keys.ts";
import { namesOf } from "./addressees.ts";
import classes from "./Messages.module.css";
import { say } from "../words/index.ts";

type Line = Inbox["threads"][number];
type Props = {
  readonly threads: readonly Line[];
  readonly open: string | undefined;
  readonly more: { readonly isLoading: boolean; readonly load: () => void } | undefined;
};

/** Threads, that with the newest message first. Arrows, j and k go along them. */
export function ThreadList({ threads, open, more }: Props) {
  const rows = useRowKeys<HTMLUListElement>();
  return (
    <>
      <ul ref={rows} className={classes.threads} aria-label={say("threads")}>
        {threads.map((line) => (
          <li key={line.id}>
            <Link
              to="/messages"
              search={{ thread: line.id }}
              className={classes.line}
              data-row
              data-here={line.id === open || undefined}
              data-unread={line.unread > 0 || undefined}
              aria-current={line.id === open ? "true" : undefined}
            >
              <span className={classes.first}>
                <span className={classes.who}>{whoOf(line)}</span>
                <time dateTime={line.newest.sent} title={dateTimeText(line.newest.sent)} className={classes.when}>
                  {agoText(line.newest.sent, new Date())}
                </time>
              </span>
              <span className={classes.subject}>
                {line.unread > 0 && <span className={classes.dot} aria-hidden />}
                {line.subject}
                {line.unread > 0 && (
                  <span className="wb-visually-hidden">{say("unread", { unread: line.unread })}</span>
                )}
              </span>
              <span className={classes.snippet}>
                {line.kind === "announcement" ? `${say("announcement")} · ` : ""}
                {line.patient === undefined ? "" : `${line.patient.name} · `}
                {line.newest.text}
              </span>
            </Link>
          </li>
        ))}
      </ul>
      {more !== undefined && (
        <Button variant="subtle" size="compact-sm" loading={more.isLoading} onClick={more.load}>
          {say("olderMessages")}
        </Button>
      )}
    </>
  );
}

function whoOf({ newest: { isMine, from, to } }: Line): string {
  return isMine ? say("youTo", { name: namesOf(to, 2) }) : from.name;
}
