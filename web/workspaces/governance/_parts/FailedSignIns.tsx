import { Button } from "@mantine/core";
import { IconShieldLock } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { dateTimeText } from "../../../ui/dates.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { PersonalNotice } from "../../../ui/PersonalNotice.tsx";
import { useFailedSignIns, useReadFailedSignIns } from "./failed-sign-in-calls.ts";

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
      label="Failed attempts to sign in"
      action={
        <Button size="compact-md" variant="default" loading={read.isPending} onClick={() => read.mutate(lastAt)}>
          I have read this
        </Button>
      }
    >
      <strong>
        {failures} failed {failures === 1 ? "attempt" : "attempts"} to sign in as you since {dateTimeText(since)}.
      </strong>{" "}
      The last was at {dateTimeText(lastAt)}; at {dateTimeText(lockedAt)} the account was locked for a while. If that
      wasn’t you, tell your security officer and look at <Link to="/account">your sessions</Link>.
      {read.error !== null && <ErrorNotice error={read.error} />}
    </PersonalNotice>
  );
}
