import { Button, Group, Text, Textarea } from "@mantine/core";
import { useState } from "react";
import type { PrivacyNotice } from "../../../../../contract/index.ts";
import { announce } from "../../../../ui/announce.ts";
import { dateTimeText } from "../../../../ui/dates.ts";
import { ErrorNotice } from "../../../../ui/ErrorNotice.tsx";
import { PageWait } from "../../../../ui/PageWait.tsx";
import { Section } from "../../../../ui/Section.tsx";
import { useChangeNotice, useNotice } from "../notice/notice-calls.ts";
import { say } from "../../words/index.ts";

const words = say("noticeSectionWords");

/** The organisation's privacy notice. What stands in it is the organisation's to say. */
export function NoticeSection() {
  const notice = useNotice(true);
  return (
    <Section title={say("privacyNotice")} words={words}>
      {notice.error !== null && <ErrorNotice error={notice.error} again={() => void notice.refetch()} />}
      {notice.data === undefined ? (
        notice.error === null && <PageWait />
      ) : (
        <NoticeForm key={notice.data.version} notice={notice.data} />
      )}
    </Section>
  );
}

function NoticeForm({ notice }: { readonly notice: PrivacyNotice }) {
  const [text, setText] = useState(notice.text);
  const change = useChangeNotice();
  const isBlank = /\[fill in\b/i.test(text);
  const isChanged = text.trim() !== notice.text && text.trim() !== "";
  const save = () => change.mutate(text, { onSuccess: ({ version }) => announce(say("keptAsVersion", { version })) });
  return (
    <>
      <Text size="sm" mb="xs">
        {notice.version === 0
          ? say("noneWritten")
          : notice.since === undefined
            ? say("versionIs", { version: notice.version })
            : say("versionIsOf", { version: notice.version, when: dateTimeText(notice.since) })}
      </Text>
      <Textarea
        aria-label={say("textOfNotice")}
        autosize
        minRows={8}
        maxRows={24}
        maxLength={20_000}
        maw="52rem"
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {change.error !== null && <ErrorNotice error={change.error} />}
      <Group mt="sm">
        <Button onClick={save} loading={change.isPending} disabled={!isChanged || isBlank}>
          {notice.version === 0 ? say("keepIt") : say("keepAsNew")}
        </Button>
        {isChanged && (
          <Button variant="subtle" onClick={() => setText(notice.text)}>
            {say("undo")}
          </Button>
        )}
        <Text size="sm" c="dimmed" role="status">
          {isBlank ? say("toFillIn") : isChanged ? say("notKept") : ""}
        </Text>
      </Group>
    </>
  );
}
