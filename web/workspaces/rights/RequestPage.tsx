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
import { later } from "../../ui/later.tsx";
import { OfficerNav } from "../governance/_parts/OfficerNav.tsx";
import { clockFacts } from "./_parts/clock-facts.ts";
import { DecideForm } from "./_parts/DecideForm.tsx";
import { ErasureSection } from "./_parts/erasure/ErasureSection.tsx";
import { LettersSection } from "./_parts/letters/LettersSection.tsx";
import { RestrictionSection } from "./_parts/restriction/RestrictionSection.tsx";
import { RequestChip } from "./_parts/RequestChip.tsx";
import { useRequest } from "./_parts/rights-calls.ts";
import { actWords, kindWords, lawWords, relationWords, stepWords } from "./_parts/rights-words.ts";
import classes from "./RequestPage.module.css";
import { inEnglish, isolated } from "../../language/index.ts";
import { say } from "./words/index.ts";

const StepDialog = later(async () => (await import("./_parts/StepDialog.tsx")).StepDialog);

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
        title={say("kindOf", {
          label: kindWords[kind].label,
          whose: datesIn(words?.patientLabel ?? request.patientId),
        })}
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
        <p>{say("alteredRequest")}</p>
      ) : (
        <>
          <Facts>
            <dt>{say("whoAsks")}</dt>
            <dd>
              {isolated(words.asker.name)}
              {words.asker.relation === "self" ? "" : ` (${relationWords[words.asker.relation].toLowerCase()})`}
              {words.asker.proof === undefined ? "" : `; ${words.asker.proof}`}
            </dd>
            <dt>{say("inTheirWords")}</dt>
            <dd className={classes.words}>{words.asked}</dd>
            <dt>{say("right")}</dt>
            <dd>
              {right === undefined ? (
                lawWords[law]
              ) : (
                <a {...inEnglish} href={right.url}>
                  {right.section}
                </a>
              )}
            </dd>
            {words.identity !== undefined && (
              <>
                <dt>{say("identity")}</dt>
                <dd className={classes.words}>{words.identity}</dd>
              </>
            )}
            {words.extension !== undefined && (
              <>
                <dt>{say("whyLonger")}</dt>
                <dd className={classes.words}>{words.extension}</dd>
              </>
            )}
            {words.delivery !== undefined && (
              <>
                <dt>{say("answered")}</dt>
                <dd className={classes.words}>{words.delivery}</dd>
              </>
            )}
          </Facts>
          {words.items.length > 0 && <Decision request={request} items={words.items} />}
          {may.includes("decide") && (
            <Section
              title={say("decision")}
              words={say(kind === "restriction" && law !== "hipaa" ? "partByPartHidden" : "partByPart")}
            >
              <DecideForm request={request} />
            </Section>
          )}
          {kind === "erasure" && <ErasureSection request={request} />}
          {kind === "restriction" && <RestrictionSection request={request} />}
          <LettersSection request={request} />
          <Section title={say("steps")} words={say("stepsSeen")}>
            <Entries label={say("steps")}>
              {words.steps.map(({ event, at, by, note }) => (
                <Entry
                  key={`${event} ${at}`}
                  mark={IconPoint}
                  title={event === "receive" && words.channel === "portal" ? say("asked") : stepWords[event]}
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
    <Section title={say("decided")}>
      <Entries label={say("whatWasDecided")}>
        {items.map(({ what, outcome, ground, note }, index) => {
          const on = request.grounds.find(({ id }) => id === ground);
          return (
            <Entry
              // They never change places.
              key={index}
              mark={outcome === "granted" ? IconCircleCheck : IconCircleX}
              title={what}
              facts={[
                outcome === "granted" ? say("granted") : say("refused"),
                ...(on === undefined
                  ? []
                  : [<span key="ground" {...inEnglish}>{`${on.words} (${on.source.section})`}</span>]),
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
