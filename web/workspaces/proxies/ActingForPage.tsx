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
import { say } from "./words/index.ts";

/** For whom somebody acts, and whose record is open. */
export function ActingForPage() {
  const proxies = useActingFor();
  const open = useOpenRecord();
  const navigate = useNavigate();
  const list = proxies.data?.proxies;
  return (
    <>
      <PageHeader title={say("forWhomIAct")} summary={say("oneAtATime")} />
      {proxies.error !== null && <ErrorNotice error={proxies.error} again={() => void proxies.refetch()} />}
      {open.error !== null && <ErrorNotice error={open.error} />}
      {list === undefined && proxies.error === null && <PageWait />}
      {list?.length === 0 && <EmptyState title={say("actForNobody")}>{say("showWhatLets")}</EmptyState>}
      {list !== undefined && list.length > 0 && (
        <Entries label={say("forWhomIAct")}>
          {list.map((proxy) => {
            const title = datesIn(proxy.words?.patientLabel ?? say("aPatient"));
            return (
              <Entry
                key={proxy.id}
                mark={IconUserHeart}
                title={title}
                facts={proxyFacts(proxy)}
                actions={
                  proxy.isOpen === true ? (
                    say("openNow")
                  ) : (
                    <Button
                      size="compact-sm"
                      aria-label={say("openRecordOf", { title })}
                      loading={open.isPending && open.variables === proxy.id}
                      onClick={() => open.mutate(proxy.id, { onSuccess: () => void navigate({ to: "/" }) })}
                    >
                      {say("open")}
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
