import { Button, Checkbox, Group, NativeSelect, Text } from "@mantine/core";
import { type FormEvent, useRef, useState } from "react";
import type { Stationery } from "../../../contract/index.ts";
import { announce } from "../../ui/announce.ts";
import { dateTimeText } from "../../ui/dates.ts";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { PageHeader } from "../../ui/PageHeader.tsx";
import { PageWait } from "../../ui/PageWait.tsx";
import { Section } from "../../ui/Section.tsx";
import { usePlaces } from "../desk/_parts/scheduling-calls.ts";
import { HeadFields } from "./_parts/papers/HeadFields.tsx";
import { LayoutFields } from "./_parts/papers/LayoutFields.tsx";
import { PaperPreview } from "./_parts/papers/PaperPreview.tsx";
import { type PaperDraft, draftOf, emptyHead, faultsOf, givenHead } from "./_parts/papers/paper-draft.ts";
import classes from "./_parts/papers/Papers.module.css";
import { useChangeStationery, useStationery } from "./_parts/papers/stationery-calls.ts";
import { LeaveGuard } from "./_parts/roles/LeaveGuard.tsx";
import { say } from "./words/index.ts";

type Branch = { readonly id: string; readonly name: string };

/** Letterheads, logos and layouts of what is printed. */
export function PapersPage() {
  const stationery = useStationery();
  const places = usePlaces();
  const failed = [stationery, places].find(({ error }) => error !== null);
  return (
    <>
      <PageHeader title={say("papers")} summary={say("papersSummary")} />
      {failed !== undefined && <ErrorNotice error={failed.error} again={() => void failed.refetch()} />}
      {stationery.data === undefined || places.data === undefined ? (
        failed === undefined && <PageWait />
      ) : (
        <Papers stationery={stationery.data} branches={places.data.branches} />
      )}
    </>
  );
}

function Papers({ stationery, branches }: { readonly stationery: Stationery; readonly branches: readonly Branch[] }) {
  const [branch, setBranch] = useState<string | null>(null);
  const unsaved = useRef(false);
  return (
    <>
      <LeaveGuard isUnsaved={() => unsaved.current} what="papers" />
      <PapersForm
        key={`${branch}/${stationery.changes}`}
        {...{ stationery, branch, branches, unsaved }}
        choose={setBranch}
      />
      <History stationery={stationery} branches={branches} />
    </>
  );
}

type FormProps = {
  readonly stationery: Stationery;
  readonly branch: string | null;
  readonly branches: readonly Branch[];
  readonly choose: (branch: string | null) => void;
  readonly unsaved: { current: boolean };
};

function PapersForm({ stationery, branch, branches, choose, unsaved }: FormProps) {
  const kept = draftOf(stationery, branch);
  const [draft, setDraft] = useState<PaperDraft>(kept);
  const save = useChangeStationery();
  const whole = draftOf(stationery, null);
  const changed = JSON.stringify(draft) !== JSON.stringify(kept);
  unsaved.current = changed;
  const faults = faultsOf(draft);
  const isSound = Object.keys(faults).length === 0;
  const given = { branch, letterhead: draft.head && givenHead(draft.head), layout: draft.layout };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!changed || !isSound || save.isPending) return;
    save.mutate({ ...given, changes: stationery.changes }, { onSuccess: () => announce(say("kept")) });
  };
  const { head, layout } = draft;
  const ofWhole = branch === null ? "" : say("ofItsOwn");
  return (
    <div className={classes.columns}>
      <form onSubmit={submit} noValidate className={classes.fields}>
        <NativeSelect
          label={say("papersOf")}
          description={changed ? say("saveOrUndo") : undefined}
          disabled={changed}
          data={[
            { value: "", label: say("theOrganisation") },
            ...branches.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          value={branch ?? ""}
          onChange={({ currentTarget: { value } }) => choose(value === "" ? null : value)}
        />
        <Section title={say("letterhead")}>
          <div className={classes.fields}>
            <Checkbox
              label={branch === null ? say("haveLetterhead") : say("ownLetterhead")}
              description={
                head === null ? (branch === null ? say("withoutLetterhead") : say("hasOrganisations")) : undefined
              }
              checked={head !== null}
              onChange={({ currentTarget: { checked } }) =>
                setDraft({
                  ...draft,
                  head: checked ? (kept.head ?? whole.head ?? emptyHead(stationery.organisation)) : null,
                })
              }
            />
            {head !== null && (
              <HeadFields
                head={head}
                faults={faults}
                change={(part) => setDraft({ ...draft, head: { ...head, ...part } })}
              />
            )}
          </div>
        </Section>
        <Section title={say("layout")}>
          <div className={classes.fields}>
            <Checkbox
              label={say("aLayout", { ofWhole })}
              description={
                layout === null ? (branch === null ? say("withoutLayout") : say("hasOrganisations")) : undefined
              }
              checked={layout !== null}
              onChange={({ currentTarget: { checked } }) =>
                setDraft({ ...draft, layout: checked ? (kept.layout ?? whole.layout ?? stationery.usual) : null })
              }
            />
            {layout !== null && (
              <LayoutFields layout={layout} faults={faults} change={(next) => setDraft({ ...draft, layout: next })} />
            )}
          </div>
        </Section>
        {save.error !== null && <ErrorNotice error={save.error} />}
        <Group>
          <Button type="submit" loading={save.isPending} disabled={!changed || !isSound}>
            {say("save")}
          </Button>
          {changed && (
            <Button variant="subtle" onClick={() => setDraft(kept)}>
              {say("undo")}
            </Button>
          )}
          <Text size="sm" c="dimmed" role="status">
            {changed ? (isSound ? say("notKeptYet") : say("doesntFit")) : ""}
          </Text>
        </Group>
      </form>
      <PaperPreview asked={isSound ? given : undefined} />
    </div>
  );
}

const mostShown = 10;

function History({
  stationery: { history },
  branches,
}: {
  readonly stationery: Stationery;
  readonly branches: readonly Branch[];
}) {
  if (history.length === 0) return null;
  const nameOf = (id: string | null) =>
    id === null ? say("ofOrganisation") : (branches.find((one) => one.id === id)?.name ?? say("ofClosedBranch"));
  return (
    <Section title={say("changes")} words={say("changesWhere")}>
      <ul>
        {history.slice(0, mostShown).map(({ at, by, branch }) => (
          <li key={at}>{say("changeLine", { time: dateTimeText(at), by, name: nameOf(branch) })}</li>
        ))}
      </ul>
    </Section>
  );
}
