import { Button } from "@mantine/core";
import { IconCircleCheck, IconGavel, IconLock } from "@tabler/icons-react";
import { useState } from "react";
import type { LegalHold } from "../../../../contract/index.ts";
import { dateTimeText } from "../../../ui/dates.ts";
import { datesIn } from "../../../ui/dates-in.ts";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { Entries, Entry } from "../../../ui/Entries.tsx";
import { StatusChip } from "../../../ui/StatusChip.tsx";
import { later } from "../../../ui/later.tsx";
import { AlteredChip } from "../../governance/_parts/AlteredChip.tsx";
import { say } from "../words/index.ts";

const LiftDialog = later(async () => (await import("./LiftDialog.tsx")).LiftDialog);

/** Legal holds, the newest first. */
export function HoldList({ holds }: { readonly holds: readonly LegalHold[] }) {
  const [lifting, setLifting] = useState<LegalHold | undefined>(undefined);
  if (holds.length === 0) return <EmptyState title={say("nothingHeld")}>{say("placeAsSoon")}</EmptyState>;
  return (
    <>
      <Entries label={say("legalHolds")}>
        {holds.toReversed().map((hold) => (
          <Entry
            key={hold.number}
            mark={IconGavel}
            title={say("holdIs", { number: hold.number, scope: datesIn(scopeText(hold)) })}
            aside={<HoldChip hold={hold} />}
            facts={[
              say("placedBy", { time: dateTimeText(hold.at), by: hold.by }),
              ...(hold.lifted === undefined
                ? []
                : [
                    say("liftedBy", {
                      time: dateTimeText(hold.lifted.at),
                      by: hold.lifted.by,
                      why: hold.lifted.why,
                    }),
                  ]),
            ]}
            actions={
              hold.lifted === undefined && !hold.altered ? (
                <Button
                  size="compact-sm"
                  variant="default"
                  aria-label={say("liftHoldMore", { number: hold.number })}
                  onClick={() => setLifting(hold)}
                >
                  {say("liftMore")}
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
      return say("everyRecord");
    case "patient":
      return patientLabel ?? say("scopePatient", { patient: scope.patient });
    case "record":
      return say("scopeRecord", {
        record: scope.record,
        whose: patientLabel ?? say("scopePatient", { patient: scope.patient }),
      });
  }
}

function HoldChip({ hold }: { readonly hold: LegalHold }) {
  if (hold.altered) return <AlteredChip />;
  if (hold.lifted !== undefined) return <StatusChip icon={IconCircleCheck}>{say("lifted")}</StatusChip>;
  return (
    <StatusChip icon={IconLock} tone="caution">
      {say("inForce")}
    </StatusChip>
  );
}
