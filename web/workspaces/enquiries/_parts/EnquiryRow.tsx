import { ActionIcon, Button, Menu } from "@mantine/core";
import { IconCalendarDue, IconDots } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { allows } from "../../../app/session/allows.ts";
import { useSession } from "../../../app/session/use-session.ts";
import { announce } from "../../../ui/announce.ts";
import { dateText, dateTimeText, isoDay, timeText } from "../../../ui/dates.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { StatusChip } from "../../../ui/StatusChip.tsx";
import type { Enquiry } from "./enquiry.ts";
import { useStep } from "./enquiry-calls.ts";
import { sourceWords, statusWords, waitText } from "./enquiry-words.ts";
import classes from "./Enquiries.module.css";
import type { StepKind } from "./StepDialog.tsx";

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
  const { status, name, source, referredBy, asks, askedAt, nextDay, notes, reason, patientId } = enquiry;
  const state = statusWords[status];
  const isOpen = status === "requested" || status === "in-progress" || status === "on-hold";
  const back = useStep(by);
  const reopen = () =>
    back.mutate({ task: enquiry.task, step: { kind: "reopen" } }, { onSuccess: () => announce("Taken up again") });
  return (
    <li className={classes.row}>
      <div className={classes.wait}>
        {askedAt !== undefined &&
          (isOpen ? (
            <>
              <strong>{waitText(askedAt, now)}</strong>{" "}
              <span>since {isoDay(new Date(askedAt)) === today ? timeText(askedAt) : dateText(askedAt)}</span>
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
                ? "Get back to them today"
                : `${nextDay < today ? "Was due" : "Get back to them"} ${dateText(nextDay)}`}
            </StatusChip>
          )}
        </div>
        <p className={classes.facts}>
          {factsOf(enquiry).map((fact) => (
            <span key={fact}>{fact}</span>
          ))}
          <span>
            {source === undefined ? "How it came is not recorded" : sourceWords[source]}
            {referredBy === undefined ? "" : ` by ${referredBy}`}
          </span>
          {branch !== undefined && <span>{branch}</span>}
        </p>
        {asks !== undefined && <p className={classes.asks}>{asks}</p>}
        {reason !== undefined && <p className={classes.asks}>Why it came to nothing: {reason}</p>}
        {notes.length > 0 && (
          <ul className={classes.notes} aria-label={`Notes about ${name}`}>
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
                aria-label={`Register ${name}`}
              >
                Register
              </Button>
            )}
            <Button
              size="compact-md"
              variant="default"
              onClick={() => step("follow-up")}
              aria-label={`Follow up ${name}`}
            >
              Follow up…
            </Button>
            <Menu position="bottom-end" withinPortal>
              <Menu.Target>
                <ActionIcon variant="default" size={30} aria-label={`More about ${name}`}>
                  <IconDots size={16} aria-hidden />
                </ActionIcon>
              </Menu.Target>
              <Menu.Dropdown>
                {status !== "on-hold" && <Menu.Item onClick={() => step("hold")}>Waits for an answer…</Menu.Item>}
                <Menu.Item onClick={() => step("known")}>Is registered already…</Menu.Item>
                <Menu.Item onClick={() => step("reject")}>Came to nothing…</Menu.Item>
                <Menu.Item onClick={() => step("mistake")}>Written down by mistake…</Menu.Item>
              </Menu.Dropdown>
            </Menu>
          </>
        )}
        {patientId !== undefined && (
          <Link to="/patients/$patientId" params={{ patientId }} className={classes.open}>
            Open the record
          </Link>
        )}
        {!isOpen && allows(scopes, "Task", "u") && (
          <Button
            size="compact-md"
            variant="default"
            loading={back.isPending}
            onClick={reopen}
            aria-label={`Take up again: ${name}`}
          >
            Take up again
          </Button>
        )}
      </div>
    </li>
  );
}

function factsOf({ phone, email, birthDate }: Enquiry): readonly string[] {
  return [phone, email, birthDate === undefined ? undefined : `Born ${dateText(birthDate)}`].filter(
    (one) => one !== undefined,
  );
}
