import { IconMessage2 } from "@tabler/icons-react";
import { Link, useParams } from "@tanstack/react-router";
import type { BreakGlassDetail } from "../../../contract/index.ts";
import { useSession } from "../../app/session/use-session.ts";
import { datesIn } from "../../ui/dates-in.ts";
import { dateTimeText } from "../../ui/dates.ts";
import { DecisionSignatureLine } from "../../ui/DecisionSignatureLine.tsx";
import { Entries, Entry } from "../../ui/Entries.tsx";
import { Facts } from "../../ui/Facts.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { PageHeader } from "../../ui/PageHeader.tsx";
import { PageWait } from "../../ui/PageWait.tsx";
import { Section } from "../../ui/Section.tsx";
import { AlteredChip } from "./_parts/AlteredChip.tsx";
import { DeedsTable } from "./_parts/DeedsTable.tsx";
import { OfficerNav } from "./_parts/OfficerNav.tsx";
import { EndEmergency } from "./_parts/EndEmergency.tsx";
import { EmergencyChip, outcomeWords } from "./_parts/EmergencyChip.tsx";
import { useEmergency } from "./_parts/emergency-calls.ts";
import { spanText } from "./_parts/span-text.ts";
import { ReviewForm } from "./_parts/ReviewForm.tsx";
import classes from "./EmergencyPage.module.css";
import { say } from "./words/index.ts";
import { reasonWords } from "./_parts/reason-words.ts";

const endings = { itself: say("endedItself"), hand: say("endedHand"), officer: say("endedOfficer") } as const;

/** One emergency: who opened whose record and why, what was done under it, and what its reviewers decide. */
export function EmergencyPage() {
  const { emergencyId } = useParams({ from: "/signed-in/emergencies/$emergencyId" });
  const emergency = useEmergency(emergencyId);
  if (emergency.error !== null && emergency.data === undefined)
    return <ErrorNotice error={emergency.error} again={() => void emergency.refetch()} />;
  if (emergency.data === undefined) return <PageWait />;
  return <Review emergency={emergency.data} />;
}

function Review({ emergency }: { readonly emergency: BreakGlassDetail }) {
  const { person, reason, patientLabel, patientId, accesses, reviews, state } = emergency;
  const gone = emergency.altered ? say("goneAltered") : say("goneNotKept");
  const undecided = state === "awaiting-review" || state === "follow-up";
  const ledger = useSession().permissions?.includes("accesses.read") === true;
  return (
    <>
      <OfficerNav />
      <PageHeader
        title={say("accessBy", { name: person.name })}
        summary={
          <span className={classes.summary}>
            {emergency.altered && <AlteredChip />}
            <EmergencyChip state={state} overdue={emergency.overdue} />
            <span>
              {undecided || state === "open"
                ? say("reviewDue", { time: dateTimeText(emergency.dueAt) })
                : say("thatYouLook")}
            </span>
          </span>
        }
      />
      <Facts>
        <dt>{say("patient")}</dt>
        <dd>
          {patientLabel === undefined
            ? say("patientGone", { id: patientId, gone: emergency.altered ? gone : say("wasErased") })
            : datesIn(patientLabel)}
        </dd>
        <dt>{say("reason")}</dt>
        <dd>{reason === undefined ? gone : reasonWords[reason.kind]}</dd>
        <dt>{say("inTheirWords")}</dt>
        <dd className={classes.words}>{reason?.words ?? gone}</dd>
        <dt>{say("openSpan")}</dt>
        <dd>
          {spanText(emergency.beganAt, emergency.endedAt ?? emergency.until)}
          {emergency.endedBy === undefined ? "" : endings[emergency.endedBy]}
        </dd>
      </Facts>
      <Section title={say("whatWasDone")} words={accesses.length === 0 ? say("nothingRead") : undefined}>
        {accesses.length > 0 && (
          <>
            <DeedsTable accesses={accesses} />
            <p className={classes.source}>
              {say(emergency.moreAccesses ? "fromEntriesMore" : "fromEntries", { count: accesses.length })}{" "}
              {ledger && (
                <Link to="/accesses" search={{ record: patientId }}>
                  {say("eachLook")}
                </Link>
              )}
            </p>
          </>
        )}
      </Section>
      {reviews.length > 0 && (
        <Section title={say("decisions")}>
          <Entries label={say("decisions")}>
            {reviews.map(({ outcome, note, by, at, signature, altered }) => (
              <Entry
                key={at}
                mark={IconMessage2}
                title={outcomeWords[outcome]}
                aside={altered && <AlteredChip>{say("alteredSince")}</AlteredChip>}
                facts={[say("byAt", { name: by.name, time: dateTimeText(at) })]}
              >
                <div className={classes.words}>{note}</div>
                <DecisionSignatureLine signature={signature} name={`signed-review-${emergency.id}`} />
              </Entry>
            ))}
          </Entries>
        </Section>
      )}
      {state === "open" && (
        <Section title={say("stillOpen")} words={say("stillOpenWhy")} actions={<EndEmergency id={emergency.id} />} />
      )}
      {undecided && !emergency.mine && (
        <Section title={say("yourDecision")} words={say("mayBeTold")}>
          <ReviewForm key={reviews.length} id={emergency.id} className={classes.form} />
        </Section>
      )}
      {undecided && emergency.mine && <Section title={say("yourDecision")} words={say("nobodyOwn")} />}
    </>
  );
}
