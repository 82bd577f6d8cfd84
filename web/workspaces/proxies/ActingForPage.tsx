import { Button } from "@mantine/core";
import { IconUserHeart } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { datesIn } from "../../ui/dates-in.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { Entries, Entry } from "../../ui/Entries.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { PageHeader } from "../../ui/PageHeader.tsx";
import { PageWait } from "../../ui/PageWait.tsx";
import { useActingFor, useOpenRecord } from "./_parts/proxy-calls.ts";
import { proxyFacts } from "./_parts/proxy-words.ts";

/** For whom somebody acts, and whose record is open. */
export function ActingForPage() {
  const proxies = useActingFor();
  const open = useOpenRecord();
  const navigate = useNavigate();
  const list = proxies.data?.proxies;
  return (
    <>
      <PageHeader title="For whom I act" summary="One record is open at a time." />
      {proxies.error !== null && <ErrorNotice error={proxies.error} again={() => void proxies.refetch()} />}
      {open.error !== null && <ErrorNotice error={open.error} />}
      {list === undefined && proxies.error === null && <PageWait />}
      {list?.length === 0 && (
        <EmptyState title="You act for nobody at the moment">
          Show the organisation what lets you act for somebody: it opens their record to you.
        </EmptyState>
      )}
      {list !== undefined && list.length > 0 && (
        <Entries label="For whom I act">
          {list.map((proxy) => {
            const title = datesIn(proxy.words?.patientLabel ?? "A patient");
            return (
              <Entry
                key={proxy.id}
                mark={IconUserHeart}
                title={title}
                facts={proxyFacts(proxy)}
                actions={
                  proxy.isOpen === true ? (
                    "Open now"
                  ) : (
                    <Button
                      size="compact-sm"
                      aria-label={`Open the record of ${title}`}
                      loading={open.isPending && open.variables === proxy.id}
                      onClick={() => open.mutate(proxy.id, { onSuccess: () => void navigate({ to: "/" }) })}
                    >
                      Open
                    </Button>
                  )
                }
              />
            );
          })}
        </Entries>
      )}
    </>
  );
}
