import { Button, Checkbox, Group, SegmentedControl, Text, Textarea, TextInput } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { type FormEvent, useMemo, useState } from "react";
import { useSession } from "../../../app/session/use-session.ts";
import { announce } from "../../../ui/announce.ts";
import { later } from "../../../ui/later.tsx";
import { Waiting } from "../_parts/layout/Loaded.tsx";
import { Section } from "../_parts/layout/Section.tsx";
import { useChart } from "../_parts/record/use-chart.ts";
import { useNotes } from "../_parts/record/use-record.ts";
import { SensitivityChips } from "../_parts/sensitivity/SensitivityChips.tsx";
import { useKeptForm } from "../../people/_parts/use-kept-form.ts";
import {
  begunFrom,
  emptyLetter,
  type LetterDraft,
  labelsOf,
  letterDraft,
  letterText,
  type OfferGroup,
} from "./letter-draft.ts";
import classes from "./LetterPage.module.css";
import { LetterPreview } from "./LetterPreview.tsx";
import { useOffers } from "./use-offers.ts";
import { say } from "../_parts/notes/words/index.ts";

const SignLetterDialog = later(async () => (await import("./SignLetterDialog.tsx")).SignLetterDialog);

/** A letter about the patient: what is typed and what is ticked goes out, and nothing else. It is kept on this device until it is signed. */
export function LetterPage() {
  const chart = useChart();
  const { patientId } = chart;
  const { replaces, encounter } = useSearch({ from: "/signed-in/patients/$patientId/letters/write" });
  const { permissions = [] } = useSession();
  const navigate = useNavigate();
  const offers = useOffers(chart);
  const former = useNotes(chart).data?.matches.find(({ id }) => replaces !== undefined && id === replaces);
  // A new one begins with the words of the one in whose place it is written.
  const begun = useMemo(() => (former === undefined ? emptyLetter() : begunFrom(former)), [former]);
  const [typed, setTyped] = useState<LetterDraft | undefined>(undefined);
  const draft = typed ?? begun;
  const isTyped = typed !== undefined;
  const [tried, setTried] = useState(false);
  const [isSigning, setSigning] = useState(false);
  const kept = useKeptForm(`letter:${patientId}:${replaces ?? "new"}`, letterDraft, (found) => {
    // Whoever was quicker than the device has begun anew.
    setTyped((now) => now ?? found);
  });
  const change = (part: Partial<LetterDraft>) => {
    const next = { ...draft, ...part };
    setTyped(next);
    kept.keep(next);
  };
  const groups = offers.data ?? [];
  const text = letterText(draft, groups);
  const missing = {
    name: draft.name.trim() === "" ? say("toWhomFault") : undefined,
    subject: draft.subject.trim() === "" ? say("subjectFault") : undefined,
    words: text === "" ? say("wordsFault") : undefined,
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (Object.values(missing).some((one) => one !== undefined)) return;
    // With its number, so that a window that comes after this one signs it under the same.
    setTyped(draft);
    kept.keep(draft, true);
    setSigning(true);
  };
  const leave = () => void navigate({ to: "/patients/$patientId/notes", params: chart });
  return (
    <Section title={replaces === undefined ? say("writeLetter") : say("writeLetterAnew")} level={1}>
      <form onSubmit={submit} noValidate className={classes.split}>
        <div className={classes.fields}>
          <SegmentedControl
            aria-label={say("kindOfLetter")}
            data={[
              { value: "referral", label: say("referral") },
              { value: "letter", label: say("otherLetter") },
            ]}
            value={draft.kind}
            onChange={(kind) => change({ kind: kind === "letter" ? "letter" : "referral" })}
          />
          <TextInput
            label={say("to")}
            dir="auto"
            value={draft.name}
            maxLength={200}
            autoComplete="off"
            error={tried ? missing.name : undefined}
            onChange={(event) => change({ name: event.currentTarget.value })}
          />
          <Textarea
            label={say("addressOnPaper")}
            dir="auto"
            value={draft.address}
            maxLength={600}
            autosize
            minRows={2}
            onChange={(event) => change({ address: event.currentTarget.value })}
          />
          <TextInput
            label={say("subject")}
            dir="auto"
            value={draft.subject}
            maxLength={200}
            autoComplete="off"
            error={tried ? missing.subject : undefined}
            onChange={(event) => change({ subject: event.currentTarget.value })}
          />
          <Textarea
            label={say("letter")}
            dir="auto"
            value={draft.words}
            maxLength={20_000}
            autosize
            minRows={8}
            error={tried ? missing.words : undefined}
            onChange={(event) => change({ words: event.currentTarget.value })}
          />
          {offers.data === undefined ? (
            <Waiting queries={offers.queries} what={say("whatGoesAlong")} />
          ) : (
            groups.map((group) => (
              <Ticks key={group.heading} group={group} draft={draft} change={(ticked) => change({ ticked })} />
            ))
          )}
          {draft.kind === "referral" && (
            <Checkbox
              label={say("alsoUnderOrders")}
              checked={draft.isOrder}
              onChange={(event) => change({ isOrder: event.currentTarget.checked })}
            />
          )}
          <Text size="sm" c="dimmed" role="status">
            {!isTyped
              ? ""
              : kept.isRefused
                ? say("letterRefused")
                : kept.isKept
                  ? say("letterKept")
                  : say("letterNotSigned")}
          </Text>
          <Group>
            <Button type="submit" disabled={!permissions.includes("notes.write") || offers.data === undefined}>
              {say("signEllipsis")}
            </Button>
            <Button variant="subtle" onClick={leave}>
              {isTyped ? say("leaveForLater") : say("backToNotes")}
            </Button>
            {isTyped && <Discard discard={() => kept.forgetThen(leave)} />}
          </Group>
        </div>
        <LetterPreview patientId={patientId} draft={draft} text={text} />
      </form>
      {isSigning && (
        <SignLetterDialog
          letter={{
            id: draft.id,
            patientId,
            kind: draft.kind,
            recipient: { name: draft.name, address: draft.address },
            subject: draft.subject,
            text,
            labels: [...labelsOf(draft, groups)],
            ...(replaces === undefined ? {} : { replaces }),
            ...(encounter === undefined ? {} : { encounter }),
          }}
          isOrder={draft.kind === "referral" && draft.isOrder}
          preview={<LetterPreview patientId={patientId} draft={draft} text={text} />}
          close={() => setSigning(false)}
          asAnother={() => change({ id: crypto.randomUUID() })}
          signed={(note) =>
            kept.forgetThen(() => {
              announce(say("signed"));
              void navigate({ to: "/patients/$patientId/notes", params: chart, search: { note } });
            })
          }
        />
      )}
    </Section>
  );
}

type TicksProps = {
  readonly group: OfferGroup;
  readonly draft: LetterDraft;
  readonly change: (ticked: string[]) => void;
};

function Ticks({ group, draft, change }: TicksProps) {
  if (group.offers.length === 0) return null;
  return (
    <fieldset className={classes.group}>
      <legend>{group.legend}</legend>
      {group.offers.map(({ id, label, meta }) => (
        <Checkbox
          key={id}
          label={
            <>
              <bdi>{label}</bdi> <SensitivityChips meta={meta} />
            </>
          }
          checked={draft.ticked.includes(id)}
          onChange={(event) =>
            change(event.currentTarget.checked ? [...draft.ticked, id] : draft.ticked.filter((one) => one !== id))
          }
        />
      ))}
    </fieldset>
  );
}

function Discard({ discard }: { readonly discard: () => void }) {
  const [asked, setAsked] = useState(false);
  return (
    <Button variant="subtle" color={asked ? "red" : undefined} onClick={() => (asked ? discard() : setAsked(true))}>
      {asked ? say("yesDiscardLetter") : say("discardEllipsis")}
    </Button>
  );
}
