import type { ReactNode } from "react";
import { Button, Code, Group, Text, Title } from "@mantine/core";
import { IconDownload, IconPrinter } from "@tabler/icons-react";
import type { LedgerState } from "../../../../contract/index.ts";
import { useSession } from "../../../app/session/use-session.ts";
import { CopyButton } from "../../../ui/CopyButton.tsx";
import { DateText } from "../../../ui/DateText.tsx";
import { saveFile } from "../../../ui/save-file.ts";
import classes from "./CheckpointSheet.module.css";
import { figures } from "../../../language/index.ts";
import { say } from "./ledger/words/index.ts";

const count = figures();

const asCommand = (inside: readonly ReactNode[]) => (
  <code key={String(inside[0])} translate="no">
    {inside}
  </code>
);

/** The newest checkpoint that everybody is shown, to be kept elsewhere; printed, it is a page of its own. */
export function CheckpointSheet({ state }: { readonly state: LedgerState }) {
  const { organisation } = useSession();
  const { publication } = state;
  const isPublic = publication.checkpoint !== "";
  const note = isPublic ? publication.checkpoint : state.checkpoint;
  const at = isPublic ? publication.shownAt : state.checkpointAt;
  const [origin = "", size = "", rootHash = ""] = note.split("\n");
  const { fingerprint } = publication;
  if (note === "")
    return (
      <section aria-labelledby="checkpoint">
        <Title order={2} id="checkpoint" mb={4}>
          {say("checkpoint")}
        </Title>
        <Text size="sm">{say("noCheckpoint")}</Text>
      </section>
    );
  return (
    <section aria-labelledby="checkpoint" className={classes.sheet}>
      <Title order={2} id="checkpoint" mb={4}>
        {say("checkpoint")}
        <span className={classes.onPaper}> {say("ofLedgerOf", { name: organisation.name })}</span>
      </Title>
      <Text c="dimmed" size="sm" mb="sm" className={classes.words}>
        {say("keepCopy")}
      </Text>
      {fingerprint !== undefined && (
        <>
          <p className={classes.label} id="fingerprint">
            {say("fingerprint")}
          </p>
          <p dir="ltr" className={classes.fingerprint} aria-labelledby="fingerprint" translate="no">
            {fingerprint.split(" ").map((group, place) => (
              // Eight groups, always in the same order.
              <span key={place}>{group} </span>
            ))}
          </p>
        </>
      )}
      <dl className={classes.facts}>
        <dt>{say("ledger")}</dt>
        <dd>
          <code translate="no">{origin}</code>
        </dd>
        <dt>{say("entries")}</dt>
        <dd>{count.format(Number(size))}</dd>
        <dt>{say("time")}</dt>
        <dd>
          <DateText value={at} shape="date-time" />
        </dd>
        <dt>{say("rootHash")}</dt>
        <dd>
          <code translate="no">{rootHash}</code>
        </dd>
        <dt>{say("verifierKey")}</dt>
        <dd>
          <code translate="no">{state.verifierKey}</code>{" "}
          <span className={classes.onScreen}>
            <CopyButton text={state.verifierKey} what={say("verifierKeyLower")} />
          </span>
        </dd>
      </dl>
      {fingerprint !== undefined && (
        <p className={classes.check}>
          {say.rich("checkLater", {
            compare: `wardbook ledger compare --entries ${size} --fingerprint "${fingerprint}"`,
            fromFile: "wardbook ledger compare FILE",
            verify: "wardbook verify COPY --key KEY --since FILE",
            c: asCommand,
          })}
        </p>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <Code
        block
        className={classes.note}
        translate="no"
        tabIndex={0}
        role="region"
        aria-label={say("signedCheckpoint")}
      >
        {note}
      </Code>
      <Group gap="xs" mt="xs" className={classes.onScreen}>
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconPrinter size={14} aria-hidden />}
          onClick={() => window.print()}
        >
          {say("print")}
        </Button>
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconDownload size={14} aria-hidden />}
          onClick={() => saveFile(`checkpoint-${size}.txt`, note, "text/plain")}
        >
          {say("saveAsFile")}
        </Button>
        <CopyButton text={note} what={say("checkpointLower")} />
      </Group>
    </section>
  );
}
