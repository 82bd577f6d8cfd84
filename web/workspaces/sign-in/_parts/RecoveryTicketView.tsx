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
          What can I do now?
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
      return <Over words="This recovery is finished. Sign in with what you chose then." />;
    case "refused":
    case "cancelled":
      return (
        <Over words="This recovery was stopped. If it wasn’t you who stopped it, ask your administrator in person." />
      );
    case "lapsed":
      return <Over words="This recovery took too long and has lapsed. Begin again." />;
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
              "The waiting time has begun"
            ) : (
              <DatedText text={`You can go on from ${dateTimeText(found.readyAt)}`} />
            )}
          </p>
          <p className={classes.words}>
            Keep the link and open it again then. The wait is there so that you could stop somebody who found one of
            your codes; signing in as usual stops it, too.
          </p>
        </div>
      </div>
      <Text c="dimmed">
        <DatedText text={`${found.organisation} · the link works until ${dateTimeText(found.until)}`} />
      </Text>
    </Stack>
  );
}

function Over({ words }: { readonly words: string }) {
  return (
    <Stack gap="md">
      <Text>{words}</Text>
      <Anchor href="/sign-in" w="fit-content" size="md">
        Go to the sign-in
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
        <Text>
          Your way back into <strong>{found.organisation}</strong>. You choose anew how you sign in; everything you used
          before stops working, and open sessions end.
        </Text>
        {begin.error !== null && <ErrorNotice error={begin.error} />}
        {found.needsOtherHalf && (
          <TextInput
            label="The other half"
            description="One colleague gave you the link, the other these letters"
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
          Choose a new way to sign in
        </Button>
        <Text c="dimmed" size="sm">
          The link works until {dateTimeText(found.until)}.
        </Text>
      </Stack>
    </form>
  );
}
