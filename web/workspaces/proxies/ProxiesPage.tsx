import { Button, SegmentedControl } from "@mantine/core";
import { IconUsersGroup } from "@tabler/icons-react";
import { useState } from "react";
import type { Proxy } from "../../../contract/index.ts";
import { datesIn } from "../../ui/dates-in.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { Entries, Entry } from "../../ui/Entries.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { PageHeader } from "../../ui/PageHeader.tsx";
import { PageWait } from "../../ui/PageWait.tsx";
import { OfficerNav } from "../governance/_parts/OfficerNav.tsx";
import { ProxyChip } from "./_parts/ProxyChip.tsx";
import { type ProxyListing, type ProxyStep, useProxies } from "./_parts/proxy-calls.ts";
import { proofLine, proxyFacts } from "./_parts/proxy-words.ts";
import { RecordProxyDialog } from "./_parts/RecordProxyDialog.tsx";
import { StepDialog } from "./_parts/StepDialog.tsx";

const listings: readonly { readonly value: ProxyListing; readonly label: string; readonly none: string }[] = [
  { value: "current", label: "In force", none: "Nobody acts for a patient" },
  { value: "waiting", label: "To confirm", none: "Nothing waits to be confirmed" },
  { value: "past", label: "Over", none: "None is over yet" },
];

const asks = { confirm: "Confirm…", refuse: "Refuse…", withdraw: "Take back…", end: "End…", open: "Open" } as const;

/** Who acts for which patient, by what right and until when. */
export function ProxiesPage() {
  const [which, setWhich] = useState<ProxyListing>("current");
  const [recording, setRecording] = useState(false);
  const [step, setStep] = useState<{ readonly proxy: Proxy; readonly step: ProxyStep } | undefined>();
  const proxies = useProxies(which);
  const list = proxies.data?.proxies;
  const listing = listings.find(({ value }) => value === which);
  return (
    <>
      <OfficerNav />
      <PageHeader
        title="Who acts for patients"
        summary="Parents, guardians and whom patients chose: with the proof that was seen, and an end."
        actions={
          <>
            <SegmentedControl
              aria-label="Which authorities"
              data={listings.map(({ value, label }) => ({ value, label }))}
              value={which}
              onChange={(value) => setWhich(value as ProxyListing)}
            />
            <Button onClick={() => setRecording(true)}>Record one…</Button>
          </>
        }
      />
      {proxies.error !== null && <ErrorNotice error={proxies.error} again={() => void proxies.refetch()} />}
      {list === undefined && proxies.error === null && <PageWait />}
      {list?.length === 0 && (
        <EmptyState title={listing?.none ?? ""}>
          An account for relatives sees no record until somebody has written down here for whom it acts.
        </EmptyState>
      )}
      {list !== undefined && list.length > 0 && (
        <Entries label={listing?.label ?? ""}>
          {list.map((proxy) => {
            const { words } = proxy;
            const title =
              words === undefined
                ? "An authority that can’t be read"
                : `${words.personName} (${words.relationship}) for ${datesIn(words.patientLabel)}`;
            return (
              <Entry
                key={proxy.id}
                mark={IconUsersGroup}
                title={title}
                aside={<ProxyChip proxy={proxy} />}
                facts={[...proxyFacts(proxy), proofLine(proxy), words?.majority, recordedLine(proxy)].filter(
                  (fact) => fact !== undefined,
                )}
                actions={
                  proxy.may.length > 0 &&
                  proxy.may.map((may) => (
                    <Button
                      key={may}
                      size="compact-sm"
                      variant={may === "confirm" ? "filled" : "default"}
                      aria-label={`${asks[may]} ${title}`}
                      onClick={() => {
                        if (may !== "open") setStep({ proxy, step: may === "withdraw" ? "refuse" : may });
                      }}
                    >
                      {asks[may]}
                    </Button>
                  ))
                }
              >
                {words?.note !== undefined && <div>{words.note}</div>}
                {proxy.reason !== undefined && <div>{proxy.reason}</div>}
              </Entry>
            );
          })}
        </Entries>
      )}
      {recording && <RecordProxyDialog close={() => setRecording(false)} />}
      {step !== undefined && <StepDialog {...step} close={() => setStep(undefined)} />}
    </>
  );
}

function recordedLine({ recordedBy, decidedBy, endedBy }: Proxy): string | undefined {
  const said = [
    recordedBy === undefined ? undefined : `recorded by ${recordedBy}`,
    decidedBy === undefined ? undefined : `decided by ${decidedBy}`,
    endedBy === undefined ? undefined : `ended by ${endedBy}`,
  ].filter((part) => part !== undefined);
  return said.length === 0 ? undefined : said.join(", ");
}
