import { Button } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import type { Session } from "../../../../contract/index.ts";
import { announce } from "../../../ui/announce.ts";
import { dateTimeText } from "../../../ui/dates.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { PersonalNotice } from "../../../ui/PersonalNotice.tsx";
import { useCancelRecovery } from "./account-calls.ts";

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
          onClick={() => cancel.mutate(undefined, { onSuccess: () => announce("Recovery stopped") })}
        >
          It wasn’t me: stop it
        </Button>
      }
    >
      <strong>Somebody is recovering your access.</strong>{" "}
      {recovery.way === "people"
        ? "Colleagues were asked to let you back in by a new key."
        : "One of your recovery codes was used to ask for a link."}
      {recovery.readyAt !== undefined && ` From ${dateTimeText(recovery.readyAt)} it can replace how you sign in.`} If
      this wasn’t you, stop it now.
      {cancel.error !== null && <ErrorNotice error={cancel.error} />}
    </PersonalNotice>
  );
}
