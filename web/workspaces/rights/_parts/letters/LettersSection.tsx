import { Button } from "@mantine/core";
import { IconMail, IconMailForward } from "@tabler/icons-react";
import { useState } from "react";
import type { RightsLetter, RightsLetterList, RightsRequest } from "../../../../../contract/index.ts";
import { dateTimeText } from "../../../../ui/dates.ts";
import { Entries, Entry } from "../../../../ui/Entries.tsx";
import { ErrorNotice } from "../../../../ui/ErrorNotice.tsx";
import { Section } from "../../../../ui/Section.tsx";
import { later } from "../../../../ui/later.tsx";
import { pdfOf, useLetters } from "./letter-calls.ts";
import { letterWords, sendingText } from "./letter-words.ts";
import classes from "./letters.module.css";
import { say } from "../../words/index.ts";

const LetterDialog = later(async () => (await import("./LetterDialog.tsx")).LetterDialog);
const LetterheadDialog = later(async () => (await import("./LetterheadDialog.tsx")).LetterheadDialog);
const SendingDialog = later(async () => (await import("./SendingDialog.tsx")).SendingDialog);

/** What was written to who asked: what can be written now, what was made, and how it went out. */
export function LettersSection({ request }: { readonly request: RightsRequest }) {
  const list = useLetters(request.id, request.revision);
  const [writing, setWriting] = useState<RightsLetterList["may"][number] | undefined>(undefined);
  const [sending, setSending] = useState<RightsLetter | undefined>(undefined);
  const [heading, setHeading] = useState(false);
  return (
    <Section
      title={say("letters")}
      words={say("lettersAbout")}
      actions={
        <>
          {list.data?.may.map((one) => (
            <Button key={one.kind} size="compact-sm" variant="default" onClick={() => setWriting(one)}>
              {letterWords[one.kind]}…
            </Button>
          ))}
          <Button size="compact-sm" variant="subtle" onClick={() => setHeading(true)}>
            {say("letterheadMore")}
          </Button>
        </>
      }
    >
      {list.error !== null && <ErrorNotice error={list.error} again={() => void list.refetch()} />}
      {list.data?.letters.length === 0 && <p>{say("noneWritten")}</p>}
      {list.data !== undefined && list.data.letters.length > 0 && (
        <Entries label={say("letters")}>
          {list.data.letters.map((letter) => (
            <OneLetter key={letter.id} letter={letter} send={() => setSending(letter)} />
          ))}
        </Entries>
      )}
      {writing !== undefined && <LetterDialog request={request} letter={writing} close={() => setWriting(undefined)} />}
      {sending !== undefined && <SendingDialog letter={sending} close={() => setSending(undefined)} />}
      {heading && <LetterheadDialog close={() => setHeading(false)} />}
    </Section>
  );
}

function OneLetter({ letter, send }: { readonly letter: RightsLetter; readonly send: () => void }) {
  const { id, requestId, kind, madeAt, words } = letter;
  const label = letterWords[kind];
  const sendings = words?.sendings ?? [];
  return (
    <Entry
      mark={sendings.length === 0 ? IconMail : IconMailForward}
      title={words?.title ?? label}
      facts={[label, ...(words === undefined ? [] : [words.by]), dateTimeText(madeAt)]}
      actions={
        words !== undefined && (
          <>
            <Button
              component="a"
              href={pdfOf(requestId, id)}
              download
              size="compact-sm"
              variant="default"
              aria-label={say("downloadOf", { title: words.title })}
            >
              {say("download")}
            </Button>
            <Button
              size="compact-sm"
              variant="default"
              aria-label={say("itWasSentOf", { title: words.title })}
              onClick={send}
            >
              {say("itWasSentMore")}
            </Button>
          </>
        )
      }
    >
      {words === undefined ? (
        <div>{say("alteredLetter")}</div>
      ) : (
        <>
          {sendings.length === 0 && <div>{say("notSentYet")}</div>}
          {sendings.map((sending) => (
            <div key={sending.at}>{`${sendingText(sending)} (${sending.by})`}</div>
          ))}
          <div className={classes.hash} translate="no">
            SHA-256 {words.sha256}
          </div>
        </>
      )}
    </Entry>
  );
}
