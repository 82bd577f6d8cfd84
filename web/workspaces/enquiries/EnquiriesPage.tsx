import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { Link, useSearch } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { useOfferCommands } from "../../app/palette/page-commands.ts";
import { allows } from "../../app/session/allows.ts";
import { useSession } from "../../app/session/use-session.ts";
import { usePageKeys } from "../../app/shell/use-page-keys.ts";
import { isoDay } from "../../ui/dates.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { PageHeader } from "../../ui/PageHeader.tsx";
import { PageWait } from "../../ui/PageWait.tsx";
import { later } from "../../ui/later.tsx";
import { useRowKeys } from "../../ui/use-row-keys.ts";
import { DeskNav } from "../desk/_parts/DeskNav.tsx";
import { usePlaces } from "../desk/_parts/scheduling-calls.ts";
import { useClock } from "../desk/_parts/use-clock.ts";
import { HeldTimes } from "../public/_parts/HeldTimes.tsx";
import type { Enquiry } from "./_parts/enquiry.ts";
import { mostShown, useEnquiries } from "./_parts/enquiry-calls.ts";
import { EnquiryRow } from "./_parts/EnquiryRow.tsx";
import { useLiveEnquiries } from "./_parts/use-live-enquiries.ts";
import { type StepKind, StepDialog } from "./_parts/StepDialog.tsx";
import classes from "./_parts/Enquiries.module.css";
import { say } from "./words/index.ts";

const NewEnquiryDialog = later(async () => (await import("./_parts/NewEnquiryDialog.tsx")).NewEnquiryDialog);

/** Who asked for something and isn't registered: the longest waiting first. */
export function EnquiriesPage() {
  const { which = "open" } = useSearch({ from: "/signed-in/enquiries" });
  const { scopes, person } = useSession();
  const list = useEnquiries(which);
  const clock = useClock();
  useLiveEnquiries();
  const branches = usePlaces().data?.branches ?? [];
  const rows = useRowKeys<HTMLUListElement>();
  const [isNew, setNew] = useState(false);
  const [stepping, setStepping] = useState<{ readonly enquiry: Enquiry; readonly kind: StepKind } | undefined>();
  const writes = allows(scopes, "Task", "c");
  usePageKeys({ n: () => writes && setNew(true) });
  const commands = useMemo(
    () => (writes ? [{ id: "new-enquiry", label: say("writeDown"), run: () => setNew(true) }] : []),
    [writes],
  );
  useOfferCommands(commands);
  const today = isoDay(new Date(clock));
  const all = list.data?.enquiries ?? [];
  const due = all.filter(({ nextDay }) => nextDay !== undefined && nextDay <= today).length;
  return (
    <>
      <DeskNav />
      <PageHeader
        title={say("enquiries")}
        summary={which === "open" ? summaryOf(all.length, due) : say("endedSummary")}
        actions={
          writes && (
            <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setNew(true)}>
              {say("newEnquiry")}
            </Button>
          )
        }
      />
      <HeldTimes />
      <nav aria-label={say("whichEnquiries")} className={classes.which}>
        <Link to="/enquiries" search={{}} activeOptions={{ includeSearch: true, exact: true }}>
          {say("open")}
        </Link>
        <Link to="/enquiries" search={{ which: "ended" }} activeOptions={{ includeSearch: true }}>
          {say("ended")}
        </Link>
      </nav>
      {list.error !== null && <ErrorNotice error={list.error} again={() => void list.refetch()} />}
      {list.data === undefined && list.error === null && <PageWait />}
      {list.data !== undefined && all.length === 0 && <Nothing which={which} />}
      {all.length > 0 && (
        <ul
          ref={rows}
          className={classes.list}
          aria-label={which === "open" ? say("openEnquiries") : say("endedEnquiries")}
        >
          {all.map((enquiry) => (
            <EnquiryRow
              key={enquiry.id}
              enquiry={enquiry}
              now={new Date(clock)}
              today={today}
              by={person.displayName}
              branch={branches.length > 1 ? branches.find(({ id }) => id === enquiry.branchId)?.name : undefined}
              step={(kind) => setStepping({ enquiry, kind })}
            />
          ))}
        </ul>
      )}
      {list.data?.more === true && (
        <p className={classes.more}>
          {which === "open" ? say("longestShown", { count: mostShown }) : say("newestShown", { count: mostShown })}
        </p>
      )}
      {isNew && <NewEnquiryDialog close={() => setNew(false)} />}
      {stepping !== undefined && <StepDialog {...stepping} close={() => setStepping(undefined)} />}
    </>
  );
}

function summaryOf(count: number, due: number): string {
  if (count === 0) return say("nobodyWaits");
  const waiting = say("waiting", { count });
  return due === 0 ? waiting : `${waiting} · ${say("dueToday", { count: due })}`;
}

function Nothing({ which }: { readonly which: "open" | "ended" }) {
  return which === "open" ? (
    <EmptyState title={say("nobodyWaits")}>{say("nobodyWaitsWords")}</EmptyState>
  ) : (
    <EmptyState title={say("noneEnded")}>{say("noneEndedWords")}</EmptyState>
  );
}
