import { Button } from "@mantine/core";
import { IconUsersGroup } from "@tabler/icons-react";
import { announce } from "../../../ui/announce.ts";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { Entries, Entry } from "../../../ui/Entries.tsx";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { PageWait } from "../../../ui/PageWait.tsx";
import { useEndForMe, useWhoActsForMe } from "./proxy-calls.ts";
import { ProxyChip } from "./ProxyChip.tsx";
import { proofLine, proxyFacts } from "./proxy-words.ts";

/** For patients: who acts for them, by what right and until when, with a way to end it. */
export function WhoActsForMe() {
  const proxies = useWhoActsForMe();
  const end = useEndForMe();
  const list = proxies.data?.proxies;
  if (list === undefined)
    return proxies.error === null ? (
      <PageWait />
    ) : (
      <ErrorNotice error={proxies.error} again={() => void proxies.refetch()} />
    );
  if (list.length === 0)
    return <EmptyState title="Nobody acts for you">Nobody else signs in to see your record.</EmptyState>;
  return (
    <>
      {end.error !== null && <ErrorNotice error={end.error} />}
      <Entries label="Who acts for you">
        {list.map((proxy) => {
          const { words } = proxy;
          const title = words === undefined ? "Somebody" : `${words.personName} (${words.relationship})`;
          return (
            <Entry
              key={proxy.id}
              mark={IconUsersGroup}
              title={title}
              aside={<ProxyChip proxy={proxy} />}
              facts={[...proxyFacts(proxy), proofLine(proxy)].filter((fact) => fact !== undefined)}
              actions={
                proxy.may.includes("end") && (
                  <Button
                    size="compact-sm"
                    variant="default"
                    aria-label={`End it: ${title}`}
                    loading={end.isPending && end.variables === proxy.id}
                    onClick={() => end.mutate(proxy.id, { onSuccess: () => announce("Ended") })}
                  >
                    End it
                  </Button>
                )
              }
            />
          );
        })}
      </Entries>
    </>
  );
}
