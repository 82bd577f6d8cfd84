import { NumberInput } from "@mantine/core";
import { useState } from "react";
import type { CarePackage } from "../../../../contract/index.ts";
import { announce } from "../../../ui/announce.ts";
import { PatientField } from "../../people/_parts/PatientField.tsx";
import { useTransfer } from "./billing-calls.ts";
import { ReasonDialog } from "./ReasonDialog.tsx";
import { say } from "../words/index.ts";

type Props = { readonly held: CarePackage; readonly close: () => void };

/** Makes sessions that are left another patient's. */
export function TransferDialog({ held, close }: Props) {
  const transfer = useTransfer();
  const [requestId] = useState(() => crypto.randomUUID());
  const [to, setTo] = useState("");
  const [sessions, setSessions] = useState(held.left);
  const [isAsked, setAsked] = useState(false);
  return (
    <ReasonDialog
      title={say("giveOnOf", { name: held.name })}
      words={say("giveOnWords")}
      act={say("giveOn")}
      mutation={transfer}
      close={close}
      send={() => {
        setAsked(true);
        if (to === "") return;
        transfer.mutate(
          { id: held.id, version: held.version, requestId, toPatientId: to, sessions },
          {
            onSuccess() {
              announce(say("givenOn"));
              close();
            },
          },
        );
      }}
    >
      <PatientField
        label={say("toWhom")}
        value={to === "" ? null : to}
        onChange={(value) => setTo(value ?? "")}
        error={isAsked && to === "" ? say("findPatient") : undefined}
      />
      <NumberInput
        label={say("howManySessions")}
        min={1}
        max={held.left}
        allowDecimal={false}
        allowNegative={false}
        value={sessions}
        onChange={(value) => typeof value === "number" && setSessions(value)}
      />
    </ReasonDialog>
  );
}
