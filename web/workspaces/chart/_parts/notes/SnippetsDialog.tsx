import { Button, Group, Modal, Radio, Stack, Textarea, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useSession } from "../../../../app/session/use-session.ts";
import { announce } from "../../../../ui/announce.ts";
import { ErrorNotice } from "../../../../ui/ErrorNotice.tsx";
import { useFocusBack } from "../../../../ui/use-focus-back.ts";
import table from "../layout/table.module.css";
import { useKeepSnippet, useSnippets } from "./snippet-calls.ts";
import { abbreviationPattern } from "./snippets.ts";

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
          announce(`.${abbreviation} is kept`);
          setAbbreviation("");
          setText("");
          setTried(false);
        },
      },
    );
  };
  return (
    <Modal opened onClose={close} title={<b>Snippets</b>} size="lg" closeButtonProps={{ "aria-label": "Close" }}>
      <form onSubmit={submit} noValidate>
        <Stack gap="sm">
          <TextInput
            label="Letters"
            description="Typed after a point: “.lbp ” becomes the text"
            leftSection="."
            autoComplete="off"
            data-autofocus
            value={abbreviation}
            error={
              tried && !fits
                ? "Letters and digits, at most 24."
                : tried && taken
                  ? "These letters are taken: choose others."
                  : undefined
            }
            onChange={(event) => setAbbreviation(event.currentTarget.value.trim())}
          />
          <Textarea
            label="Text"
            description="Nothing about a patient: everybody who writes notes can read it."
            autosize
            minRows={2}
            maxLength={5000}
            value={text}
            error={tried && text.trim() === "" ? "Write the text." : undefined}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          {forAll && (
            <Radio.Group
              label="For"
              value={of}
              onChange={(value) => setOf(value === "organisation" ? "organisation" : "own")}
            >
              <Group gap="lg" mt={4}>
                <Radio value="own" label="Me" />
                <Radio value="organisation" label="Everybody who writes notes" />
              </Group>
            </Radio.Group>
          )}
          {keep.error !== null && <ErrorNotice error={keep.error} />}
          <Group>
            <Button type="submit" loading={keep.isPending}>
              Keep
            </Button>
            <Button variant="subtle" onClick={close}>
              Close
            </Button>
          </Group>
        </Stack>
      </form>
      {snippets.data !== undefined && snippets.data.length > 0 && (
        <table className={table.table}>
          <caption className="wb-visually-hidden">Snippets that there are</caption>
          <thead>
            <tr>
              <th scope="col">Letters</th>
              <th scope="col">Text</th>
              <th scope="col">For</th>
              <th scope="col">
                <span className="wb-visually-hidden">Take out</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {snippets.data.map((one) => (
              <tr key={one.id}>
                <th scope="row">.{one.abbreviation}</th>
                <td>{one.text.length > 120 ? `${one.text.slice(0, 120)}…` : one.text}</td>
                <td>{one.of === "own" ? "Me" : "Everybody"}</td>
                <td>
                  {(one.of === "own" || forAll) && (
                    <Button
                      size="compact-xs"
                      variant="subtle"
                      aria-label={`Take out .${one.abbreviation}`}
                      onClick={() =>
                        keep.mutate(
                          { ...one, text: "" },
                          { onSuccess: () => announce(`.${one.abbreviation} is taken out`) },
                        )
                      }
                    >
                      Take out
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
