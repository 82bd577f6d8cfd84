import { Button, Code, Group, Text, Title } from "@mantine/core";
import { IconDownload, IconPrinter } from "@tabler/icons-react";
import type { LedgerState } from "../../../../contract/index.ts";
import { useSession } from "../../../app/session/use-session.ts";
import { CopyButton } from "../../../ui/CopyButton.tsx";
import { DateText } from "../../../ui/DateText.tsx";
import { saveFile } from "../../../ui/save-file.ts";
import classes from "./CheckpointSheet.module.css";

const count = new Intl.NumberFormat("en-GB");

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
          Checkpoint
        </Title>
        <Text size="sm">There is none yet: the first entry makes the first one.</Text>
      </section>
    );
  return (
    <section aria-labelledby="checkpoint" className={classes.sheet}>
      <Title order={2} id="checkpoint" mb={4}>
        Checkpoint<span className={classes.onPaper}> of the ledger of {organisation.name}</span>
      </Title>
      <Text c="dimmed" size="sm" mb="sm" className={classes.words}>
        Keep a copy where nobody who runs this house can reach it: with it, anyone can prove later that nothing before
        it was changed or removed.
      </Text>
      {fingerprint !== undefined && (
        <>
          <p className={classes.label} id="fingerprint">
            Fingerprint, to read out and compare
          </p>
          <p className={classes.fingerprint} aria-labelledby="fingerprint" translate="no">
            {fingerprint.split(" ").map((group, place) => (
              // Eight groups, always in the same order.
              <span key={place}>{group} </span>
            ))}
          </p>
        </>
      )}
      <dl className={classes.facts}>
        <dt>Ledger</dt>
        <dd>
          <code translate="no">{origin}</code>
        </dd>
        <dt>Entries</dt>
        <dd>{count.format(Number(size))}</dd>
        <dt>Time</dt>
        <dd>
          <DateText value={at} shape="date-time" />
        </dd>
        <dt>Root hash</dt>
        <dd>
          <code translate="no">{rootHash}</code>
        </dd>
        <dt>Verifier key</dt>
        <dd>
          <code translate="no">{state.verifierKey}</code>{" "}
          <span className={classes.onScreen}>
            <CopyButton text={state.verifierKey} what="verifier key" />
          </span>
        </dd>
      </dl>
      {fingerprint !== undefined && (
        <p className={classes.check}>
          To check it later: in this house{" "}
          <code translate="no">
            wardbook ledger compare --entries {size} --fingerprint &quot;{fingerprint}&quot;
          </code>{" "}
          says whether the ledger goes on from here. From a saved file{" "}
          <code translate="no">wardbook ledger compare FILE</code> does it too, and on a copy of the ledger{" "}
          <code translate="no">wardbook verify COPY --key KEY --since FILE</code>, without trusting this house.
        </p>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <Code block className={classes.note} translate="no" tabIndex={0} role="region" aria-label="Signed checkpoint">
        {note}
      </Code>
      <Group gap="xs" mt="xs" className={classes.onScreen}>
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconPrinter size={14} aria-hidden />}
          onClick={() => window.print()}
        >
          Print
        </Button>
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconDownload size={14} aria-hidden />}
          onClick={() => saveFile(`checkpoint-${size}.txt`, note, "text/plain")}
        >
          Save as a file
        </Button>
        <CopyButton text={note} what="checkpoint" />
      </Group>
    </section>
  );
}
