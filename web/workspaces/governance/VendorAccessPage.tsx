import { Button } from "@mantine/core";
import { IconBuildingFactory2, IconCircleCheck, IconCircleX, IconClock, IconLockOpen } from "@tabler/icons-react";
import { useState } from "react";
import type { VendorAccess } from "../../../contract/index.ts";
import { SignDecisionDialog } from "../../app/signing/SignDecisionDialog.tsx";
import { announce } from "../../ui/announce.ts";
import { DecisionSignatureLine } from "../../ui/DecisionSignatureLine.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { Entries, Entry } from "../../ui/Entries.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { PageHeader } from "../../ui/PageHeader.tsx";
import { PageWait } from "../../ui/PageWait.tsx";
import { StatusChip } from "../../ui/StatusChip.tsx";
import { AlteredChip } from "./_parts/AlteredChip.tsx";
import { AskVendorDialog } from "./_parts/AskVendorDialog.tsx";
import { dueText } from "./_parts/due-text.ts";
import { type VendorDecision, useDecideVendor, useVendorAccess } from "./_parts/vendor-calls.ts";
import { OfficerNav } from "./_parts/OfficerNav.tsx";
import { lastsText } from "./_parts/lasts-text.ts";
import { spanText } from "./_parts/span-text.ts";
import { vendorScopeWords } from "./_parts/vendor-scope-words.ts";

const decisions: readonly { readonly decision: VendorDecision; readonly label: string; readonly done: string }[] = [
  { decision: "approve", label: "Approve", done: "Approved" },
  { decision: "refuse", label: "Refuse", done: "Refused" },
  { decision: "withdraw", label: "Withdraw", done: "Withdrawn" },
  { decision: "end", label: "End it now", done: "Ended" },
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
        title="Vendor access"
        summary="A named person, a ticket, an end. One person asks, another approves, and it ends by itself."
        actions={<Button onClick={() => setAsking(true)}>Ask for access…</Button>}
      />
      {list.error !== null && <ErrorNotice error={list.error} again={() => void list.refetch()} />}
      {decide.error !== null && approving === undefined && <ErrorNotice error={decide.error} />}
      {list.data === undefined && list.error === null && <PageWait />}
      {list.data?.access.length === 0 && (
        <EmptyState title="No vendor has or had access">
          Add the vendor’s person under People with the role Vendor; it shows them nothing until access is approved
          here.
        </EmptyState>
      )}
      {list.data !== undefined && list.data.access.length > 0 && (
        <Entries label="Vendor access">
          {list.data.access.map((access) => (
            <Entry
              key={access.id}
              mark={IconBuildingFactory2}
              title={access.person.name}
              aside={<VendorChip access={access} />}
              facts={[
                `Ticket ${access.ticket}`,
                access.state === "requested"
                  ? `For ${lastsText(access.minutes)}, from the approval`
                  : spanText(access.from, access.endedAt ?? access.until),
                ...(access.inForce ? [dueText(access.until, now).replace("Due in", "Ends in")] : []),
                `Asked by ${access.requestedBy.name}`,
                ...(access.decidedBy === undefined
                  ? []
                  : [
                      `${access.state === "refused" ? "Refused" : access.state === "withdrawn" ? "Withdrawn" : "Approved"} by ${access.decidedBy.name}`,
                    ]),
              ]}
              actions={decisions
                .filter(({ decision }) => access.may[decision])
                .map(({ decision, label, done }) => (
                  <Button
                    key={decision}
                    size="compact-sm"
                    variant={decision === "approve" ? "filled" : "default"}
                    color={decision === "end" ? "red" : undefined}
                    aria-label={`${label}: ${access.person.name}, ticket ${access.ticket}`}
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
              <div>May read: {access.scopes.map(vendorScopeWords).join(", ")}</div>
              <DecisionSignatureLine signature={access.signature} name={`signed-vendor-access-${access.id}`} />
            </Entry>
          ))}
        </Entries>
      )}
      {approving !== undefined && (
        <SignDecisionDialog
          title="Approve this access"
          meaning="I approve this."
          action="Sign and approve"
          decide={decide}
          sign={(sent, tried) =>
            decide.mutate(
              { id: approving.id, decision: "approve", ...sent },
              {
                onSuccess: () => {
                  announce("Approved");
                  setApproving(undefined);
                },
                onSettled: tried,
              },
            )
          }
          close={() => setApproving(undefined)}
        >
          {approving.person.name}, ticket {approving.ticket}, for {lastsText(approving.minutes)}: {approving.purpose}{" "}
          May read: {approving.scopes.map(vendorScopeWords).join(", ")}
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
        In force
      </StatusChip>
    );
  switch (access.state) {
    case "requested":
      return (
        <StatusChip icon={IconClock} tone="info">
          Awaits approval
        </StatusChip>
      );
    case "approved":
      return (
        <StatusChip icon={IconCircleCheck} tone="good">
          Approved, not begun
        </StatusChip>
      );
    case "refused":
      return <StatusChip icon={IconCircleX}>Refused</StatusChip>;
    case "withdrawn":
      return <StatusChip icon={IconCircleX}>Withdrawn</StatusChip>;
    case "ended":
    case "lapsed":
      return <StatusChip icon={IconCircleCheck}>Over</StatusChip>;
  }
}
