import { Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { Session } from "../../../../contract/index.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { PageWait } from "../../../ui/PageWait.tsx";
import { makeRecoveryCodes } from "./recovery-code-calls.ts";
import { RecoveryCodesSheet } from "./RecoveryCodesSheet.tsx";

/** The last page of an enrolment: recovery codes, made now and shown once. */
export function KeepCodes({ session, done }: { readonly session: Session; readonly done: () => void }) {
  const codes = useQuery({
    // Asked for once and forgotten with the page; another person in this window gets others.
    queryKey: ["new-recovery-codes", session.person.id],
    queryFn: makeRecoveryCodes,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
  });
  if (codes.error !== null) {
    return (
      <Stack gap="md">
        <ErrorNotice error={codes.error} again={() => void codes.refetch()} />
      </Stack>
    );
  }
  if (codes.data === undefined) return <PageWait />;
  return <RecoveryCodesSheet codes={codes.data} username={session.person.username} done={done} />;
}
