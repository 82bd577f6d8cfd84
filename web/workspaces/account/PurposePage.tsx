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
import { say } from "./words/index.ts";

/** What this session acts for. It limits what can be reached, and stands beside every look in the ledger. */
export function PurposePage() {
  const session = useSession();
  const { purpose, purposes = [] } = session;
  const [chosen, setChosen] = useState(purpose ?? "");
  const change = useChangePurpose();
  const go = () =>
    change.mutate(chosen, {
      onSuccess: () => {
        announce(say("youActFor", { purpose: purposeLabel(chosen, purposes) }));
        // What was read for one purpose isn't shown for another.
        void queryClient.resetQueries();
      },
    });
  return (
    <>
      <PageHeader title={say("whatYouActFor")} summary={say("purposeWhy")} />
      {purposes.length === 0 ? (
        <EmptyState title={say("noPurpose")}>{say("noPurposeMore")}</EmptyState>
      ) : (
        <Stack gap="lg" align="start">
          <Radio.Group label={say("inThisSession")} value={chosen} onChange={setChosen}>
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
              ? say("actForThis")
              : say("actFor", { purpose: purposeLabel(chosen, purposes).toLocaleLowerCase() })}
          </Button>
        </Stack>
      )}
    </>
  );
}
