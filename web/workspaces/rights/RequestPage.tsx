import { Button } from "@mantine/core";
import { IconCircleCheck, IconCircleX, IconPoint } from "@tabler/icons-react";
import { useParams } from "@tanstack/react-router";
import { useState } from "react";
import type { RightsEvent, RightsRequest } from "../../../contract/index.ts";
import { datesIn } from "../../ui/dates-in.ts";
import { dateTimeText } from "../../ui/dates.ts";
import { Entries, Entry } from "../../ui/Entries.tsx";
import { Facts } from "../../ui/Facts.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { PageHeader } from "../../ui/PageHeader.tsx";
import { PageWait } from "../../ui/PageWait.tsx";
import { Section } from "../../ui/Section.tsx";
import { OfficerNav } from "../governance/_parts/OfficerNav.tsx";
import { clockFacts } from "./_parts/clock-facts.ts";
import { DecideForm } from "./_parts/DecideForm.tsx";
import { ErasureSection } from "./_parts/erasure/ErasureSection.tsx";
import { LettersSection } from "./_parts/letters/LettersSection.tsx";
import { RestrictionSection } from "./_parts/restriction/RestrictionSection.tsx";
import { RequestChip } from "./_parts/RequestChip.tsx";
import { useRequest } from "./_parts/rights-calls.ts";
import { actWords, kindWords, lawWords, relationWords, stepWords } from "./_parts/rights-words.ts";
import { StepDialog } from "./_parts/StepDialog.tsx";
import classes from "./RequestPage.module.css";

/** One request: what was asked, by whom, until when it has to be answered, and each step. */
export function RequestPage() {
  const { requestId } = useParams({ from: "/signed-in/rights/$requestId" });
  const request = useRequest(requestId);
  if (request.error !== null && request.data === undefined)
    return <ErrorNotice error={request.error} again={() => void request.refetch()} />;
  if (request.data === undefined) return <PageWait />;
  return <OneRequest request={request.data} />;
}

function OneRequest({ request }: { readonly request: RightsRequest }) {
  const [step, setStep] = useState<Exclude<RightsEvent, "decide"> | undefined>(undefined);
  const { words, kind, law, may, right } = request;
  const steps = may.filter((event) => event !== "decide");
  return (
    <>
      <OfficerNav />
      <PageHeader
        title={`${kindWords[kind].label}: ${datesIn(words?.patientLabel ?? request.patientId)}`}
        summary={
          <>
            <RequestChip request={request} /> {clockFacts(request, new Date()).join(" · ")}
          </>
        }
        actions={steps.map((event) => (
          <Button
            key={event}
            variant={event === "confirm" || event === "deliver" ? "filled" : "default"}
            onClick={() => setStep(event)}
          >
            {actWords[event].label}
          </Button>
        ))}
      />
      {words === undefined ? (
        <p>Somebody who has the database altered this request: it can’t be read. Write it down again as a new one.</p>
      ) : (
        <>
          <Facts>
            <dt>Who asks</dt>
            <dd>
              {words.asker.name}
              {words.asker.relation === "self" ? "" : ` (${relationWords[words.asker.relation].toLowerCase()})`}
              {words.asker.proof === undefined ? "" : `; ${words.asker.proof}`}
            </dd>
            <dt>In their words</dt>
            <dd className={classes.words}>{words.asked}</dd>
            <dt>Right</dt>
            <dd>{right === undefined ? lawWords[law] : <a href={right.url}>{right.section}</a>}</dd>
            {words.identity !== undefined && (
              <>
                <dt>Identity</dt>
                <dd className={classes.words}>{words.identity}</dd>
              </>
            )}
            {words.extension !== undefined && (
              <>
                <dt>Why it takes longer</dt>
                <dd className={classes.words}>{words.extension}</dd>
              </>
            )}
            {words.delivery !== undefined && (
              <>
                <dt>Answered</dt>
                <dd className={classes.words}>{words.delivery}</dd>
              </>
            )}
          </Facts>
          {words.items.length > 0 && <Decision request={request} items={words.items} />}
          {may.includes("decide") && (
            <Section
              title="Decision"
              words={`Part by part. What is refused is refused on a ground that the law knows.${
                kind === "restriction" && law !== "hipaa"
                  ? " What is granted is hidden at once from everybody who treats them, but in an emergency: mind allergies and medicines."
                  : ""
              }`}
            >
              <DecideForm request={request} />
            </Section>
          )}
          {kind === "erasure" && <ErasureSection request={request} />}
          {kind === "restriction" && <RestrictionSection request={request} />}
          <LettersSection request={request} />
          <Section title="Steps" words="Each is in the ledger, and the patient sees it.">
            <Entries label="Steps">
              {words.steps.map(({ event, at, by, note }) => (
                <Entry
                  key={`${event} ${at}`}
                  mark={IconPoint}
                  title={event === "receive" && words.channel === "portal" ? "Asked" : stepWords[event]}
                  facts={[by.name, dateTimeText(at)]}
                >
                  {note !== undefined && <div className={classes.words}>{note}</div>}
                </Entry>
              ))}
            </Entries>
          </Section>
        </>
      )}
      {step !== undefined && <StepDialog request={request} event={step} close={() => setStep(undefined)} />}
    </>
  );
}

function Decision({
  request,
  items,
}: {
  readonly request: RightsRequest;
  readonly items: NonNullable<RightsRequest["words"]>["items"];
}) {
  return (
    <Section title="Decided">
      <Entries label="What was decided">
        {items.map(({ what, outcome, ground, note }, index) => {
          const on = request.grounds.find(({ id }) => id === ground);
          return (
            <Entry
              // They never change places.
              key={index}
              mark={outcome === "granted" ? IconCircleCheck : IconCircleX}
              title={what}
              facts={[
                outcome === "granted" ? "Granted" : "Refused",
                ...(on === undefined ? [] : [`${on.words} (${on.source.section})`]),
              ]}
            >
              {note !== undefined && <div className={classes.words}>{note}</div>}
            </Entry>
          );
        })}
      </Entries>
    </Section>
  );
}
