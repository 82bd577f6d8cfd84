import { Button } from "@mantine/core";
import { IconUserShield } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import type { RoleRequest } from "../../../../contract/index.ts";
import { announce } from "../../../ui/announce.ts";
import { dateTimeText } from "../../../ui/dates.ts";
import { DecisionSignatureLine } from "../../../ui/DecisionSignatureLine.tsx";
import { Entries, Entry } from "../../../ui/Entries.tsx";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { Section } from "../../../ui/Section.tsx";
import { later } from "../../../ui/later.tsx";
import { AlteredChip } from "../../governance/_parts/AlteredChip.tsx";
import { usePolicyChoices } from "./roles/role-calls.ts";
import { type RoleDecision, useDecideRole, useRoleRequests } from "./role-request-calls.ts";
import { say } from "./words/index.ts";

const SignDecisionDialog = later(
  async () => (await import("../../../app/signing/SignDecisionDialog.tsx")).SignDecisionDialog,
);

const decisions: readonly { readonly decision: RoleDecision; readonly label: string; readonly done: string }[] = [
  { decision: "approve", label: say("approve"), done: say("approvedNow") },
  { decision: "refuse", label: say("refuse"), done: say("refused") },
  { decision: "withdraw", label: say("withdraw"), done: say("withdrawn") },
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
        <Section title={say("waitingForSecond")} words={say("givenByTwo")}>
          {decide.error !== null && approving === undefined && <ErrorNotice error={decide.error} />}
          <Entries label={say("rolesWaiting")}>
            {waiting.map((request) => (
              <Entry
                key={request.id}
                mark={IconUserShield}
                title={
                  request.altered
                    ? say("roleAltered")
                    : say("roleFor", { role: request.role.label, person: request.person.name })
                }
                facts={[
                  say("askedByOn", { name: request.requestedBy.name, time: dateTimeText(request.requestedAt) }),
                  say("endsByItself", { time: dateTimeText(request.until) }),
                ]}
                actions={decisions
                  .filter(({ decision }) => mayDecide(request, decision))
                  .map(({ decision, label, done }) => (
                    <Button
                      key={decision}
                      size="compact-sm"
                      variant={decision === "approve" ? "filled" : "default"}
                      aria-label={say("decideRoleFor", {
                        label,
                        role: request.role.label,
                        person: request.person.name,
                      })}
                      loading={
                        decide.isPending && decide.variables.id === request.id && decide.variables.decision === decision
                      }
                      onClick={() => settle(request, decision, done)}
                    >
                      {label}
                    </Button>
                  ))}
              >
                {!request.altered && <div>{say("gives", { rights: request.gains.map(wordsOf).join("; ") })}</div>}
              </Entry>
            ))}
          </Entries>
        </Section>
      )}
      {given.length > 0 && (
        <Section title={say("approved30")}>
          <Entries label={say("rolesApproved")}>
            {given.map((role) => (
              <Entry
                key={role.id}
                mark={IconUserShield}
                title={say("roleFor", { role: role.role.label, person: role.person.name })}
                aside={role.altered && <AlteredChip>{say("alteredSince")}</AlteredChip>}
                facts={[
                  say("askedBy", { name: role.requestedBy.name }),
                  say("approvedByOn", {
                    name: role.decidedBy?.name ?? say("somebody"),
                    time: dateTimeText(role.decidedAt),
                  }),
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
          title={say("approveThisRole")}
          meaning="I approve this."
          action={say("signAndApprove")}
          decide={decide}
          sign={(sent, tried) =>
            decide.mutate(
              { id: approving.id, decision: "approve", ...sent },
              {
                onSuccess: () => {
                  announce(say("approvedNow"));
                  setApproving(undefined);
                },
                onSettled: tried,
              },
            )
          }
          close={() => setApproving(undefined)}
        >
          {say("approvingRole", {
            role: approving.role.label,
            person: approving.person.name,
            by: approving.requestedBy.name,
            rights: approving.gains.map(wordsOf).join("; "),
          })}
        </SignDecisionDialog>
      )}
    </div>
  );
}

function mayDecide({ may, altered }: RoleRequest, decision: RoleDecision): boolean {
  if (altered && decision === "approve") return false;
  return decision === "withdraw" ? may.withdraw : may.decide;
}
