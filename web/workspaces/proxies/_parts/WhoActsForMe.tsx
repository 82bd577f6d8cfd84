import { Button, Group } from "@mantine/core";
import { IconUsersGroup } from "@tabler/icons-react";
import { announce } from "../../../ui/announce.ts";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { Entries, Entry } from "../../../ui/Entries.tsx";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { PageWait } from "../../../ui/PageWait.tsx";
import { type StepForMe, useStepForMe, useWhoActsForMe } from "./proxy-calls.ts";
import { ProxyChip } from "./ProxyChip.tsx";
import { proofLine, proxyFacts } from "./proxy-words.ts";
import { say } from "../words/index.ts";

const steps: readonly { readonly step: StepForMe["step"]; readonly label: string; readonly done: string }[] = [
  { step: "confirm", label: say("iWish"), done: say("mayActNow") },
  { step: "refuse", label: say("dontWish"), done: say("wontAct") },
  { step: "end", label: say("endIt"), done: say("ended") },
];

/** For patients: who acts for them, by what right and until when, with a way to say whether they wish it, and to end it. */
export function WhoActsForMe() {
  const proxies = useWhoActsForMe();
  const take = useStepForMe();
  const list = proxies.data?.proxies;
  if (list === undefined)
    return proxies.error === null ? (
      <PageWait />
    ) : (
      <ErrorNotice error={proxies.error} again={() => void proxies.refetch()} />
    );
  if (list.length === 0) return <EmptyState title={say("nobodyForYou")}>{say("nobodyElse")}</EmptyState>;
  return (
    <>
      {take.error !== null && <ErrorNotice error={take.error} />}
      <Entries label={say("whoActsForYou")}>
        {list.map((proxy) => {
          const { words } = proxy;
          const title =
            words === undefined
              ? say("somebody")
              : say("somebodyAs", { name: words.personName, relationship: words.relationship });
          return (
            <Entry
              key={proxy.id}
              mark={IconUsersGroup}
              title={title}
              aside={<ProxyChip proxy={proxy} />}
              facts={[...proxyFacts(proxy), proofLine(proxy)].filter((fact) => fact !== undefined)}
              actions={
                steps.some(({ step }) => proxy.may.includes(step)) && (
                  <Group gap="xs">
                    {steps
                      .filter(({ step }) => proxy.may.includes(step))
                      .map(({ step, label, done }) => (
                        <Button
                          key={step}
                          size="compact-sm"
                          variant={step === "confirm" ? "filled" : "default"}
                          aria-label={say("stepFor", { label, title })}
                          loading={take.isPending && take.variables.id === proxy.id && take.variables.step === step}
                          onClick={() => take.mutate({ id: proxy.id, step }, { onSuccess: () => announce(done) })}
                        >
                          {label}
                        </Button>
                      ))}
                  </Group>
                )
              }
            />
          );
        })}
      </Entries>
    </>
  );
}
