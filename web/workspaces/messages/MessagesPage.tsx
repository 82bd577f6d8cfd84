import { Button } from "@mantine/core";
import { IconArrowLeft, IconPencilPlus } from "@tabler/icons-react";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { usePageKeys } from "../../app/shell/use-page-keys.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { PageHeader } from "../../ui/PageHeader.tsx";
import { PageWait } from "../../ui/PageWait.tsx";
import { Compose } from "./_parts/Compose.tsx";
import { useInbox, useNews } from "./_parts/message-calls.ts";
import classes from "./_parts/Messages.module.css";
import { ThreadList } from "./_parts/ThreadList.tsx";
import { ThreadPane } from "./_parts/ThreadPane.tsx";
import { say } from "./words/index.ts";

/** Messages between colleagues: threads on one side, the open one or a new one on the other. */
export function MessagesPage() {
  const { thread, write, patient } = useSearch({ from: "/signed-in/messages" });
  const navigate = useNavigate();
  const inbox = useInbox();
  useNews();
  const begin = () => void navigate({ to: "/messages", search: { write: true } });
  usePageKeys({ n: begin });
  // A thread whose older messages are on a further page stands there again: it is listed once, where it is newest.
  const known = new Set<string>();
  const threads = (inbox.data?.pages ?? [])
    .flatMap((page) => page.threads)
    .filter(({ id }) => !known.has(id) && known.add(id));
  const isBeside = thread !== undefined || write === true;
  return (
    <>
      <PageHeader
        title={say("messages")}
        summary={say("summary")}
        actions={
          <Button leftSection={<IconPencilPlus size={16} aria-hidden />} onClick={begin}>
            {say("write")}
          </Button>
        }
      />
      <div className={classes.page} data-beside={isBeside || undefined}>
        <div className={classes.list}>
          {inbox.error !== null && <ErrorNotice error={inbox.error} again={() => void inbox.refetch()} />}
          {inbox.data === undefined && inbox.error === null && <PageWait />}
          {inbox.data !== undefined && threads.length === 0 && (
            <EmptyState title={say("noneYet")}>{say("noneYetMore")}</EmptyState>
          )}
          {threads.length > 0 && (
            <ThreadList
              threads={threads}
              open={thread}
              more={
                inbox.hasNextPage
                  ? { isLoading: inbox.isFetchingNextPage, load: () => void inbox.fetchNextPage() }
                  : undefined
              }
            />
          )}
        </div>
        {isBeside && (
          <div className={classes.beside}>
            <Link to="/messages" search={{}} className={classes.back}>
              <IconArrowLeft className="wb-mirrored" size={15} aria-hidden /> {say("allMessages")}
            </Link>
            {write === true ? (
              <Compose
                key={patient ?? ""}
                patientId={patient}
                close={() => void navigate({ to: "/messages", search: {} })}
                sent={(id) => void navigate({ to: "/messages", search: { thread: id } })}
              />
            ) : (
              thread !== undefined && <ThreadPane key={thread} id={thread} />
            )}
          </div>
        )}
      </div>
    </>
  );
}
