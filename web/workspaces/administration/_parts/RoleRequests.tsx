import { Button } from "@mantine/core";
import { IconUserShield } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import type { RoleRequest } from "../../../../contract/index.ts";
import { SignDecisionDialog } from "../../../app/signing/SignDecisionDialog.tsx";
import { announce } from "../../../ui/announce.ts";
import { dateTimeText } from "../../../ui/dates.ts";
import { DecisionSignatureLine } from "../../../ui/DecisionSignatureLine.tsx";
import { Entries, Entry } from "../../../ui/Entries.tsx";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { Section } from "../../../ui/Section.tsx";
import { AlteredChip } from "../../governance/_parts/AlteredChip.tsx";
import { usePolicyChoices } from "./roles/role-calls.ts";
import { type RoleDecision, useDecideRole, useRoleRequests } from "./role-request-calls.ts";

const decisions: readonly { readonly decision: RoleDecision; readonly label: string; readonly done: string }[] = [
  { decision: "approve", label: "Approve", done: "Approved: the role applies now" },
  { decision: "refuse", label: "Refuse", done: "Refused" },
  { decision: "withdraw", label: "Withdraw", done: "Withdrawn" },
];

/** Roles that run the organisation and wait for a second person. Nothing while none does. */
export function RoleRequests() {
  const requests = useRoleRequests();
  const decide = useDecideRole();
  const choices = usePolicyChoices();
  const [approving, setApproving] = useState<RoleRequest | undefined>(undefined);
  const frame = useRef<HTMLDivElement>(null);
  const waiting = requests.data?.requests ?? [];
  const count = waiting.length;
  useEffect(() => {
    // What was decided leaves the list, and the focus would be lost with it.
    if (document.activeElement === document.body)
      (frame.current?.querySelector("button") ?? document.querySelector<HTMLElement>("main h1"))?.focus();
  }, [count]);
  const wordsOf = (right: string) => choices.data?.permissions.find(({ code }) => code === right)?.label ?? right;
  if (requests.error !== null) return <ErrorNotice error={requests.error} again={() => void requests.refetch()} />;
  const given = requests.data?.given ?? [];
  const settle = (request: RoleRequest, decision: RoleDecision, done: string) =>
    decision === "approve"
      ? (decide.reset(), setApproving(request))
      : decide.mutate({ id: request.id, decision }, { onSuccess: () => announce(done) });
  return (
    <div ref={frame}>
      {(count > 0 || (decide.error !== null && approving === undefined)) && (
        <Section
          title="Waiting for a second person"
          words="Rights over the organisation are given by two people. Approve only what you know to be wanted: ask who asked."
        >
          {decide.error !== null && approving === undefined && <ErrorNotice error={decide.error} />}
          <Entries label="Roles that wait for a second person">
            {waiting.map((request) => (
              <Entry
                key={request.id}
                mark={IconUserShield}
                title={
                  request.altered
                    ? "A role: altered, can’t be read"
                    : `${request.role.label} for ${request.person.name}`
                }
                facts={[
                  `Asked by ${request.requestedBy.name} on ${dateTimeText(request.requestedAt)}`,
                  `Ends by itself on ${dateTimeText(request.until)}`,
                ]}
                actions={decisions
                  .filter(({ decision }) => mayDecide(request, decision))
                  .map(({ decision, label, done }) => (
                    <Button
                      key={decision}
                      size="compact-sm"
                      variant={decision === "approve" ? "filled" : "default"}
                      aria-label={`${label}: ${request.role.label} for ${request.person.name}`}
                      loading={
                        decide.isPending && decide.variables.id === request.id && decide.variables.decision === decision
                      }
                      onClick={() => settle(request, decision, done)}
                    >
                      {label}
                    </Button>
                  ))}
              >
                {!request.altered && <div>Gives: {request.gains.map(wordsOf).join("; ")}</div>}
              </Entry>
            ))}
          </Entries>
        </Section>
      )}
      {given.length > 0 && (
        <Section title="Approved in the last 30 days">
          <Entries label="Roles that a second person approved">
            {given.map((role) => (
              <Entry
                key={role.id}
                mark={IconUserShield}
                title={`${role.role.label} for ${role.person.name}`}
                aside={role.altered && <AlteredChip>Altered since it was approved</AlteredChip>}
                facts={[
                  `Asked by ${role.requestedBy.name}`,
                  `Approved by ${role.decidedBy?.name ?? "somebody"} on ${dateTimeText(role.decidedAt)}`,
                ]}
              >
                <DecisionSignatureLine signature={role.signature} name={`signed-role-${role.id}`} />
              </Entry>
            ))}
          </Entries>
        </Section>
      )}
      {approving !== undefined && (
        <SignDecisionDialog
          title="Approve this role"
          meaning="I approve this."
          action="Sign and approve"
          decide={decide}
          sign={(sent, tried) =>
            decide.mutate(
              { id: approving.id, decision: "approve", ...sent },
              {
                onSuccess: () => {
                  announce("Approved: the role applies now");
                  setApproving(undefined);
                },
                onSettled: tried,
              },
            )
          }
          close={() => setApproving(undefined)}
        >
          {approving.role.label} for {approving.person.name}, asked by {approving.requestedBy.name}. Gives:{" "}
          {approving.gains.map(wordsOf).join("; ")}
        </SignDecisionDialog>
      )}
    </div>
  );
}

function mayDecide({ may, altered }: RoleRequest, decision: RoleDecision): boolean {
  if (altered && decision === "approve") return false;
  return decision === "withdraw" ? may.withdraw : may.decide;
}
