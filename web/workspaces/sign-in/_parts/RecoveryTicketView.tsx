import { Anchor, Button, Stack, Text, TextInput } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { IconHourglassHigh } from "@tabler/icons-react";
import { type FormEvent, useState } from "react";
import type { RecoveryTicket, SignInStep } from "../../../../contract/index.ts";
import { DatedText } from "../../../ui/clinical/DatedText.tsx";
import { dateTimeText } from "../../../ui/dates.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { PageWait } from "../../../ui/PageWait.tsx";
import { beginRecovery, readTicket } from "./recovery-calls.ts";
import classes from "./SignInFailure.module.css";
import { say } from "../words/index.ts";

type Props = { readonly ticket: string; readonly onStep: (step: SignInStep) => void };

/** What a recovery link opens: wait, wait for the other half, or go on. */
export function RecoveryTicketView({ ticket, onStep }: Props) {
  const found = useQuery({
    queryKey: ["recovery-ticket", ticket],
    queryFn: () => readTicket(ticket),
    staleTime: 0,
    gcTime: 0,
    retry: false,
    // The waiting may end, or the second approval come, while the page is open.
    refetchInterval: ({ state }) => (state.error !== null || state.data?.state === "ready" ? false : 20_000),
  });
  if (found.error !== null) {
    return (
      <Stack gap="md">
        <ErrorNotice error={found.error} />
        <Anchor href="/recover" w="fit-content" size="md">
          {say("whatNow")}
        </Anchor>
      </Stack>
    );
  }
  if (found.data === undefined) return <PageWait />;
  const { state } = found.data;
  switch (state) {
    case "asked":
    case "half-approved":
    case "ready":
    case "enrolling":
      return <GoOn ticket={ticket} found={found.data} onStep={onStep} />;
    case "mailed":
    case "waiting":
      return <Waiting found={found.data} />;
    case "done":
      return <Over words={say("recoveryFinished")} />;
    case "refused":
    case "cancelled":
      return <Over words={say("recoveryStopped")} />;
    case "lapsed":
      return <Over words={say("recoveryLapsed")} />;
  }
}

function Waiting({ found }: { readonly found: RecoveryTicket }) {
  return (
    <Stack gap="md">
      <div className={classes.pause} role="status">
        <IconHourglassHigh size={20} stroke={1.7} aria-hidden className={classes.icon} />
        <div>
          <p className={classes.title}>
            {found.readyAt === undefined ? (
              say("waitBegun")
            ) : (
              <DatedText text={say("goOnFrom", { time: dateTimeText(found.readyAt) })} />
            )}
          </p>
          <p className={classes.words}>{say("keepLink")}</p>
        </div>
      </div>
      <Text c="dimmed">
        <DatedText text={say("linkWorksAt", { organisation: found.organisation, time: dateTimeText(found.until) })} />
      </Text>
    </Stack>
  );
}

function Over({ words }: { readonly words: string }) {
  return (
    <Stack gap="md">
      <Text>{words}</Text>
      <Anchor href="/sign-in" w="fit-content" size="md">
        {say("goToSignIn")}
      </Anchor>
    </Stack>
  );
}

function GoOn({ ticket, found, onStep }: Props & { readonly found: RecoveryTicket }) {
  const [half, setHalf] = useState("");
  const begin = useMutation({
    mutationFn: () => beginRecovery(ticket, found.needsOtherHalf ? half.trim() : undefined),
    onSuccess: onStep,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    begin.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md" maw="28rem">
        <Text>{say.rich("wayBackInto", { strong: <strong key="strong">{found.organisation}</strong> })}</Text>
        {begin.error !== null && <ErrorNotice error={begin.error} />}
        {found.needsOtherHalf && (
          <TextInput
            label={say("otherHalf")}
            description={say("otherHalfWhy")}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            autoFocus
            size="md"
            value={half}
            onChange={(event) => setHalf(event.currentTarget.value)}
          />
        )}
        <Button
          type="submit"
          size="md"
          w="fit-content"
          autoFocus={!found.needsOtherHalf}
          loading={begin.isPending}
          disabled={found.needsOtherHalf && half.trim() === ""}
        >
          {say("chooseNewWay")}
        </Button>
        <Text c="dimmed" size="sm">
          {say("linkWorksUntil", { time: dateTimeText(found.until) })}
        </Text>
      </Stack>
    </form>
  );
}
