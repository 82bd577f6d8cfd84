import { Fieldset } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useNotice } from "./notice-calls.ts";
import { type NoticeAnswer, NoticeFields, noAnswer } from "./NoticeFields.tsx";
import { say } from "../../words/index.ts";

/** The part of the registration form about the privacy notice. Nothing while the organisation hasn't written one. */
export function useNoticeAnswer(): {
  readonly fields: ReactNode;
  readonly toSend: { readonly version: number; readonly answer: NoticeAnswer } | undefined;
} {
  const { data: notice } = useNotice(true);
  const [answer, setAnswer] = useState(noAnswer);
  if (notice === undefined || notice.version === 0) return { fields: null, toSend: undefined };
  return {
    fields: (
      <Fieldset legend={say("privacyNotice")}>
        <NoticeFields notice={notice} answer={answer} change={setAnswer} mayWait />
      </Fieldset>
    ),
    toSend: { version: notice.version, answer },
  };
}
