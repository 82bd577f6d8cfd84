import { Button, Group, Stack, Text } from "@mantine/core";
import { IconLock, IconLockOpen, IconPoint, IconUser } from "@tabler/icons-react";
import { useState } from "react";
import type { RestrictionAnswer, RestrictionEvent, RightsRequest } from "../../../../../contract/index.ts";
import { dateTimeText } from "../../../../ui/dates.ts";
import { Entries, Entry } from "../../../../ui/Entries.tsx";
import { ErrorNotice } from "../../../../ui/ErrorNotice.tsx";
import { roleWords } from "../../../../ui/role-words.ts";
import { Section } from "../../../../ui/Section.tsx";
import { StatusChip } from "../../../../ui/StatusChip.tsx";
import { later } from "../../../../ui/later.tsx";
import { AlteredChip } from "../../../governance/_parts/AlteredChip.tsx";
import { recordText } from "../erasure/erasure-words.ts";
import { useRecipients, useRestriction } from "./restriction-calls.ts";
import { restrictionActWords, restrictionStateWords, restrictionStepText } from "./restriction-words.ts";
import { say } from "../../words/index.ts";

const ReadRestrictedDialog = later(async () => (await import("./ReadRestrictedDialog.tsx")).ReadRestrictedDialog);
const RestrictionDialog = later(async () => (await import("./RestrictionDialog.tsx")).RestrictionDialog);

/** What was restricted on a request: which records, how it stands, and how it ends. */
export function RestrictionSection({ request }: { readonly request: RightsRequest }) {
  const found = useRestriction(request.id, request.revision);
  const restriction = found.data?.restriction;
  if (found.error !== null) return <ErrorNotice error={found.error} again={() => void found.refetch()} />;
  return restriction === undefined ? null : <OneRestriction request={request} restriction={restriction} />;
}

type Props = { readonly request: RightsRequest; readonly restriction: RestrictionAnswer };

function OneRestriction({ request, restriction }: Props) {
  const [event, setEvent] = useState<RestrictionEvent | undefined>(undefined);
  const [reading, setReading] = useState<string | undefined>(undefined);
  const { state, isAltered, whole, records, along, steps, may } = restriction;
  const isLifted = state === "lifted";
  return (
    <Section
      title={say("restriction")}
      words={say("restrictionAbout")}
      actions={may.map((one) => (
        <Button
          key={one}
          size="compact-sm"
          variant={one === "lift" || one === "renew" ? "filled" : "default"}
          onClick={() => setEvent(one)}
        >
          {restrictionActWords[one].label}
        </Button>
      ))}
    >
      <Stack gap="sm">
        <Group gap="xs">
          <StatusChip icon={isLifted ? IconLockOpen : IconLock} tone={isLifted ? "neutral" : "info"}>
            {restrictionStateWords[state]}
          </StatusChip>
          {isAltered && <AlteredChip />}
        </Group>
        {isAltered && <Text>{say("alteredRestriction")}</Text>}
        <Entries label={say("whatIsRestricted")}>
          {whole && <Entry mark={IconLock} title={say("wholeRecord")} facts={[say("alsoLater")]} />}
          {records.map((record) => (
            <Entry
              key={record}
              mark={isLifted ? IconLockOpen : IconLock}
              title={recordText(record)}
              facts={[record]}
              actions={
                !isLifted && (
                  <Button
                    size="compact-sm"
                    variant="default"
                    aria-label={say("readMoreOf", { record: recordText(record) })}
                    onClick={() => setReading(record)}
                  >
                    {say("readMore")}
                  </Button>
                )
              }
            />
          ))}
        </Entries>
        {along.length > 0 && (
          <Text size="sm">{say("withThem", { records: along.map((one) => recordText(one)).join(", ") })}</Text>
        )}
        <Entries label={say("restrictionSteps")}>
          {steps.map((step) => (
            <Entry
              key={`${step.event} ${step.at}`}
              mark={IconPoint}
              title={restrictionStepText(step)}
              facts={[step.by, dateTimeText(step.at)]}
            >
              {step.note !== undefined && <div>{step.note}</div>}
            </Entry>
          ))}
        </Entries>
        <Recipients request={request} />
      </Stack>
      {event !== undefined && (
        <RestrictionDialog
          request={request}
          restriction={restriction}
          event={event}
          close={() => setEvent(undefined)}
        />
      )}
      {reading !== undefined && (
        <ReadRestrictedDialog request={request.id} record={reading} close={() => setReading(undefined)} />
      )}
    </Section>
  );
}

/** To whom these records were disclosed: they have to be told of the restriction (Article 19). */
function Recipients({ request }: { readonly request: RightsRequest }) {
  const look = useRecipients(request.id);
  if (look.data === undefined)
    return (
      <Stack gap="xs" align="flex-start">
        {look.error !== null && <ErrorNotice error={look.error} />}
        <Button size="compact-sm" variant="default" loading={look.isPending} onClick={() => look.mutate()}>
          {say("whoHasSeen")}
        </Button>
      </Stack>
    );
  const { recipients, isWhole } = look.data;
  return (
    <>
      <Text size="sm">{say(isWhole ? "toldOutside" : "toldOutsideNewest")}</Text>
      {recipients.length === 0 && <p>{say("nobodyStop")}</p>}
      <Entries label={say("whoHasSeenIt")}>
        {recipients.map(({ kind, name, role, times, lastAt }) => (
          <Entry
            key={`${kind} ${name} ${role ?? ""} ${lastAt}`}
            mark={IconUser}
            title={name}
            facts={[
              kind === "person" ? (role === undefined ? say("aPerson") : roleWords(role).label) : say("aProgram"),
              times === 1 ? say("once") : say("times", { times }),
              say("lastAt", { time: dateTimeText(lastAt) }),
            ]}
          />
        ))}
      </Entries>
    </>
  );
}
