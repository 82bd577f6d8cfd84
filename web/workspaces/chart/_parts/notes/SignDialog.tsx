import { Button, Group, Modal, PasswordInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type SyntheticEvent, useState, useSyncExternalStore } from "react";
import { nextSignatureQuery } from "../../../../app/signing/next-signature.ts";
import { useSession } from "../../../../app/session/use-session.ts";
import { announce } from "../../../../ui/announce.ts";
import { formatName } from "../../../../ui/clinical/names.ts";
import { patientNumber } from "../../../../ui/clinical/patient-facts.ts";
import { formatDate } from "../../../../ui/clinical/dates.ts";
import { useFocusBack } from "../../../../ui/use-focus-back.ts";
import { usePatient } from "../record/use-record.ts";
import type { DraftSession } from "./draft-session.ts";
import { NoteText } from "./NoteText.tsx";
import { SaveLine } from "./SaveLine.tsx";
import classes from "./SignDialog.module.css";
import { inEnglish } from "../../../../language/index.ts";
import { say } from "./words/index.ts";

type Props = {
  readonly draft: DraftSession;
  readonly close: () => void;
  readonly signed: (documentId: string) => void;
};

/** Shows exactly what is signed, about whom, by whom and meaning what, before it asks for what the signature takes. */
export function SignDialog({ draft, close, signed }: Props) {
  useFocusBack();
  const state = useSyncExternalStore(draft.subscribe, draft.current);
  const { person, permissions = [] } = useSession();
  const takes = useQuery({ ...nextSignatureQuery, retry: false }).data?.takes;
  const patient = usePatient({ patientId: state.patientId }).data;
  const [password, setPassword] = useState("");
  const [refusal, setRefusal] = useState<string | undefined>(undefined);
  const busy = state.phase === "signing";
  const ready = state.phase === "saved" && state.revision > 0;
  const asksPassword = takes === "password";
  const mayTry = ready && !(asksPassword && password === "");
  const number = patientNumber(patient?.identifier);

  const sign = async (event: SyntheticEvent) => {
    event.preventDefault();
    setRefusal(undefined);
    const outcome = await draft.sign(asksPassword ? password : undefined);
    if (outcome === undefined) return setRefusal(say("notOnServerYet"));
    switch (outcome.kind) {
      case "signed":
        announce(say("signed"));
        signed(outcome.documentId);
        return;
      case "conflicted":
        close();
        return;
      case "refused":
        setPassword("");
        setRefusal(outcome.why);
        return;
    }
  };

  return (
    <Modal
      opened
      onClose={close}
      title={<b>{state.addendumTo === undefined ? say("signThisNote") : say("signThisAddendum")}</b>}
      size="xl"
      closeOnEscape={!busy}
      closeButtonProps={{ "aria-label": say("close") }}
    >
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Ctrl+Enter signs from every part of the form */}
      <form
        onSubmit={(event) => void sign(event)}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
          event.preventDefault();
          if (mayTry) event.currentTarget.requestSubmit();
        }}
        className={classes.form}
      >
        <dl className={classes.facts}>
          <div>
            <dt>{say("about")}</dt>
            <dd>
              {number === undefined
                ? say("nameBorn", { name: formatName(patient?.name), day: formatDate(patient?.birthDate) })
                : say("nameBornNumber", {
                    name: formatName(patient?.name),
                    day: formatDate(patient?.birthDate),
                    label: number.label,
                    number: number.value,
                  })}
            </dd>
          </div>
          <div>
            <dt>{say("signedBy")}</dt>
            <dd>
              <bdi>
                {person.displayName}
                {person.jobTitle !== undefined && `, ${person.jobTitle}`}
              </bdi>
            </dd>
          </div>
          <div>
            <dt>{say("meaning")}</dt>
            <dd>
              <bdi {...inEnglish}>I am the author and this note is complete.</bdi>
            </dd>
          </div>
        </dl>
        <div
          className={classes.exact}
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a long note is scrolled with the keyboard
          tabIndex={0}
          role="region"
          aria-label={say("exactlySigned")}
          data-autofocus={asksPassword ? undefined : true}
        >
          {/* An untitled note is filed under this name. */}
          <p className={classes.title}>
            <bdi>{state.title.trim() === "" ? "Progress note" : state.title.trim()}</bdi>
          </p>
          <NoteText text={state.text} />
        </div>
        {!ready && !busy && <SaveLine state={state} sessionEnded={false} tryNow={() => void draft.flush()} />}
        <p className={classes.after}>
          {permissions.includes("notes.supervised") ? say("lockedSupervised") : say("locked")}
        </p>
        {asksPassword && (
          <PasswordInput
            label={say("yourPassword")}
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
            error={refusal}
            autoComplete="current-password"
            autoFocus
            data-autofocus
            required
            withAsterisk={false}
          />
        )}
        {!asksPassword && refusal !== undefined && (
          <p role="alert" className={classes.refusal}>
            {refusal}
          </p>
        )}
        {takes === "proof" && <p className={classes.after}>{say("freshProof")}</p>}
        {takes === "nothing" && <p className={classes.after}>{say("demonstrationNone")}</p>}
        <Group justify="end" gap="xs">
          <Button variant="default" onClick={close} disabled={busy}>
            {say("notYet")}
          </Button>
          <Button type="submit" loading={busy} disabled={!mayTry} aria-keyshortcuts="Control+Enter">
            {say("sign")}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
