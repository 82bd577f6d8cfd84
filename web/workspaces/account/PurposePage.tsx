import { Button, Radio, Stack } from "@mantine/core";
import { useState } from "react";
import { useSession } from "../../app/session/use-session.ts";
import { announce } from "../../ui/announce.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { PageHeader } from "../../ui/PageHeader.tsx";
import { queryClient } from "../../app/query-client.ts";
import { useChangePurpose } from "./_parts/account-calls.ts";
import { purposeLabel, purposeMeaning } from "./_parts/purpose-words.ts";

/** What this session acts for. It limits what can be reached, and stands beside every look in the ledger. */
export function PurposePage() {
  const session = useSession();
  const { purpose, purposes = [] } = session;
  const [chosen, setChosen] = useState(purpose ?? "");
  const change = useChangePurpose();
  const go = () =>
    change.mutate(chosen, {
      onSuccess: () => {
        announce(`You act for ${purposeLabel(chosen, purposes)} now`);
        // What was read for one purpose isn't shown for another.
        void queryClient.resetQueries();
      },
    });
  return (
    <>
      <PageHeader
        title="What you act for"
        summary="Your purpose limits what you reach, and stands beside every look in the ledger, where patients read it."
      />
      {purposes.length === 0 ? (
        <EmptyState title="Your role sets no purpose.">What you may see follows from your role alone.</EmptyState>
      ) : (
        <Stack gap="lg" align="start">
          <Radio.Group label="In this session I act for" value={chosen} onChange={setChosen}>
            <Stack gap="sm" mt="xs">
              {purposes.map((one) => (
                <Radio
                  key={one.code}
                  value={one.code}
                  label={purposeLabel(one.code, purposes)}
                  description={purposeMeaning(one.code)}
                />
              ))}
            </Stack>
          </Radio.Group>
          {change.error !== null && <ErrorNotice error={change.error} />}
          <Button disabled={chosen === purpose || chosen === ""} loading={change.isPending} onClick={go}>
            {chosen === purpose || chosen === ""
              ? "Act for this purpose"
              : `Act for ${purposeLabel(chosen, purposes).toLocaleLowerCase()}`}
          </Button>
        </Stack>
      )}
    </>
  );
}
