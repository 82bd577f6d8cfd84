import { Button, SegmentedControl } from "@mantine/core";
import { IconUsersGroup } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import type { Proxy } from "../../../contract/index.ts";
import { datesIn } from "../../ui/dates-in.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { Entries, Entry } from "../../ui/Entries.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { PageHeader } from "../../ui/PageHeader.tsx";
import { PageWait } from "../../ui/PageWait.tsx";
import { later } from "../../ui/later.tsx";
import { OfficerNav } from "../governance/_parts/OfficerNav.tsx";
import { ProxyChip } from "./_parts/ProxyChip.tsx";
import { type ProxyListing, type ProxyStep, useProxies } from "./_parts/proxy-calls.ts";
import { proofLine, proxyFacts } from "./_parts/proxy-words.ts";
import { inEnglish } from "../../language/index.ts";
import { say } from "./words/index.ts";

const RecordProxyDialog = later(async () => (await import("./_parts/RecordProxyDialog.tsx")).RecordProxyDialog);
const StepDialog = later(async () => (await import("./_parts/StepDialog.tsx")).StepDialog);

const listings: readonly { readonly value: ProxyListing; readonly label: string; readonly none: string }[] = [
  { value: "current", label: say("inForce"), none: say("nobodyActs") },
  { value: "waiting", label: say("toConfirm"), none: say("nothingToConfirm") },
  { value: "past", label: say("over"), none: say("noneOver") },
];

const asks = {
  confirm: say("confirmMore"),
  refuse: say("refuseMore"),
  withdraw: say("takeBackMore"),
  end: say("endMore"),
  open: say("open"),
} as const;

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
        title={say("whoActs")}
        summary={say("whoActsSummary")}
        actions={
          <>
            <SegmentedControl
              aria-label={say("whichAuthorities")}
              data={listings.map(({ value, label }) => ({ value, label }))}
              value={which}
              onChange={(value) => setWhich(value as ProxyListing)}
            />
            <Button onClick={() => setRecording(true)}>{say("recordOne")}</Button>
          </>
        }
      />
      {proxies.error !== null && <ErrorNotice error={proxies.error} again={() => void proxies.refetch()} />}
      {list === undefined && proxies.error === null && <PageWait />}
      {list?.length === 0 && <EmptyState title={listing?.none ?? ""}>{say("seesNothingUntil")}</EmptyState>}
      {list !== undefined && list.length > 0 && (
        <Entries label={listing?.label ?? ""}>
          {list.map((proxy) => {
            const { words } = proxy;
            const title =
              words === undefined
                ? say("cantBeRead")
                : say("actsFor", {
                    name: words.personName,
                    relationship: words.relationship,
                    patient: datesIn(words.patientLabel),
                  });
            return (
              <Entry
                key={proxy.id}
                mark={IconUsersGroup}
                title={title}
                aside={<ProxyChip proxy={proxy} />}
                facts={[...proxyFacts(proxy), proofLine(proxy), majorityLine(words), recordedLine(proxy)].filter(
                  (fact) => fact !== undefined,
                )}
                actions={
                  proxy.may.length > 0 &&
                  proxy.may.map((may) => (
                    <Button
                      key={may}
                      size="compact-sm"
                      variant={may === "confirm" ? "filled" : "default"}
                      aria-label={say("actOf", { act: asks[may], title })}
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

/** By which law a child comes of age: the server words it, with the law's own section. */
function majorityLine(words: Proxy["words"]): ReactNode {
  const majority = words?.majority;
  return majority === undefined ? undefined : (
    <span key="majority" {...inEnglish}>
      {majority}
    </span>
  );
}

function recordedLine({ recordedBy, decidedBy, endedBy }: Proxy): string | undefined {
  const said = [
    recordedBy === undefined ? undefined : say("recordedBy", { name: recordedBy }),
    decidedBy === undefined ? undefined : say("decidedBy", { name: decidedBy }),
    endedBy === undefined ? undefined : say("endedBy", { name: endedBy }),
  ].filter((part) => part !== undefined);
  return said.length === 0 ? undefined : said.join(", ");
}
