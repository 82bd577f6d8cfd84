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
import { inEnglish } from "../../language/index.ts";
import { say } from "./words/index.ts";

type Faulty = FaultyConsentList["consents"][number];

/** Consents of which a part isn't understood: what is done instead, and how they are set right. */
export function FaultyConsentsPage() {
  const list = useFaultyConsents();
  const consents = list.data?.consents ?? [];
  return (
    <>
      <OfficerNav />
      <PageHeader title={say("unclearConsents")} summary={say("unclearSummary")} />
      {list.error !== null && <ErrorNotice error={list.error} again={() => void list.refetch()} />}
      {list.data === undefined && list.error === null && <PageWait />}
      {list.data !== undefined && consents.length === 0 && (
        <EmptyState title={say("everyUnderstood")}>{say("consentsFromOthers")}</EmptyState>
      )}
      {consents.length > 0 && (
        <Entries label={say("notUnderstood")}>
          {consents.map((consent) => (
            <Entry
              key={consent.consent}
              mark={IconFileAlert}
              title={say("consentIs", { id: shortId(consent) })}
              facts={[say("partsNot", { count: consent.faults.length })]}
              actions={<Next consent={consent} />}
            >
              {consent.faults.map((fault) => (
                <div {...inEnglish} key={`${fault.path} ${fault.code}`}>
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
      aria-label={say("openConsentsOf", { id: shortId(consent) })}
    >
      {say("openConsents")}
    </Button>
  );
}

function nextText({ patientId }: Faulty): string {
  return patientId === undefined ? say("nextName") : say("nextAsk");
}

/** No name of a patient: the chart says whose it is, and the ledger who looked. */
function shortId({ consent }: Faulty): string {
  return consent.slice("Consent/".length, "Consent/".length + 8);
}
