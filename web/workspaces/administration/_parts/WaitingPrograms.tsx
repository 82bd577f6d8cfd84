import { Button, Code, Group, List, Modal, Stack, Text } from "@mantine/core";
import { IconPlugConnected } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import type { ClientRow } from "../../../../contract/index.ts";
import { announce } from "../../../ui/announce.ts";
import { dateTimeText } from "../../../ui/dates.ts";
import { Entries, Entry } from "../../../ui/Entries.tsx";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { listText } from "../../../ui/list-text.ts";
import { Section } from "../../../ui/Section.tsx";
import { useFocusBack } from "../../../ui/use-focus-back.ts";
import { say } from "../words/index.ts";
import { type AskDecision, useDecideClient } from "./client-calls.ts";
import { usePolicyChoices } from "./roles/role-calls.ts";

type Waiting = Pick<AskDecision, "client" | "ask">;

/** What programs are to do beyond what whoever asked may: it waits for a second person. Nothing while none does. */
export function WaitingPrograms({ clients }: { readonly clients: readonly ClientRow[] }) {
  const waiting = clients
    .filter(({ state }) => state === "active")
    .flatMap((client) => client.asked.map((ask): Waiting => ({ client, ask })))
    .toSorted((one, other) => one.ask.at.localeCompare(other.ask.at));
  const decide = useDecideClient();
  const choices = usePolicyChoices();
  const purposeOf = ({ purpose = "TREAT" }: ClientRow) =>
    choices.data?.purposes.find(({ code }) => code === purpose)?.label ?? purpose;
  const [approving, setApproving] = useState<Waiting>();
  const frame = useRef<HTMLDivElement>(null);
  const count = waiting.length;
  useEffect(() => {
    // What was decided leaves the list, and the focus would be lost with it.
    if (document.activeElement === document.body)
      (frame.current?.querySelector("button") ?? document.querySelector<HTMLElement>("main h1"))?.focus();
  }, [count]);
  const refuse = ({ client, ask }: Waiting) =>
    decide.mutate(
      { client, ask, decision: "refuse" },
      { onSuccess: () => announce(ask.mayApprove ? say("programRefused") : say("programWithdrawn")) },
    );
  const isUnderWay = (ask: Waiting["ask"]) => decide.isPending && decide.variables.ask.id === ask.id;
  return (
    <div ref={frame}>
      {(count > 0 || decide.error !== null) && (
        <Section title={say("programsWait")} words={say("programsWaitWhy")}>
          {decide.error !== null && approving === undefined && <ErrorNotice error={decide.error} />}
          <Entries label={say("programsThatWait")}>
            {waiting.map(({ client, ask }) => (
              <Entry
                key={ask.id}
                mark={IconPlugConnected}
                title={client.name}
                facts={[
                  say("askedByOn", { by: ask.by, time: dateTimeText(ask.at) }),
                  say("actsFor", { purpose: purposeOf(client) }),
                ]}
                actions={
                  <>
                    {ask.mayApprove && (
                      <Button
                        size="compact-sm"
                        aria-label={say("approveOf", { name: client.name })}
                        onClick={() => {
                          decide.reset();
                          setApproving({ client, ask });
                        }}
                      >
                        {say("approve")}
                      </Button>
                    )}
                    <Button
                      size="compact-sm"
                      variant="default"
                      aria-label={say(ask.mayApprove ? "refuseOf" : "withdrawOf", { name: client.name })}
                      loading={isUnderWay(ask)}
                      onClick={() => refuse({ client, ask })}
                    >
                      {ask.mayApprove ? say("refuse") : say("withdraw")}
                    </Button>
                  </>
                }
              >
                <Scopes ask={ask} />
              </Entry>
            ))}
          </Entries>
        </Section>
      )}
      {approving !== undefined && <Approve waiting={approving} decide={decide} close={() => setApproving(undefined)} />}
    </div>
  );
}

function Scopes({ ask }: Pick<Waiting, "ask">) {
  return (
    <List size="sm">
      {ask.scopes.map((scope) => (
        <List.Item key={scope}>
          <Code dir="ltr">{scope}</Code>
        </List.Item>
      ))}
    </List>
  );
}

/** One more word before it may: what is approved is what is read here. */
function Approve({
  waiting: { client, ask },
  decide,
  close,
}: {
  readonly waiting: Waiting;
  readonly decide: ReturnType<typeof useDecideClient>;
  readonly close: () => void;
}) {
  useFocusBack();
  const approve = () =>
    decide.mutate(
      { client, ask, decision: "approve" },
      {
        onSuccess: () => {
          announce(say("programApproved", { name: client.name }));
          close();
        },
      },
    );
  return (
    <Modal
      opened
      onClose={close}
      title={say("approveTitle", { name: client.name })}
      closeButtonProps={{ "aria-label": say("close") }}
    >
      <Stack gap="md">
        <Text>
          {say("approveMeans", {
            by: ask.by,
            hands: client.inHandsOf.length === 0 ? say("nobodyNoted") : listText(client.inHandsOf),
          })}
        </Text>
        <Scopes ask={ask} />
        {decide.error !== null && <ErrorNotice error={decide.error} />}
        <Group>
          <Button data-autofocus loading={decide.isPending} onClick={approve}>
            {say("approve")}
          </Button>
          <Button variant="subtle" onClick={close}>
            {say("cancel")}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
