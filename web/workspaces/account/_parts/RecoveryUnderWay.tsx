import { Button } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import type { Session } from "../../../../contract/index.ts";
import { announce } from "../../../ui/announce.ts";
import { dateTimeText } from "../../../ui/dates.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { PersonalNotice } from "../../../ui/PersonalNotice.tsx";
import { useCancelRecovery } from "./account-calls.ts";
import { say } from "../words/index.ts";

/** Somebody says they have lost this person's access, who is here: a mistake or an attack, and either is stopped with one button. */
export function RecoveryUnderWay({ recovery }: { readonly recovery: NonNullable<Session["recovery"]> }) {
  const cancel = useCancelRecovery();
  return (
    <PersonalNotice
      icon={IconAlertTriangle}
      tone="danger"
      action={
        <Button
          color="red"
          size="compact-md"
          loading={cancel.isPending}
          onClick={() => cancel.mutate(undefined, { onSuccess: () => announce(say("recoveryStopped")) })}
        >
          {say("itWasntMe")}
        </Button>
      }
    >
      {say.rich(recovery.way === "people" ? "recoveryByPeople" : "recoveryByCode", {
        strong: (inside) => <strong key="strong">{inside}</strong>,
      })}
      {recovery.readyAt !== undefined && ` ${say("recoveryFrom", { time: dateTimeText(recovery.readyAt) })}`}{" "}
      {say("recoveryStop")}
      {cancel.error !== null && <ErrorNotice error={cancel.error} />}
    </PersonalNotice>
  );
}
