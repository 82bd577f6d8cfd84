import { Button } from "@mantine/core";
import { IconCircleCheck, IconGavel, IconLock } from "@tabler/icons-react";
import { useState } from "react";
import type { LegalHold } from "../../../../contract/index.ts";
import { dateTimeText } from "../../../ui/dates.ts";
import { datesIn } from "../../../ui/dates-in.ts";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { Entries, Entry } from "../../../ui/Entries.tsx";
import { StatusChip } from "../../../ui/StatusChip.tsx";
import { AlteredChip } from "../../governance/_parts/AlteredChip.tsx";
import { LiftDialog } from "./LiftDialog.tsx";

/** Legal holds, the newest first. */
export function HoldList({ holds }: { readonly holds: readonly LegalHold[] }) {
  const [lifting, setLifting] = useState<LegalHold | undefined>(undefined);
  if (holds.length === 0)
    return (
      <EmptyState title="Nothing is held">
        Place a hold as soon as a claim, an inquiry or an investigation can be foreseen.
      </EmptyState>
    );
  return (
    <>
      <Entries label="Legal holds">
        {holds.toReversed().map((hold) => (
          <Entry
            key={hold.number}
            mark={IconGavel}
            title={datesIn(`Hold ${hold.number}: ${scopeText(hold)}`)}
            aside={<HoldChip hold={hold} />}
            facts={[
              `Placed ${dateTimeText(hold.at)} by ${hold.by}`,
              ...(hold.lifted === undefined
                ? []
                : [`Lifted ${dateTimeText(hold.lifted.at)} by ${hold.lifted.by}: ${hold.lifted.why}`]),
            ]}
            actions={
              hold.lifted === undefined && !hold.altered ? (
                <Button
                  size="compact-sm"
                  variant="default"
                  aria-label={`Lift hold ${hold.number}…`}
                  onClick={() => setLifting(hold)}
                >
                  Lift…
                </Button>
              ) : undefined
            }
          >
            {hold.why}
          </Entry>
        ))}
      </Entries>
      {lifting !== undefined && <LiftDialog hold={lifting} close={() => setLifting(undefined)} />}
    </>
  );
}

function scopeText({ scope, patientLabel }: LegalHold): string {
  switch (scope.kind) {
    case "organisation":
      return "every record";
    case "patient":
      return patientLabel ?? `patient ${scope.patient}`;
    case "record":
      return `${scope.record}, so all of ${patientLabel ?? `patient ${scope.patient}`}`;
  }
}

function HoldChip({ hold }: { readonly hold: LegalHold }) {
  if (hold.altered) return <AlteredChip />;
  if (hold.lifted !== undefined) return <StatusChip icon={IconCircleCheck}>Lifted</StatusChip>;
  return (
    <StatusChip icon={IconLock} tone="caution">
      In force
    </StatusChip>
  );
}
