import { Title } from "@mantine/core";
import { type ReactNode, useEffect } from "react";
import classes from "./Front.module.css";
import { say } from "../words/index.ts";
import { LanguageChoice } from "./LanguageChoice.tsx";

type Props = {
  readonly title: string;
  /** Absent: not known yet. */
  readonly organisation?: string | undefined;
  readonly words?: string | undefined;
  readonly children: ReactNode;
};

/** The frame of pages for people who aren't signed in and have no account. */
export function Front({ title, organisation, words = "", children }: Props) {
  useEffect(() => {
    document.title = organisation === undefined ? title : `${title} · ${organisation}`;
  }, [title, organisation]);
  return (
    <div className={classes.front}>
      <header className={classes.head}>
        <p className={classes.name}>{organisation ?? " "}</p>
        <LanguageChoice />
      </header>
      <main id="main" className={classes.main} tabIndex={-1}>
        <Title order={1} tabIndex={-1} mb="sm">
          {title}
        </Title>
        {words !== "" && <p className={classes.words}>{words}</p>}
        {children}
      </main>
      <footer className={classes.foot}>
        <p>{say("whereItGoes")}</p>
      </footer>
    </div>
  );
}

type TrapProps = { readonly value: string; readonly onChange: (value: string) => void };

/** A field that people leave empty, because they don't come across it. */
export function Trap({ value, onChange }: TrapProps) {
  return (
    <div className={classes.trap} aria-hidden="true">
      <label>
        {say("leaveEmpty")}
        <input
          name="website"
          type="text"
          tabIndex={-1}
          autoComplete="off"
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      </label>
    </div>
  );
}
