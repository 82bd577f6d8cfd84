import { Button } from "@mantine/core";
import { IconBuildingFactory2, IconCircleCheck, IconCircleX, IconClock, IconLockOpen } from "@tabler/icons-react";
import { useState } from "react";
import type { VendorAccess } from "../../../contract/index.ts";
import { announce } from "../../ui/announce.ts";
import { DecisionSignatureLine } from "../../ui/DecisionSignatureLine.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { Entries, Entry } from "../../ui/Entries.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { PageHeader } from "../../ui/PageHeader.tsx";
import { PageWait } from "../../ui/PageWait.tsx";
import { StatusChip } from "../../ui/StatusChip.tsx";
import { later } from "../../ui/later.tsx";
import { AlteredChip } from "./_parts/AlteredChip.tsx";
import { endsText } from "./_parts/due-text.ts";
import { type VendorDecision, useDecideVendor, useVendorAccess } from "./_parts/vendor-calls.ts";
import { OfficerNav } from "./_parts/OfficerNav.tsx";
import { lastsText } from "./_parts/lasts-text.ts";
import { spanText } from "./_parts/span-text.ts";
import { vendorScopeWords } from "./_parts/vendor-scope-words.ts";
import { say } from "./words/index.ts";

const SignDecisionDialog = later(
  async () => (await import("../../app/signing/SignDecisionDialog.tsx")).SignDecisionDialog,
);
const AskVendorDialog = later(async () => (await import("./_parts/AskVendorDialog.tsx")).AskVendorDialog);

const decidedNames: Readonly<Partial<Record<VendorAccess["state"], "refusedBy" | "withdrawnBy">>> = {
  refused: "refusedBy",
  withdrawn: "withdrawnBy",
};

const decisions: readonly { readonly decision: VendorDecision; readonly label: string; readonly done: string }[] = [
  { decision: "approve", label: say("approve"), done: say("approved") },
  { decision: "refuse", label: say("refuse"), done: say("refused") },
  { decision: "withdraw", label: say("withdraw"), done: say("withdrawn") },
  { decision: "end", label: say("endNow"), done: say("ended") },
];

/** Access of vendors' people: for a ticket and a time, asked by one person and approved by another. */
export function VendorAccessPage() {
  const list = useVendorAccess();
  const decide = useDecideVendor();
  const [asking, setAsking] = useState(false);
  const [approving, setApproving] = useState<VendorAccess | undefined>(undefined);
  const settle = (access: VendorAccess, decision: VendorDecision, done: string) =>
    decision === "approve"
      ? (decide.reset(), setApproving(access))
      : decide.mutate({ id: access.id, decision }, { onSuccess: () => announce(done) });
  const now = new Date();
  return (
    <>
      <OfficerNav />
      <PageHeader
        title={say("vendorAccess")}
        summary={say("vendorSummary")}
        actions={<Button onClick={() => setAsking(true)}>{say("askForMore")}</Button>}
      />
      {list.error !== null && <ErrorNotice error={list.error} again={() => void list.refetch()} />}
      {decide.error !== null && approving === undefined && <ErrorNotice error={decide.error} />}
      {list.data === undefined && list.error === null && <PageWait />}
      {list.data?.access.length === 0 && <EmptyState title={say("noVendor")}>{say("addVendor")}</EmptyState>}
      {list.data !== undefined && list.data.access.length > 0 && (
        <Entries label={say("vendorAccess")}>
          {list.data.access.map((access) => (
            <Entry
              key={access.id}
              mark={IconBuildingFactory2}
              title={access.person.name}
              aside={<VendorChip access={access} />}
              facts={[
                say("ticketIs", { ticket: access.ticket }),
                access.state === "requested"
                  ? say("forFromApproval", { length: lastsText(access.minutes) })
                  : spanText(access.from, access.endedAt ?? access.until),
                ...(access.inForce ? [endsText(access.until, now)] : []),
                say("askedBy", { name: access.requestedBy.name }),
                ...(access.decidedBy === undefined
                  ? []
                  : [say(decidedNames[access.state] ?? "approvedBy", { name: access.decidedBy.name })]),
              ]}
              actions={decisions
                .filter(({ decision }) => access.may[decision])
                .map(({ decision, label, done }) => (
                  <Button
                    key={decision}
                    size="compact-sm"
                    variant={decision === "approve" ? "filled" : "default"}
                    color={decision === "end" ? "red" : undefined}
                    aria-label={say("decideVendor", { label, name: access.person.name, ticket: access.ticket })}
                    loading={
                      decide.isPending && decide.variables.id === access.id && decide.variables.decision === decision
                    }
                    onClick={() => settle(access, decision, done)}
                  >
                    {label}
                  </Button>
                ))}
            >
              <div>{access.purpose}</div>
              <div>{say("mayRead", { scopes: access.scopes.map(vendorScopeWords).join(", ") })}</div>
              <DecisionSignatureLine signature={access.signature} name={`signed-vendor-access-${access.id}`} />
            </Entry>
          ))}
        </Entries>
      )}
      {approving !== undefined && (
        <SignDecisionDialog
          title={say("approveTitle")}
          meaning="I approve this."
          action={say("signAndApprove")}
          decide={decide}
          sign={(sent, tried) =>
            decide.mutate(
              { id: approving.id, decision: "approve", ...sent },
              {
                onSuccess: () => {
                  announce(say("approved"));
                  setApproving(undefined);
                },
                onSettled: tried,
              },
            )
          }
          close={() => setApproving(undefined)}
        >
          {say("approving", {
            name: approving.person.name,
            ticket: approving.ticket,
            length: lastsText(approving.minutes),
            purpose: approving.purpose,
            scopes: approving.scopes.map(vendorScopeWords).join(", "),
          })}
        </SignDecisionDialog>
      )}
      {asking && <AskVendorDialog mostDays={list.data?.mostDays ?? 7} close={() => setAsking(false)} />}
    </>
  );
}

function VendorChip({ access }: { readonly access: VendorAccess }) {
  if (access.altered) return <AlteredChip />;
  if (access.inForce)
    return (
      <StatusChip icon={IconLockOpen} tone="caution">
        {say("inForce")}
      </StatusChip>
    );
  switch (access.state) {
    case "requested":
      return (
        <StatusChip icon={IconClock} tone="info">
          {say("awaitsApproval")}
        </StatusChip>
      );
    case "approved":
      return (
        <StatusChip icon={IconCircleCheck} tone="good">
          {say("approvedNotBegun")}
        </StatusChip>
      );
    case "refused":
      return <StatusChip icon={IconCircleX}>{say("refused")}</StatusChip>;
    case "withdrawn":
      return <StatusChip icon={IconCircleX}>{say("withdrawn")}</StatusChip>;
    case "ended":
    case "lapsed":
      return <StatusChip icon={IconCircleCheck}>{say("over")}</StatusChip>;
  }
}
