import { Button, Stack, Textarea } from "@mantine/core";
import { useForm } from "@mantine/form";
import { IconLock, IconUserHeart } from "@tabler/icons-react";
import { useSearch } from "@tanstack/react-router";
import { useState } from "react";
import type { OwnRightsRequest, RightsKind, RightsLaw, RightsRequest } from "../../../contract/index.ts";
import { isOfField } from "../../app/api.ts";
import { useSession } from "../../app/session/use-session.ts";
import { announce } from "../../ui/announce.ts";
import { dateText } from "../../ui/dates.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { Entries, Entry } from "../../ui/Entries.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { PageHeader } from "../../ui/PageHeader.tsx";
import { PageWait } from "../../ui/PageWait.tsx";
import { Section } from "../../ui/Section.tsx";
import { StatusChip } from "../../ui/StatusChip.tsx";
import { later } from "../../ui/later.tsx";
import { clockFacts } from "./_parts/clock-facts.ts";
import { MyLetters } from "./_parts/letters/MyLetters.tsx";
import { RequestChip } from "./_parts/RequestChip.tsx";
import { useOwnRestrictions } from "./_parts/restriction/restriction-calls.ts";
import { RightFields } from "./_parts/RightFields.tsx";
import { useAsk, useMyRequests, useTakeBack } from "./_parts/rights-calls.ts";
import { kindWords } from "./_parts/rights-words.ts";
import classes from "./RequestPage.module.css";
import { inEnglish, isolated } from "../../language/index.ts";
import { say } from "./words/index.ts";

const DownloadDialog = later(async () => (await import("./_parts/package/DownloadDialog.tsx")).DownloadDialog);

/** What a patient asks of the organisation about their own record, and how it stands. */
export function MyRequestsPage() {
  const { organisation, person } = useSession();
  const requests = useMyRequests();
  const takeBack = useTakeBack();
  const list = requests.data?.requests;
  const { kind, download } = useSearch({ from: "/signed-in/my-requests" });
  const [taking, setTaking] = useState(download === true);
  const now = new Date();
  return (
    <>
      <PageHeader
        title={person.role === "patient" ? say("myRequests") : say("relativesRequests")}
        actions={
          <Button variant="default" onClick={() => setTaking(true)}>
            {say("downloadEverythingMore")}
          </Button>
        }
        summary={say("whatYouAsked", { name: organisation.name })}
      />
      {requests.error !== null && <ErrorNotice error={requests.error} again={() => void requests.refetch()} />}
      {takeBack.error !== null && <ErrorNotice error={takeBack.error} />}
      {list === undefined && requests.error === null && <PageWait />}
      {list?.length === 0 && <EmptyState title={say("askedNothing")}>{say("costsNothing")}</EmptyState>}
      {list !== undefined && list.length > 0 && (
        <Entries label={say("requests")}>
          {list.map((request) => (
            <Entry
              key={request.id}
              mark={IconUserHeart}
              title={kindWords[request.kind].asks}
              aside={<RequestChip request={request} />}
              facts={clockFacts(request, now)}
              actions={
                request.may.includes("withdraw") && (
                  <Button
                    size="compact-sm"
                    variant="default"
                    aria-label={say("takeBackOf", { asks: kindWords[request.kind].asks })}
                    loading={takeBack.isPending && takeBack.variables === request.id}
                    onClick={() => takeBack.mutate(request.id, { onSuccess: () => announce(say("takenBack")) })}
                  >
                    {say("takeBack")}
                  </Button>
                )
              }
            >
              <div className={classes.words}>{request.words?.asked}</div>
              {request.words?.items.map((item, index) => (
                // They never change places.
                <DecidedLine key={index} item={item} grounds={request.grounds} />
              ))}
              {request.kind === "restriction" && <MyRestriction request={request.id} />}
              <MyLetters request={request.id} />
            </Entry>
          ))}
        </Entries>
      )}
      {taking && <DownloadDialog close={() => setTaking(false)} />}
      <div className={classes.ask}>
        <Section title={say("askForSomething")} words={say("mayAskIdentity")}>
          <AskForm key={kind} kind={kind} />
        </Section>
      </div>
    </>
  );
}

type DecidedProps = {
  readonly item: NonNullable<RightsRequest["words"]>["items"][number];
  readonly grounds: RightsRequest["grounds"];
};

/** What was decided of a part, and on which ground. */
function DecidedLine({ item: { what, outcome, ground, note }, grounds }: DecidedProps) {
  const on = grounds.find(({ id }) => id === ground);
  return (
    <div className={classes.words}>
      {isolated(what)}: {say(outcome === "granted" ? "outcomeGranted" : "outcomeRefused")}
      {ground !== undefined && (
        <>
          . <span {...inEnglish}>{`${on?.words ?? ""} (${on?.source.section ?? ""})`}</span>
        </>
      )}
      {note !== undefined && ` ${note}`}
    </div>
  );
}

/** Whether what was asked for holds now. */
function MyRestriction({ request }: { readonly request: string }) {
  const found = useOwnRestrictions().data?.restrictions.find(({ requestId }) => requestId === request);
  if (found === undefined) return null;
  const { since, toldOn } = found;
  return (
    <p>
      <StatusChip icon={IconLock} tone="info">
        {say("restricted")}
      </StatusChip>{" "}
      {since !== undefined && `${say("sinceDay", { day: dateText(since.slice(0, 10)) })} `}
      {toldOn === undefined ? say("toldBeforeLifted") : say("toldItWillBeLifted", { day: dateText(toldOn) })}
    </p>
  );
}

function AskForm({ kind }: { readonly kind: RightsKind | undefined }) {
  const ask = useAsk();
  const form = useForm({
    initialValues: { kind: kind ?? "access", law: "gdpr", asked: "" } satisfies OwnRightsRequest,
    validate: { asked: (value) => (value.trim() === "" ? say("sayWhatYouLike") : null) },
  });
  const submit = form.onSubmit(({ asked, ...right }) =>
    ask.mutate(
      { ...(right as Pick<OwnRightsRequest, "kind" | "law">), asked: asked.trim() },
      {
        onSuccess: () => {
          announce(say("asked"));
          form.reset();
        },
        onError: (error) => {
          if (isOfField(error, form.values)) form.setFieldError(error.path, error.message);
        },
      },
    ),
  );
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md" maw="42rem">
        <RightFields
          plain
          law={form.values.law as RightsLaw}
          kind={form.values.kind as RightsKind}
          lawProps={form.getInputProps("law")}
          kindProps={form.getInputProps("kind")}
        />
        <Textarea label={say("inYourWords")} autosize minRows={3} maxLength={4000} {...form.getInputProps("asked")} />
        {ask.error !== null && !isOfField(ask.error, form.values) && <ErrorNotice error={ask.error} />}
        <div>
          <Button type="submit" loading={ask.isPending}>
            {say("ask")}
          </Button>
        </div>
      </Stack>
    </form>
  );
}
