import { Button } from "@mantine/core";
import { IconFileAlert } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { FaultyConsentList } from "../../../contract/index.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { Entries, Entry } from "../../ui/Entries.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { PageHeader } from "../../ui/PageHeader.tsx";
import { PageWait } from "../../ui/PageWait.tsx";
import { useFaultyConsents } from "./_parts/faulty-consent-calls.ts";
import { OfficerNav } from "./_parts/OfficerNav.tsx";

type Faulty = FaultyConsentList["consents"][number];

/** Consents of which a part isn't understood: what is done instead, and how they are set right. */
export function FaultyConsentsPage() {
  const list = useFaultyConsents();
  const consents = list.data?.consents ?? [];
  return (
    <>
      <OfficerNav />
      <PageHeader
        title="Unclear consents"
        summary="What isn’t understood in them is denied, so nobody sees too much; but somebody may miss what they need."
      />
      {list.error !== null && <ErrorNotice error={list.error} again={() => void list.refetch()} />}
      {list.data === undefined && list.error === null && <PageWait />}
      {list.data !== undefined && consents.length === 0 && (
        <EmptyState title="Every consent is understood">
          Consents that come from other systems with parts that aren’t understood here appear by themselves, and as a
          task.
        </EmptyState>
      )}
      {consents.length > 0 && (
        <Entries label="Consents that can’t be understood">
          {consents.map((consent) => (
            <Entry
              key={consent.consent}
              mark={IconFileAlert}
              title={`Consent ${shortId(consent)}`}
              facts={[
                consent.faults.length === 1
                  ? "1 part isn’t understood"
                  : `${consent.faults.length} parts aren’t understood`,
              ]}
              actions={<Next consent={consent} />}
            >
              {consent.faults.map((fault) => (
                <div key={`${fault.path} ${fault.code}`}>
                  {fault.message} <code>{fault.path}</code>
                </div>
              ))}
              <div>{nextText(consent)}</div>
            </Entry>
          ))}
        </Entries>
      )}
    </>
  );
}

function Next({ consent }: { readonly consent: Faulty }) {
  const { patientId } = consent;
  if (patientId === undefined) return null;
  return (
    <Button
      renderRoot={(props) => <Link to="/patients/$patientId/consents" params={{ patientId }} {...props} />}
      size="compact-sm"
      aria-label={`Open the patient’s consents: ${shortId(consent)}`}
    >
      Open the patient’s consents
    </Button>
  );
}

function nextText({ patientId }: Faulty): string {
  return patientId === undefined
    ? "Next: have whoever sent it name the patient; until then it protects nobody."
    : "Next: ask the patient what is meant, record that as a new consent here, and withdraw this one.";
}

/** No name of a patient: the chart says whose it is, and the ledger who looked. */
function shortId({ consent }: Faulty): string {
  return consent.slice("Consent/".length, "Consent/".length + 8);
}
