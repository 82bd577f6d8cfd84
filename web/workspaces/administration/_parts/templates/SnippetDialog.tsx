import { Modal, Stack, Textarea, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { z } from "zod";
import { isRefusal } from "../../../../app/api.ts";
import { announce } from "../../../../ui/announce.ts";
import { useFocusBack } from "../../../../ui/use-focus-back.ts";
import { useKeepSnippet, useSnippets } from "../../../chart/_parts/notes/snippet-calls.ts";
import { abbreviationPattern, type Snippet } from "../../../chart/_parts/notes/snippets.ts";
import { ChangedMeanwhile } from "../ChangedMeanwhile.tsx";
import { DialogFoot } from "../DialogFoot.tsx";
import { useTyped } from "../use-typed.ts";
import { say } from "../../words/index.ts";

const typedSnippet = z.object({ abbreviation: z.string(), text: z.string(), version: z.string().optional() });

/** One of everybody's snippets, or a new one. */
export function SnippetDialog({
  snippet,
  close,
}: {
  readonly snippet: Snippet | undefined;
  readonly close: () => void;
}) {
  useFocusBack();
  const all = useSnippets();
  const keep = useKeepSnippet();
  const [tried, setTried] = useState(false);
  const { value, change, done, where } = useTyped(`snippet:${snippet?.id ?? "new"}`, typedSnippet, () => ({
    abbreviation: snippet?.abbreviation ?? "",
    text: snippet?.text ?? "",
    ...(snippet?.version === undefined ? {} : { version: snippet.version }),
  }));
  const { abbreviation, text, version } = value;
  const now = all.data?.find(({ id }) => id === snippet?.id);
  const isOverdue = isRefusal(keep.error, "chart/precondition-failed");
  const taken = all.data?.some(
    (one) => one.of === "organisation" && one.id !== snippet?.id && one.abbreviation === abbreviation,
  );
  const fault = !abbreviationPattern.test(abbreviation)
    ? say("lettersRule")
    : taken === true
      ? say("lettersTaken")
      : undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (fault !== undefined || text.trim() === "" || keep.isPending) return;
    const base = isOverdue ? now?.version : version;
    // What was taken out meanwhile is made anew.
    const of = snippet === undefined || (isOverdue && now === undefined) ? {} : { id: snippet.id };
    keep.mutate(
      { ...of, abbreviation, text: text.trim(), of: "organisation", version: "id" in of ? base : undefined },
      {
        onSuccess: () => {
          announce(say("snippetKept", { abbreviation }));
          done(close);
        },
        onError: () => void all.refetch(),
      },
    );
  };
  return (
    <Modal
      opened
      onClose={close}
      title={
        <b>
          {snippet === undefined ? say("newSnippet") : say("changeSnippet", { abbreviation: snippet.abbreviation })}
        </b>
      }
      size="lg"
      closeButtonProps={{ "aria-label": say("close") }}
    >
      <form onSubmit={submit} noValidate>
        <Stack gap="sm">
          <TextInput
            label={say("letters")}
            description={say("typedAfterPoint")}
            leftSection="."
            autoComplete="off"
            data-autofocus
            value={abbreviation}
            error={tried ? fault : undefined}
            onChange={({ currentTarget }) => change({ abbreviation: currentTarget.value.trim() })}
          />
          <Textarea
            label={say("text")}
            description={say("nothingAboutPatient")}
            autosize
            minRows={3}
            maxRows={14}
            maxLength={5_000}
            value={text}
            error={tried && text.trim() === "" ? say("writeText") : undefined}
            onChange={({ currentTarget }) => change({ text: currentTarget.value })}
          />
          <DialogFoot save={keep} where={where} cancel={() => done(close)}>
            {isOverdue ? (
              <ChangedMeanwhile
                now={now === undefined ? say("nothingTakenOut") : `.${now.abbreviation}: ${now.text}`}
                takeTheirs={() => done(close)}
              />
            ) : undefined}
          </DialogFoot>
        </Stack>
      </form>
    </Modal>
  );
}
