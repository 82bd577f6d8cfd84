import { Button, Group, Modal, Radio, Stack, Textarea, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useSession } from "../../../../app/session/use-session.ts";
import { announce } from "../../../../ui/announce.ts";
import { ErrorNotice } from "../../../../ui/ErrorNotice.tsx";
import { useFocusBack } from "../../../../ui/use-focus-back.ts";
import table from "../layout/table.module.css";
import { useKeepSnippet, useSnippets } from "./snippet-calls.ts";
import { abbreviationPattern } from "./snippets.ts";
import { say } from "./words/index.ts";

/** The texts that stand for a few letters: what there is, and a new one. */
export function SnippetsDialog({ close }: { readonly close: () => void }) {
  useFocusBack();
  const { permissions = [] } = useSession();
  const forAll = permissions.includes("templates.manage");
  const snippets = useSnippets();
  const keep = useKeepSnippet();
  const [abbreviation, setAbbreviation] = useState("");
  const [text, setText] = useState("");
  const [of, setOf] = useState<"own" | "organisation">("own");
  const [tried, setTried] = useState(false);
  const fits = abbreviationPattern.test(abbreviation);
  const taken = snippets.data?.some((one) => one.of === of && one.abbreviation === abbreviation) === true;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!fits || taken || text.trim() === "" || keep.isPending) return;
    keep.mutate(
      { abbreviation, text: text.trim(), of, version: undefined },
      {
        onSuccess: () => {
          announce(say("isKept", { letters: abbreviation }));
          setAbbreviation("");
          setText("");
          setTried(false);
        },
      },
    );
  };
  return (
    <Modal
      opened
      onClose={close}
      title={<b>{say("snippets")}</b>}
      size="lg"
      closeButtonProps={{ "aria-label": say("close") }}
    >
      <form onSubmit={submit} noValidate>
        <Stack gap="sm">
          <TextInput
            label={say("letters")}
            description={say("lettersAbout")}
            leftSection="."
            autoComplete="off"
            data-autofocus
            value={abbreviation}
            error={tried && !fits ? say("lettersFault") : tried && taken ? say("lettersTaken") : undefined}
            onChange={(event) => setAbbreviation(event.currentTarget.value.trim())}
          />
          <Textarea
            label={say("text")}
            description={say("snippetAbout")}
            dir="auto"
            autosize
            minRows={2}
            maxLength={5000}
            value={text}
            error={tried && text.trim() === "" ? say("writeText") : undefined}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          {forAll && (
            <Radio.Group
              label={say("forWhom")}
              value={of}
              onChange={(value) => setOf(value === "organisation" ? "organisation" : "own")}
            >
              <Group gap="lg" mt={4}>
                <Radio value="own" label={say("me")} />
                <Radio value="organisation" label={say("everybodyWhoWrites")} />
              </Group>
            </Radio.Group>
          )}
          {keep.error !== null && <ErrorNotice error={keep.error} />}
          <Group>
            <Button type="submit" loading={keep.isPending}>
              {say("keep")}
            </Button>
            <Button variant="subtle" onClick={close}>
              {say("close")}
            </Button>
          </Group>
        </Stack>
      </form>
      {snippets.data !== undefined && snippets.data.length > 0 && (
        <table className={table.table}>
          <caption className="wb-visually-hidden">{say("snippetsThereAre")}</caption>
          <thead>
            <tr>
              <th scope="col">{say("letters")}</th>
              <th scope="col">{say("text")}</th>
              <th scope="col">{say("forWhom")}</th>
              <th scope="col">
                <span className="wb-visually-hidden">{say("takeOut")}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {snippets.data.map((one) => (
              <tr key={one.id}>
                <th scope="row">
                  <bdi dir="ltr">.{one.abbreviation}</bdi>
                </th>
                <td>
                  <bdi>{one.text.length > 120 ? `${one.text.slice(0, 120)}…` : one.text}</bdi>
                </td>
                <td>{one.of === "own" ? say("me") : say("everybody")}</td>
                <td>
                  {(one.of === "own" || forAll) && (
                    <Button
                      size="compact-xs"
                      variant="subtle"
                      aria-label={say("takeOutOf", { letters: one.abbreviation })}
                      onClick={() =>
                        keep.mutate(
                          { ...one, text: "" },
                          { onSuccess: () => announce(say("isTakenOut", { letters: one.abbreviation })) },
                        )
                      }
                    >
                      {say("takeOut")}
                    </Button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Modal>
  );
}
