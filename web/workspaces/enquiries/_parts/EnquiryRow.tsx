import { ActionIcon, Button } from "@mantine/core";
import { IconCalendarDue, IconDots } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { allows } from "../../../app/session/allows.ts";
import { useSession } from "../../../app/session/use-session.ts";
import { ActsButton } from "../../../ui/ActsButton.tsx";
import { announce } from "../../../ui/announce.ts";
import { dateText, dateTimeText, isoDay, timeText } from "../../../ui/dates.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { StatusChip } from "../../../ui/StatusChip.tsx";
import type { Enquiry } from "./enquiry.ts";
import { useStep } from "./enquiry-calls.ts";
import { sourceWords, statusWords, waitText } from "./enquiry-words.ts";
import classes from "./Enquiries.module.css";
import type { StepKind } from "./StepDialog.tsx";
import { say } from "../words/index.ts";

type Props = {
  readonly enquiry: Enquiry;
  readonly now: Date;
  /** "2026-03-10" */
  readonly today: string;
  /** Who is at the desk. */
  readonly by: string;
  /** Name of its branch, where there are several. */
  readonly branch: string | undefined;
  readonly step: (kind: StepKind) => void;
};

/** One enquiry: how long it waits, who asks for what, what was done about it, and what can be done next. */
export function EnquiryRow({ enquiry, now, today, by, branch, step }: Props) {
  const { scopes } = useSession();
  const { status, name, asks, askedAt, nextDay, notes, reason, patientId } = enquiry;
  const state = statusWords[status];
  const isOpen = status === "requested" || status === "in-progress" || status === "on-hold";
  const back = useStep(by);
  const reopen = () =>
    back.mutate({ task: enquiry.task, step: { kind: "reopen" } }, { onSuccess: () => announce(say("takenUpAgain")) });
  return (
    <li className={classes.row}>
      <div className={classes.wait}>
        {askedAt !== undefined &&
          (isOpen ? (
            <>
              <strong>{waitText(askedAt, now)}</strong>{" "}
              <span>
                {say("sinceWhen", {
                  when: isoDay(new Date(askedAt)) === today ? timeText(askedAt) : dateText(askedAt),
                })}
              </span>
            </>
          ) : (
            dateTimeText(askedAt)
          ))}
      </div>
      <div>
        <div className={classes.who}>
          <h2 className={classes.name} tabIndex={-1} data-row>
            {name}
          </h2>
          <StatusChip icon={state.icon} tone={state.tone}>
            {state.words}
          </StatusChip>
          {isOpen && nextDay !== undefined && (
            <StatusChip icon={IconCalendarDue} tone={nextDay <= today ? "caution" : "neutral"}>
              {nextDay === today
                ? say("backToday")
                : say(nextDay < today ? "wasDue" : "getBack", { day: dateText(nextDay) })}
            </StatusChip>
          )}
        </div>
        <p className={classes.facts}>
          {factsOf(enquiry).map((fact) => (
            <span key={fact}>{fact}</span>
          ))}
          <span>{cameBy(enquiry)}</span>
          {branch !== undefined && <span>{branch}</span>}
        </p>
        {asks !== undefined && <p className={classes.asks}>{asks}</p>}
        {reason !== undefined && <p className={classes.asks}>{say("whyNothing", { reason })}</p>}
        {notes.length > 0 && (
          <ul className={classes.notes} aria-label={say("notesAbout", { name })}>
            {notes.map(({ at, by: who, text }) => (
              <li key={`${at} ${text}`}>
                {text}{" "}
                <span>
                  {[who, at === undefined ? undefined : dateTimeText(at)]
                    .filter((part) => part !== undefined)
                    .join(", ")}
                </span>
              </li>
            ))}
          </ul>
        )}
        {back.error !== null && <ErrorNotice error={back.error} />}
      </div>
      <div className={classes.acts}>
        {isOpen && allows(scopes, "Task", "u") && (
          <>
            {allows(scopes, "Patient", "c") && (
              <Button
                renderRoot={(props) => <Link to="/patients/new" search={{ enquiry: enquiry.id }} {...props} />}
                size="compact-md"
                aria-label={say("registerWho", { name })}
              >
                {say("register")}
              </Button>
            )}
            <Button
              size="compact-md"
              variant="default"
              onClick={() => step("follow-up")}
              aria-label={say("followUpWho", { name })}
            >
              {say("followUpEllipsis")}
            </Button>
            <ActsButton
              withinPortal
              button={
                <ActionIcon variant="default" size={30} aria-label={say("moreAbout", { name })}>
                  <IconDots size={16} aria-hidden />
                </ActionIcon>
              }
              acts={[
                ...(status === "on-hold" ? [] : [{ key: "hold", words: say("holdEllipsis"), run: () => step("hold") }]),
                { key: "known", words: say("knownEllipsis"), run: () => step("known") },
                { key: "reject", words: say("rejectEllipsis"), run: () => step("reject") },
                { key: "mistake", words: say("mistakeEllipsis"), run: () => step("mistake") },
              ]}
            />
          </>
        )}
        {patientId !== undefined && (
          <Link to="/patients/$patientId" params={{ patientId }} className={classes.open}>
            {say("openRecord")}
          </Link>
        )}
        {!isOpen && allows(scopes, "Task", "u") && (
          <Button
            size="compact-md"
            variant="default"
            loading={back.isPending}
            onClick={reopen}
            aria-label={say("takeUpAgainWho", { name })}
          >
            {say("takeUpAgain")}
          </Button>
        )}
      </div>
    </li>
  );
}

/** "Referral by Dr Ines Moreau" */
function cameBy({ source, referredBy }: Enquiry): string {
  const words = source === undefined ? say("howNotRecorded") : sourceWords[source];
  return referredBy === undefined ? words : say("sourceBy", { source: words, name: referredBy });
}

function factsOf({ phone, email, birthDate }: Enquiry): readonly string[] {
  return [phone, email, birthDate === undefined ? undefined : say("bornOn", { day: dateText(birthDate) })].filter(
    (one) => one !== undefined,
  );
}
