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
import { later } from "../../ui/later.tsx";
import { OfficerNav } from "../governance/_parts/OfficerNav.tsx";
import { clockFacts } from "./_parts/clock-facts.ts";
import { RequestChip } from "./_parts/RequestChip.tsx";
import { useRequests } from "./_parts/rights-calls.ts";
import { kindWords } from "./_parts/rights-words.ts";
import { say } from "./words/index.ts";

const ReceiveDialog = later(async () => (await import("./_parts/ReceiveDialog.tsx")).ReceiveDialog);

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
        title={say("peoplesRequests")}
        summary={which === "open" && overdue > 0 ? say("overdueCount", { overdue }) : say("requestsSummary")}
        actions={
          <>
            <SegmentedControl
              aria-label={say("whichRequests")}
              data={[
                { value: "open", label: say("open") },
                { value: "closed", label: say("over") },
              ]}
              value={which}
              onChange={(value) => setWhich(value === "closed" ? "closed" : "open")}
            />
            <Button onClick={() => setReceiving(true)}>{say("writeOneDown")}</Button>
          </>
        }
      />
      {requests.error !== null && <ErrorNotice error={requests.error} again={() => void requests.refetch()} />}
      {requests.data?.isWhole === false && (
        <Alert color="gray" title={say("requestsMissing")} role="alert">
          {say("requestsMissingWhy")}
        </Alert>
      )}
      {list === undefined && requests.error === null && <PageWait />}
      {list?.length === 0 && (
        <EmptyState title={which === "open" ? say("nobodyWaits") : say("noneOver")}>{say("howTheyCome")}</EmptyState>
      )}
      {list !== undefined && list.length > 0 && (
        <Entries label={which === "open" ? say("openRequests") : say("requestsOver")}>
          {list.map((request) => (
            <Entry
              key={request.id}
              mark={IconUserHeart}
              title={say("kindOf", {
                label: kindWords[request.kind].label,
                whose: datesIn(request.words?.patientLabel ?? request.patientId),
              })}
              aside={<RequestChip request={request} />}
              facts={clockFacts(request, now)}
              actions={
                <Button
                  renderRoot={(props) => <Link to="/rights/$requestId" params={{ requestId: request.id }} {...props} />}
                  size="compact-sm"
                  variant="default"
                  aria-label={say("openOf", {
                    label: kindWords[request.kind].label,
                    whose: request.words?.patientLabel ?? request.patientId,
                  })}
                >
                  {say("openIt")}
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
