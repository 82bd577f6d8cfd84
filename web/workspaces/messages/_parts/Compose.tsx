import { Button, Checkbox, Fieldset, Group, MultiSelect, Stack, Text, Textarea, TextInput, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { fhir } from "../../../app/api.ts";
import { allows } from "../../../app/session/allows.ts";
import { useSession } from "../../../app/session/use-session.ts";
import { announce } from "../../../ui/announce.ts";
import type { Patient } from "../../../ui/clinical/fhir-types.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { patientName } from "../../../ui/patient-words.ts";
import { sendsForm } from "../../../ui/sends-form.ts";
import { isUnanswered, useResend } from "../../desk/_parts/use-resend.ts";
import { PatientField } from "../../people/_parts/PatientField.tsx";
import { useKeptForm } from "../../people/_parts/use-kept-form.ts";
import { addresseeOf, addresseesOf } from "./addressees.ts";
import { type ComposeDraft, composeDraft, composeFaults, isTyped, noDraft } from "./compose-draft.ts";
import { KeptLine } from "./KeptLine.tsx";
import { useColleagues, useSend } from "./message-calls.ts";
import { say } from "../words/index.ts";

type Props = {
  /** About whom it is to be; undefined: about nobody, until somebody is chosen. */
  readonly patientId: string | undefined;
  readonly close: () => void;
  readonly sent: (threadId: string) => void;
};

/** A new message. What is typed stays on the device until it is sent. */
export function Compose({ patientId, close, sent }: Props) {
  const { scopes } = useSession();
  const seesPatients = allows(scopes, "Patient", "s");
  const colleagues = useColleagues();
  const [draft, setDraft] = useState(noDraft);
  const [isTried, setTried] = useState(false);
  const kept = useKeptForm(`message-${patientId ?? ""}`, composeDraft, (found) =>
    setDraft((now) => (isTyped(now) ? now : found)),
  );
  const about = useQuery({
    queryKey: ["messages", "about", patientId],
    queryFn: ({ signal }) => fhir.read<Patient>("Patient", patientId ?? "", { signal }),
    enabled: patientId !== undefined && seesPatients,
  });
  const name = about.data === undefined ? draft.patientName : patientName(about.data);
  const message = { ...draft, patientId: patientId ?? draft.patientId, patientName: name };
  const send = useSend();
  const put = (next: ComposeDraft, isUrgent = false) => {
    setDraft(next);
    kept.keep(next, isUrgent);
  };
  const change = (part: Partial<ComposeDraft>) =>
    put({ ...draft, ...part, requestId: draft.requestId || crypto.randomUUID() });
  const mutate = () =>
    send.mutate(
      {
        requestId: message.requestId,
        kind: message.isAnnounced ? "announcement" : "message",
        to: message.to.flatMap((value) => addresseeOf(value) ?? []),
        subject: message.subject.trim(),
        text: message.text.trim(),
        ...(message.patientId === "" ? {} : { patientId: message.patientId }),
      },
      {
        onSuccess: ({ threadId }) =>
          kept.forgetThen(() => {
            announce(say("sent"));
            sent(threadId);
          }),
        onError: (error) => {
          if (!isUnanswered(error)) setDraft((now) => ({ ...now, isSent: false }));
        },
      },
    );
  useResend(send.error, send.isPending, mutate);
  // An earlier window sent it and never heard.
  const isResumed = draft.isSent && send.isIdle;
  useEffect(() => {
    if (isResumed) mutate();
  });
  const faults = isTried ? composeFaults(message) : {};
  const submit = () => {
    setTried(true);
    if (Object.keys(composeFaults(message)).length > 0) return;
    put({ ...draft, isSent: true }, true);
    mutate();
  };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Stack gap="md" maw="40rem">
        <Title order={2}>{say("newMessage")}</Title>
        {colleagues.error !== null && <ErrorNotice error={colleagues.error} again={() => void colleagues.refetch()} />}
        {send.error !== null && !isUnanswered(send.error) && <ErrorNotice error={send.error} />}
        <Fieldset variant="unstyled" p={0} m={0} disabled={draft.isSent}>
          <Stack gap="md">
            {colleagues.data?.mayAnnounce === true && (
              <Checkbox
                label={say("announcement")}
                description={say("announcementMeans")}
                checked={draft.isAnnounced}
                onChange={({ currentTarget: { checked } }) =>
                  change({ isAnnounced: checked, to: draft.to.filter((one) => checked || one !== "everybody") })
                }
              />
            )}
            <MultiSelect
              label={say("to")}
              required
              searchable
              hidePickedOptions
              maxValues={50}
              data={colleagues.data === undefined ? [] : addresseesOf(colleagues.data, draft.isAnnounced)}
              nothingFoundMessage={say("nobodyCalledSo")}
              value={draft.to}
              onChange={(to) => change({ to })}
              error={faults.to}
            />
            {patientId !== undefined && name !== "" && (
              <Text>{say.rich("aboutCompose", { name: <b key="name">{name}</b> })}</Text>
            )}
            {patientId === undefined && seesPatients && (
              <PatientField
                key={draft.patientName === "" ? "nobody" : "known"}
                label={say("aboutPatient")}
                clearable
                known={draft.patientName === "" ? undefined : { value: draft.patientId, label: draft.patientName }}
                value={draft.patientId === "" ? null : draft.patientId}
                onChange={(value, option) => change({ patientId: value ?? "", patientName: option?.label ?? "" })}
              />
            )}
            <TextInput
              label={say("subject")}
              required
              maxLength={160}
              autoComplete="off"
              value={draft.subject}
              onChange={({ currentTarget: { value } }) => change({ subject: value })}
              error={faults.subject}
            />
            <Textarea
              label={say("message")}
              required
              autosize
              minRows={4}
              maxRows={16}
              maxLength={4000}
              value={draft.text}
              onKeyDown={sendsForm}
              onChange={({ currentTarget: { value } }) => change({ text: value })}
              error={faults.text}
            />
          </Stack>
        </Fieldset>
        <Group>
          <Button type="submit" loading={send.isPending}>
            {say("send")}
          </Button>
          <Button
            variant="subtle"
            onClick={() => {
              kept.forget();
              close();
            }}
          >
            {say("discard")}
          </Button>
          <KeptLine isTyped={isTyped(draft)} isWaiting={isUnanswered(send.error)} kept={kept} />
        </Group>
      </Stack>
    </form>
  );
}
