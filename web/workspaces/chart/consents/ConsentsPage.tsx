import { Button } from "@mantine/core";
import { IconAlertTriangle, IconCircleCheck, IconCircleX, IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import type { ConsentRow } from "../../../../contract/index.ts";
import { dateText } from "../../../ui/dates.ts";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { StatusChip } from "../../../ui/StatusChip.tsx";
import { Acknowledgements } from "../../people/_parts/notice/Acknowledgements.tsx";
import { Section } from "../_parts/layout/Section.tsx";
import { WaitingPage } from "../_parts/layout/WaitingPage.tsx";
import { useChart } from "../_parts/record/use-chart.ts";
import { ConsentSignatures } from "./ConsentSignatures.tsx";
import { useConsents } from "./consent-calls.ts";
import classes from "./ConsentsPage.module.css";
import { LabelledRecords } from "./LabelledRecords.tsx";
import { RecordConsentDialog } from "./RecordConsentDialog.tsx";
import { SeenByPanel } from "./SeenByPanel.tsx";
import { WithdrawDialog } from "./WithdrawDialog.tsx";

/** What the patient decided about who sees this record, in plain words, and what it does. */
export function ConsentsPage() {
  const { patientId } = useChart();
  const consents = useConsents(patientId);
  const [recording, setRecording] = useState(false);
  const [withdrawing, setWithdrawing] = useState<ConsentRow | undefined>(undefined);
  if (consents.data === undefined) return <WaitingPage title="Consents" queries={[consents]} what="consents" />;
  const { consents: all, mayChange } = consents.data;
  const holding = all.filter((one) => one.inForce || one.faults.length > 0);
  const former = all.filter((one) => !holding.includes(one));
  return (
    <div>
      <Section
        title="Consents"
        level={1}
        aside="What the patient decided about who sees this record"
        actions={
          mayChange && (
            <Button
              size="compact-md"
              leftSection={<IconPlus size={15} aria-hidden />}
              onClick={() => setRecording(true)}
            >
              Record a consent
            </Button>
          )
        }
      >
        {holding.length === 0 ? (
          <EmptyState title="No consent limits or widens who sees this record.">
            The roles of the organisation decide, and what is marked sensitive is seen by those who are cleared for it.
          </EmptyState>
        ) : (
          <ul className={classes.consents}>
            {holding.map((one) => (
              <Consent
                key={one.id}
                patientId={patientId}
                consent={one}
                withdraw={mayChange ? () => setWithdrawing(one) : undefined}
              />
            ))}
          </ul>
        )}
      </Section>
      <LabelledRecords patientId={patientId} />
      <Acknowledgements patientId={patientId} />
      {mayChange && (
        <Section title="See as" aside="As things stand; the patient reads that you looked">
          <div className={classes.seeAs}>
            <SeenByPanel patientId={patientId} />
          </div>
        </Section>
      )}
      {former.length > 0 && (
        <Section title="No longer in force" aside={`${former.length}`}>
          <ul className={classes.consents}>
            {former.map((one) => (
              <Consent key={one.id} patientId={patientId} consent={one} />
            ))}
          </ul>
        </Section>
      )}
      {recording && <RecordConsentDialog patientId={patientId} close={() => setRecording(false)} />}
      {withdrawing !== undefined && (
        <WithdrawDialog patientId={patientId} consent={withdrawing} close={() => setWithdrawing(undefined)} />
      )}
    </div>
  );
}

function Consent({
  patientId,
  consent,
  withdraw,
}: {
  readonly patientId: string;
  readonly consent: ConsentRow;
  readonly withdraw?: (() => void) | undefined;
}) {
  const { sentences, inForce, status, recordedAt, givenBy, faults } = consent;
  return (
    <li className={classes.consent} data-former={!inForce || undefined}>
      <div className={classes.words}>
        {sentences.length === 0 ? (
          <p>{status === "inactive" ? "Withdrawn." : `Its state is ${status}.`}</p>
        ) : (
          sentences.map((sentence) => <p key={sentence}>{sentence}</p>)
        )}
        {faults.map(({ path, message }) => (
          <p key={`${path} ${message}`} className={classes.fault}>
            <IconAlertTriangle size={15} aria-hidden /> {message} <code>{path}</code>
          </p>
        ))}
        <p className={classes.facts}>
          {inForce ? (
            <StatusChip icon={IconCircleCheck} tone="good">
              In force
            </StatusChip>
          ) : (
            <StatusChip icon={IconCircleX}>{status === "inactive" ? "Withdrawn" : "Not in force"}</StatusChip>
          )}
          <span>{recordedAt === undefined ? "Date not recorded" : `Recorded ${dateText(recordedAt)}`}</span>
          <span>{givenBy === undefined ? "Who gave it is not recorded" : `Given by ${givenBy}`}</span>
        </p>
        <ConsentSignatures patientId={patientId} consent={consent} />
      </div>
      {withdraw !== undefined && status === "active" && (
        <Button size="compact-sm" variant="default" onClick={withdraw}>
          Withdraw…
        </Button>
      )}
    </li>
  );
}
