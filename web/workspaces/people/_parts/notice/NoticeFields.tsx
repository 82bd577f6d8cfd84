import { Radio, Stack, Text } from "@mantine/core";
import type { PrivacyNotice } from "../../../../../contract/index.ts";
import { dateText } from "../../../../ui/dates.ts";
import classes from "./NoticeFields.module.css";
import { SignaturePad } from "./SignaturePad.tsx";
import { say } from "../../words/index.ts";

/** How the notice was given, as the desk has it so far. */
export type NoticeAnswer = {
  readonly way: "later" | "signed" | "paper";
  /** The drawn signature, a PNG in base64. */
  readonly signature: string | undefined;
};

export const noAnswer: NoticeAnswer = { way: "later", signature: undefined };

/** What is still missing of an answer. */
export function answerFault({ way, signature }: NoticeAnswer): string | undefined {
  return way === "signed" && signature === undefined ? say("signatureMissing") : undefined;
}

type Props = {
  readonly notice: PrivacyNotice;
  readonly answer: NoticeAnswer;
  readonly change: (answer: NoticeAnswer) => void;
  readonly error?: string | undefined;
  /** Whether it may be left for later. */
  readonly mayWait: boolean;
};

/** Shows the organisation's privacy notice, and takes the patient's signature that they were given it. */
export function NoticeFields({ notice, answer, change, error, mayWait }: Props) {
  return (
    <Stack gap="sm">
      <div
        className={classes.text}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls is reached by keyboard
        tabIndex={0}
        role="region"
        aria-label={say("noticeVersion", { version: notice.version })}
      >
        {notice.text}
      </div>
      <Text size="sm" c="dimmed">
        {notice.since === undefined
          ? say("noticeIs", { version: notice.version })
          : say("noticeIsOf", { version: notice.version, day: dateText(notice.since) })}
      </Text>
      <Radio.Group
        label={say("howPatientGets")}
        value={answer.way}
        onChange={(way) => change({ ...answer, way: way as NoticeAnswer["way"] })}
      >
        <Stack gap="xs" mt={4}>
          <Radio value="signed" label={say("readAndSign")} />
          <Radio value="paper" label={say("onPaper")} />
          {mayWait && <Radio value="later" label={say("later")} />}
        </Stack>
      </Radio.Group>
      {answer.way === "signed" && (
        <SignaturePad error={error} change={(signature) => change({ way: "signed", signature })} />
      )}
    </Stack>
  );
}
