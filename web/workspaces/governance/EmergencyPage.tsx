import { IconMessage2 } from "@tabler/icons-react";
import { Link, useParams } from "@tanstack/react-router";
import type { BreakGlassDetail } from "../../../contract/index.ts";
import { useSession } from "../../app/session/use-session.ts";
import { asSentence } from "../../ui/as-sentence.ts";
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

const endings = { itself: "by itself", hand: "by the person", officer: "by an officer" } as const;

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
  const gone = emergency.altered ? "altered: can’t be read" : "no longer kept";
  const undecided = state === "awaiting-review" || state === "follow-up";
  const ledger = useSession().permissions?.includes("accesses.read") === true;
  return (
    <>
      <OfficerNav />
      <PageHeader
        title={`Emergency access by ${person.name}`}
        summary={
          <span className={classes.summary}>
            {emergency.altered && <AlteredChip />}
            <EmergencyChip state={state} overdue={emergency.overdue} />
            <span>
              {undecided || state === "open" ? `Review due ${dateTimeText(emergency.dueAt)}. ` : ""}That you look is in
              the ledger, and the patient sees it.
            </span>
          </span>
        }
      />
      <Facts>
        <dt>Patient</dt>
        <dd>
          {patientLabel === undefined
            ? `${patientId}; ${emergency.altered ? gone : "the record was erased"}`
            : datesIn(patientLabel)}
        </dd>
        <dt>Reason</dt>
        <dd>{reason === undefined ? gone : asSentence(reason.sentence).replace(/\.$/, "")}</dd>
        <dt>In their words</dt>
        <dd className={classes.words}>{reason?.words ?? gone}</dd>
        <dt>Open</dt>
        <dd>
          {spanText(emergency.beganAt, emergency.endedAt ?? emergency.until)}
          {emergency.endedBy === undefined ? "" : `, ended ${endings[emergency.endedBy]}`}
        </dd>
      </Facts>
      <Section
        title="What was done under it"
        words={
          accesses.length === 0 ? "Nothing: the record was opened to the person, and nothing was read." : undefined
        }
      >
        {accesses.length > 0 && (
          <>
            <DeedsTable accesses={accesses} />
            <p className={classes.source}>
              From {accesses.length}
              {emergency.moreAccesses ? " or more" : ""} entries of the ledger.{" "}
              {ledger && (
                <Link to="/accesses" search={{ record: patientId }}>
                  Each look, with its proof
                </Link>
              )}
            </p>
          </>
        )}
      </Section>
      {reviews.length > 0 && (
        <Section title="Decisions">
          <Entries label="Decisions">
            {reviews.map(({ outcome, note, by, at, signature, altered }) => (
              <Entry
                key={at}
                mark={IconMessage2}
                title={outcomeWords[outcome]}
                aside={altered && <AlteredChip>Altered since it was decided</AlteredChip>}
                facts={[`${by.name}, ${dateTimeText(at)}`]}
              >
                <div className={classes.words}>{note}</div>
                <DecisionSignatureLine signature={signature} name={`signed-review-${emergency.id}`} />
              </Entry>
            ))}
          </Entries>
        </Section>
      )}
      {state === "open" && (
        <Section
          title="Still open"
          words="It is decided once it is over. You can end it before its time: the record closes to the person at once."
          actions={<EndEmergency id={emergency.id} />}
        />
      )}
      {undecided && !emergency.mine && (
        <Section title="Your decision" words="The person who opened the record and the patient may be told of it.">
          <ReviewForm key={reviews.length} id={emergency.id} className={classes.form} />
        </Section>
      )}
      {undecided && emergency.mine && (
        <Section title="Your decision" words="Nobody reviews their own emergency: another officer has to." />
      )}
    </>
  );
}
