import { Alert, Button, SegmentedControl } from "@mantine/core";
import { IconUserHeart } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { datesIn } from "../../ui/dates-in.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { Entries, Entry } from "../../ui/Entries.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { PageHeader } from "../../ui/PageHeader.tsx";
import { PageWait } from "../../ui/PageWait.tsx";
import { OfficerNav } from "../governance/_parts/OfficerNav.tsx";
import { clockFacts } from "./_parts/clock-facts.ts";
import { ReceiveDialog } from "./_parts/ReceiveDialog.tsx";
import { RequestChip } from "./_parts/RequestChip.tsx";
import { useRequests } from "./_parts/rights-calls.ts";
import { kindWords } from "./_parts/rights-words.ts";

/** What people ask for about their own records: what is due soonest first. */
export function RequestsPage() {
  const [which, setWhich] = useState<"open" | "closed">("open");
  const [receiving, setReceiving] = useState(false);
  const requests = useRequests(which);
  const list = requests.data?.requests;
  const overdue = list?.filter((request) => request.overdue).length ?? 0;
  const now = new Date();
  return (
    <>
      <OfficerNav />
      <PageHeader
        title="People’s requests"
        summary={
          which === "open" && overdue > 0
            ? `${overdue} overdue. Each has the clock of its law.`
            : "Access, erasure and the other rights, each with the clock of its law."
        }
        actions={
          <>
            <SegmentedControl
              aria-label="Which requests"
              data={[
                { value: "open", label: "Open" },
                { value: "closed", label: "Over" },
              ]}
              value={which}
              onChange={(value) => setWhich(value === "closed" ? "closed" : "open")}
            />
            <Button onClick={() => setReceiving(true)}>Write one down…</Button>
          </>
        }
      />
      {requests.error !== null && <ErrorNotice error={requests.error} again={() => void requests.refetch()} />}
      {requests.data?.isWhole === false && (
        <Alert color="gray" title="Requests or letters are missing" role="alert">
          Somebody who has the database took requests, or letters about them, away, or may have. The ledger still tells
          of each step of every request: look there for what is due.
        </Alert>
      )}
      {list === undefined && requests.error === null && <PageWait />}
      {list?.length === 0 && (
        <EmptyState title={which === "open" ? "Nobody waits for an answer" : "None is over yet"}>
          Patients ask on their own page; what comes by letter, by telephone or in person is written down here.
        </EmptyState>
      )}
      {list !== undefined && list.length > 0 && (
        <Entries label={which === "open" ? "Open requests" : "Requests that are over"}>
          {list.map((request) => (
            <Entry
              key={request.id}
              mark={IconUserHeart}
              title={`${kindWords[request.kind].label}: ${datesIn(request.words?.patientLabel ?? request.patientId)}`}
              aside={<RequestChip request={request} />}
              facts={clockFacts(request, now)}
              actions={
                <Button
                  renderRoot={(props) => <Link to="/rights/$requestId" params={{ requestId: request.id }} {...props} />}
                  size="compact-sm"
                  variant="default"
                  aria-label={`Open: ${kindWords[request.kind].label}, ${request.words?.patientLabel ?? request.patientId}`}
                >
                  Open
                </Button>
              }
            />
          ))}
        </Entries>
      )}
      {receiving && <ReceiveDialog close={() => setReceiving(false)} />}
    </>
  );
}
