import { Button, Fieldset, Group, Stack, Textarea } from "@mantine/core";
import { useEffect, useState } from "react";
import { z } from "zod";
import { announce } from "../../../ui/announce.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { sendsForm } from "../../../ui/sends-form.ts";
import { isUnanswered, useResend } from "../../desk/_parts/use-resend.ts";
import { useKeptForm } from "../../people/_parts/use-kept-form.ts";
import { KeptLine } from "./KeptLine.tsx";
import { useReply } from "./message-calls.ts";
import { say } from "../words/index.ts";

const draft = z.object({ requestId: z.string(), text: z.string(), isSent: z.boolean() });
const none = { requestId: "", text: "", isSent: false };

/** Answers a thread. What is typed stays on the device until it is sent. */
export function Reply({ threadId }: { readonly threadId: string }) {
  const [typed, setTyped] = useState(none);
  const kept = useKeptForm(`reply-${threadId}`, draft, (found) => setTyped((now) => (now.text === "" ? found : now)));
  const reply = useReply();
  const change = (next: typeof none, isUrgent = false) => {
    setTyped(next);
    kept.keep(next, isUrgent);
  };
  const send = () =>
    reply.mutate(
      { requestId: typed.requestId, threadId, text: typed.text.trim() },
      {
        onSuccess: () =>
          kept.forgetThen(() => {
            setTyped(none);
            announce(say("sent"));
          }),
        onError: (error) => {
          if (!isUnanswered(error)) setTyped((now) => ({ ...now, isSent: false }));
        },
      },
    );
  useResend(reply.error, reply.isPending, send);
  // An earlier window sent it and never heard.
  const isResumed = typed.isSent && reply.isIdle;
  useEffect(() => {
    if (isResumed) send();
  });
  const submit = () => {
    if (typed.text.trim() === "") return;
    change({ ...typed, isSent: true }, true);
    send();
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Stack gap="xs">
        {reply.error !== null && !isUnanswered(reply.error) && <ErrorNotice error={reply.error} />}
        <Fieldset variant="unstyled" p={0} m={0} disabled={typed.isSent}>
          <Textarea
            label={say("answer")}
            autosize
            minRows={2}
            maxRows={12}
            maxLength={4000}
            value={typed.text}
            onKeyDown={sendsForm}
            onChange={({ currentTarget: { value } }) =>
              change({ ...typed, text: value, requestId: typed.requestId || crypto.randomUUID() })
            }
          />
        </Fieldset>
        <Group>
          <Button type="submit" loading={reply.isPending} disabled={typed.text.trim() === ""}>
            {say("send")}
          </Button>
          <KeptLine isTyped={typed.text !== ""} isWaiting={isUnanswered(reply.error)} kept={kept} />
        </Group>
      </Stack>
    </form>
  );
}
