import { Modal, TextInput, useMantineColorScheme } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { type KeyboardEvent, useId, useMemo, useState } from "react";
import { Kbd } from "../../ui/Kbd.tsx";
import { isoDay } from "../../ui/dates.ts";
import { bornText, mainIdentifier, mergedText, patientName, sexText, shortNumber } from "../../ui/patient-words.ts";
import { useFocusBack } from "../../ui/use-focus-back.ts";
import { usePatientSearch } from "../../workspaces/people/_parts/use-patient-search.ts";
import { allows } from "../session/allows.ts";
import { signOut } from "../session/sign-out.ts";
import { useSession } from "../session/use-session.ts";
import { say } from "../words/index.ts";
import { commandsFor, fittingCommands } from "./commands.ts";
import classes from "./Palette.module.css";
import { usePageCommands } from "./page-commands.ts";
import { dotted } from "../../ui/dotted.ts";

type Entry = {
  readonly id: string;
  readonly label: string;
  readonly detail?: string;
  readonly keys?: string;
  readonly run: () => void;
};
type Group = { readonly title: string; readonly entries: readonly Entry[] };

/** Goes anywhere, does anything the person may do, and finds patients, from one field. */
export function Palette({ close, openShortcuts }: { readonly close: () => void; readonly openShortcuts: () => void }) {
  useFocusBack();
  const [text, setText] = useState("");
  const [chosen, setChosen] = useState(0);
  const groups = useGroups(text, openShortcuts);
  const entries = groups.flatMap((group) => group.entries);
  const at = Math.min(chosen, entries.length - 1);
  const listId = useId();

  const run = (entry: Entry | undefined) => {
    if (entry === undefined) return;
    close();
    entry.run();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      const next = (at + step + entries.length) % Math.max(entries.length, 1);
      setChosen(next);
      document.getElementById(`${listId}-${next}`)?.scrollIntoView({ block: "nearest" });
    } else if (event.key === "Enter") {
      event.preventDefault();
      run(entries[at]);
    }
  };
  let position = -1;
  return (
    <Modal.Root opened onClose={close} padding={0} size="lg" yOffset="10dvh" transitionProps={{ duration: 0 }}>
      <Modal.Overlay />
      <Modal.Content aria-label={say("findAnything")}>
        <TextInput
          data-autofocus
          role="combobox"
          aria-expanded
          aria-controls={listId}
          aria-activedescendant={at >= 0 ? `${listId}-${at}` : undefined}
          aria-label={say("findAnything")}
          placeholder={say("paletteHint")}
          variant="unstyled"
          size="lg"
          autoComplete="off"
          spellCheck={false}
          leftSection={<IconSearch size={18} aria-hidden />}
          classNames={{ wrapper: classes.field }}
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value);
            setChosen(0);
          }}
          onKeyDown={onKeyDown}
        />
        <div id={listId} role="listbox" aria-label={say("suggestions")} className={classes.list} tabIndex={-1}>
          {groups.map((group) => (
            <div key={group.title} role="group" aria-label={group.title}>
              <div className={classes.title} aria-hidden>
                {group.title}
              </div>
              {group.entries.map((entry) => {
                position += 1;
                const own = position;
                return (
                  // Keys are the combobox's; the pointer is the option's.
                  <div
                    key={entry.id}
                    id={`${listId}-${own}`}
                    role="option"
                    tabIndex={-1}
                    aria-selected={own === at}
                    className={classes.entry}
                    onClick={() => run(entry)}
                    onPointerMove={() => setChosen(own)}
                  >
                    <span className={classes.label}>{entry.label}</span>
                    {entry.detail !== undefined && <span className={classes.detail}>{entry.detail}</span>}
                    {entry.keys !== undefined && <Kbd keys={entry.keys} />}
                  </div>
                );
              })}
            </div>
          ))}
          {entries.length === 0 && <div className={classes.nothing}>{say("nothingFits")}</div>}
        </div>
      </Modal.Content>
    </Modal.Root>
  );
}

function useGroups(text: string, openShortcuts: () => void): readonly Group[] {
  const session = useSession();
  const navigate = useNavigate();
  const { setColorScheme } = useMantineColorScheme();
  const here = usePageCommands();
  const mayFind = allows(session.scopes, "Patient", "s");
  const search = usePatientSearch(mayFind ? text : "", 8);
  const commands = useMemo(
    () =>
      commandsFor(session, {
        go: (to) => void navigate({ to }),
        setColours: setColorScheme,
        openShortcuts,
        signOut: () => void signOut(),
      }),
    [session, navigate, setColorScheme, openShortcuts],
  );
  const today = isoDay(new Date());
  const patients = (search.patients ?? []).map((patient): Entry => {
    const number = mainIdentifier(patient)?.value;
    return {
      id: patient.id ?? "",
      label: patientName(patient),
      detail: dotted([
        mergedText(patient, search.seen),
        bornText(patient, today),
        sexText(patient),
        number === undefined ? undefined : shortNumber(number),
      ]),
      run: () => void navigate({ to: "/patients/$patientId", params: { patientId: patient.id ?? "" } }),
    };
  });
  return [
    { title: say("onThisPage"), entries: fittingCommands(here, text) },
    { title: say("patients"), entries: patients },
    { title: say("goAndDo"), entries: fittingCommands(commands, text) },
  ].filter((group) => group.entries.length > 0);
}
