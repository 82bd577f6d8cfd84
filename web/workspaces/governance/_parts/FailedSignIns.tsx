import { Button } from "@mantine/core";
import { IconShieldLock } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { dateTimeText } from "../../../ui/dates.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { PersonalNotice } from "../../../ui/PersonalNotice.tsx";
import { useFailedSignIns, useReadFailedSignIns } from "./failed-sign-in-calls.ts";
import { say } from "../../../app/words/index.ts";

/** Tells whoever came in that somebody else may have tried to, until they have read it. */
export function FailedSignIns() {
  const found = useFailedSignIns();
  const read = useReadFailedSignIns();
  const notice = found.data?.notice;
  if (notice === undefined) return null;
  const { failures, since, lastAt, lockedAt } = notice;
  return (
    <PersonalNotice
      icon={IconShieldLock}
      tone="caution"
      label={say("failedLabel")}
      action={
        <Button size="compact-md" variant="default" loading={read.isPending} onClick={() => read.mutate(lastAt)}>
          {say("haveRead")}
        </Button>
      }
    >
      <strong>{say("failedSince", { failures, time: dateTimeText(since) })}</strong>{" "}
      {say.rich("failedLast", {
        last: dateTimeText(lastAt),
        locked: dateTimeText(lockedAt),
        a: (inside) => (
          <Link key="sessions" to="/account">
            {inside}
          </Link>
        ),
      })}
      {read.error !== null && <ErrorNotice error={read.error} />}
    </PersonalNotice>
  );
}
