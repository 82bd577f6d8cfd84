import { Button } from "@mantine/core";
import { IconAlertTriangle, IconCircleCheck, IconCircleX, IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import type { ConsentRow } from "../../../../contract/index.ts";
import { dateText, inOrder } from "../../../ui/dates.ts";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { StatusChip } from "../../../ui/StatusChip.tsx";
import { later } from "../../../ui/later.tsx";
import { Acknowledgements } from "../../people/_parts/notice/Acknowledgements.tsx";
import { Section } from "../_parts/layout/Section.tsx";
import { WaitingPage } from "../_parts/layout/WaitingPage.tsx";
import { useChart } from "../_parts/record/use-chart.ts";
import { ConsentSignatures } from "./ConsentSignatures.tsx";
import { useConsents } from "./consent-calls.ts";
import classes from "./ConsentsPage.module.css";
import { LabelledRecords } from "./LabelledRecords.tsx";
import { SeenByPanel } from "./SeenByPanel.tsx";
import { inEnglish } from "../../../language/index.ts";
import { say } from "./words/index.ts";

const RecordConsentDialog = later(async () => (await import("./RecordConsentDialog.tsx")).RecordConsentDialog);
const WithdrawDialog = later(async () => (await import("./WithdrawDialog.tsx")).WithdrawDialog);

/** What the patient decided about who sees this record, in plain words, and what it does. */
export function ConsentsPage() {
  const { patientId } = useChart();
  const consents = useConsents(patientId);
  const [recording, setRecording] = useState(false);
  const [withdrawing, setWithdrawing] = useState<ConsentRow | undefined>(undefined);
  if (consents.data === undefined)
    return <WaitingPage title={say("consents")} queries={[consents]} what={say("whatConsents")} />;
  const { consents: all, mayChange } = consents.data;
  const holding = all.filter((one) => one.inForce || one.faults.length > 0);
  const former = all.filter((one) => !holding.includes(one));
  return (
    <div>
      <Section
        title={say("consents")}
        level={1}
        aside={say("whatPatientDecided")}
        actions={
          mayChange && (
            <Button
              size="compact-md"
              leftSection={<IconPlus size={15} aria-hidden />}
              onClick={() => setRecording(true)}
            >
              {say("recordConsent")}
            </Button>
          )
        }
      >
        {holding.length === 0 ? (
          <EmptyState title={say("noConsent")}>{say("rolesDecide")}</EmptyState>
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
        <Section title={say("seeAs")} aside={say("seeAsAside")}>
          <div className={classes.seeAs}>
            <SeenByPanel patientId={patientId} />
          </div>
        </Section>
      )}
      {former.length > 0 && (
        <Section title={say("noLongerInForce")} aside={`${former.length}`}>
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

/** As the server names the patient among givers. */
const theirs = "the patient";

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
          <p>{status === "inactive" ? say("withdrawnStop") : say("stateIs", { state: status })}</p>
        ) : (
          sentences.map((sentence) => (
            <p key={sentence}>
              <bdi {...inEnglish}>{sentence}</bdi>
            </p>
          ))
        )}
        {faults.map(({ path, message }) => (
          <p key={`${path} ${message}`} className={classes.fault}>
            <IconAlertTriangle size={15} aria-hidden />{" "}
            <bdi {...inEnglish}>
              {message} <code>{path}</code>
            </bdi>
          </p>
        ))}
        <p className={classes.facts}>
          {inForce ? (
            <StatusChip icon={IconCircleCheck} tone="good">
              {say("inForce")}
            </StatusChip>
          ) : (
            <StatusChip icon={IconCircleX}>{status === "inactive" ? say("withdrawn") : say("notInForce")}</StatusChip>
          )}
          <span>
            {recordedAt === undefined
              ? say("dateNotRecorded")
              : say("recordedOn", { day: inOrder(dateText(recordedAt)) })}
          </span>
          <span>
            {givenBy === undefined
              ? say("giverNotRecorded")
              : givenBy === theirs
                ? say("givenByPatient")
                : say("givenBy", { who: givenBy })}
          </span>
        </p>
        <ConsentSignatures patientId={patientId} consent={consent} />
      </div>
      {withdraw !== undefined && status === "active" && (
        <Button size="compact-sm" variant="default" onClick={withdraw}>
          {say("withdrawEllipsis")}
        </Button>
      )}
    </li>
  );
}
