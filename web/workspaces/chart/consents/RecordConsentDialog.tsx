import { Button, Checkbox, Group, Modal, Radio, SimpleGrid, Stack, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { SignerFields } from "../../../app/signing/SignerFields.tsx";
import { useSigning } from "../../../app/signing/use-signing.ts";
import { announce } from "../../../ui/announce.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { useFocusBack } from "../../../ui/use-focus-back.ts";
import { usePolicyChoices } from "../../administration/_parts/roles/role-calls.ts";
import { useRecordConsent } from "./consent-calls.ts";
import { DayField } from "./DayField.tsx";
import { PartyField, type PartyKind } from "./PartyField.tsx";
import { SeenByPanel } from "./SeenByPanel.tsx";
import { emptyWish, missingIn, requestOf, type TemplateId, templates, type Wish } from "./templates.ts";
import classes from "./RecordConsentDialog.module.css";
import { say } from "./words/index.ts";

const whoOf: Readonly<Partial<Record<TemplateId, { readonly label: string; readonly kinds: readonly PartyKind[] }>>> = {
  "keep-from-person": { label: say("fromWhom"), kinds: ["staff", "relative"] },
  "keep-from-role": { label: say("fromWhichRole"), kinds: ["role"] },
  "keep-from-organisation": { label: say("fromWhichOrganisation"), kinds: ["organisation"] },
  "allow-relative": { label: say("whom"), kinds: ["relative"] },
};

/** Writes down what a patient decided; what it does can be looked at before. */
export function RecordConsentDialog({ patientId, close }: { readonly patientId: string; readonly close: () => void }) {
  useFocusBack();
  const record = useRecordConsent(patientId);
  const choices = usePolicyChoices();
  const signing = useSigning();
  const [wish, setWish] = useState<Wish>(emptyWish);
  const set = (part: Partial<Wish>) => setWish((former) => ({ ...former, ...part }));
  const missing = missingIn(wish);
  const who = whoOf[wish.template];
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (missing !== undefined || !signing.ready) return;
    record.mutate(
      { ...requestOf(wish), ...signing.sent },
      {
        onSuccess: () => {
          announce(say("isRecorded"));
          close();
        },
        onSettled: signing.tried,
      },
    );
  };
  return (
    <Modal
      opened
      onClose={close}
      title={say("recordConsent")}
      size="xl"
      closeButtonProps={{ "aria-label": say("close") }}
      closeOnClickOutside={false}
    >
      <form onSubmit={submit}>
        <Stack gap="md">
          <Radio.Group
            label={say("whatDecided")}
            value={wish.template}
            onChange={(value) => {
              const template = templates.find(({ id }) => id === value)?.id;
              if (template !== undefined) set({ template, who: [], except: [] });
            }}
          >
            <div className={classes.templates}>
              {templates.map(({ id, label, means }, index) => (
                <Radio
                  key={id}
                  value={id}
                  label={label}
                  description={means}
                  data-autofocus={index === 0 || undefined}
                />
              ))}
            </div>
          </Radio.Group>
          {who !== undefined && (
            <PartyField
              key={wish.template}
              patientId={patientId}
              kinds={who.kinds}
              label={who.label}
              value={wish.who}
              onChange={(parties) => set({ who: parties })}
            />
          )}
          {wish.template === "keep-sensitive" && (
            <fieldset className={classes.labels}>
              <legend>{say("whatIsKept")}</legend>
              {(choices.data?.sensitivities ?? []).map(({ code, label, summary }) => (
                <Checkbox
                  key={code}
                  label={<bdi>{label}</bdi>}
                  description={<bdi>{summary}</bdi>}
                  checked={wish.labels.includes(code)}
                  onChange={() =>
                    set({
                      labels: wish.labels.includes(code)
                        ? wish.labels.filter((one) => one !== code)
                        : [...wish.labels, code],
                    })
                  }
                />
              ))}
            </fieldset>
          )}
          {(wish.template === "keep-sensitive" || wish.template === "close") && (
            <PartyField
              key={wish.template}
              patientId={patientId}
              kinds={["staff", "organisation", "relative"]}
              label={say("exceptFor")}
              description={say("exceptForMeans")}
              value={wish.except}
              onChange={(except) => set({ except })}
            />
          )}
          <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md">
            <DayField label={say("from")} empty={say("emptyFromNow")} onChange={(from) => set({ from })} />
            <DayField
              label={say("untilIncluded")}
              empty={say("emptyUntilWithdrawn")}
              onChange={(until) => set({ until })}
            />
          </SimpleGrid>
          <Radio.Group
            label={say("givenByWhom")}
            value={wish.givenBy}
            onChange={(value) => set({ givenBy: value === "representative" ? "representative" : "patient" })}
          >
            <Group gap="lg" mt={4}>
              <Radio value="patient" label={say("thePatient")} />
              <Radio value="representative" label={say("somebodyForPatient")} />
            </Group>
          </Radio.Group>
          {wish.givenBy === "representative" && (
            <TextInput
              label={say("whoGaveIt")}
              dir="auto"
              autoComplete="off"
              value={wish.representative}
              onChange={(event) => set({ representative: event.currentTarget.value })}
            />
          )}
          {missing === undefined && (
            <SeenByPanel key={JSON.stringify(requestOf(wish))} patientId={patientId} consent={requestOf(wish)} />
          )}
          <SignerFields signing={signing} meaning="I witnessed what the patient decided." />
          {record.error !== null && <ErrorNotice error={record.error} />}
          <Group>
            <Button type="submit" loading={record.isPending} disabled={missing !== undefined || !signing.ready}>
              {say("recordTheConsent")}
            </Button>
            <Button variant="subtle" onClick={close}>
              {say("cancel")}
            </Button>
            {missing !== undefined && <span className={classes.missing}>{missing}</span>}
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
