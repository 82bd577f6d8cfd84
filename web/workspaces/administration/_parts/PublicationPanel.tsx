import { Anchor, Text } from "@mantine/core";
import { IconAlertOctagon, IconClock } from "@tabler/icons-react";
import type { LedgerState } from "../../../../contract/index.ts";
import { DateText } from "../../../ui/DateText.tsx";
import classes from "./VerificationPanel.module.css";

const count = new Intl.NumberFormat("en-GB");

/** What outsiders can check of the ledger, who has cosigned it, and whatever doesn't go with that. */
export function PublicationPanel({ publication }: { readonly publication: LedgerState["publication"] }) {
  const { path, size, shownAt, witnesses, isBehind, mirror, alarms } = publication;
  return (
    <div className={classes.panel}>
      {alarms.map(({ code, message, at }) => (
        <div key={`${code} ${message}`} className={classes.result} data-tone="danger" role="alert">
          <IconAlertOctagon size={20} aria-hidden />
          <div>
            <strong>Alarm.</strong> {message[0]?.toUpperCase()}
            {message.slice(1)}.
            <Text size="sm">
              {code} · <DateText value={at} shape="date-time" />
            </Text>
            <Text size="sm">
              Keep this installation running, keep its backups, and call whoever is responsible for security.
            </Text>
          </div>
        </div>
      ))}
      {isBehind && (
        <div className={classes.result} data-tone="caution" role="status">
          <IconClock size={20} aria-hidden />
          <div>
            <strong>Behind.</strong> The newest entries are not public yet: too few witnesses answer, or publishing
            fails.
          </div>
        </div>
      )}
      {mirror?.isBehind === true && (
        <div className={classes.result} data-tone="caution" role="status">
          <IconClock size={20} aria-hidden />
          <div>
            <strong>The mirror is behind.</strong> It lacks entries that have been public for ten minutes
            {mirror.problem === undefined ? "." : `: ${mirror.problem}.`}
          </div>
        </div>
      )}
      <Text size="sm">
        {shownAt === undefined ? (
          "Nothing is public yet."
        ) : (
          <>
            Anybody may read hashes and signatures of {count.format(size)} entries, and of no entry itself, at{" "}
            <Anchor href={`${path}/checkpoint`} inherit underline="always" translate="no">
              {path}
            </Anchor>{" "}
            since <DateText value={shownAt} shape="date-time" />.
          </>
        )}
      </Text>
      {mirror !== undefined && (
        <Text size="sm">
          A copy that nobody can take back is kept at <span translate="no">{mirror.name}</span>:{" "}
          {mirror.keptAt === undefined ? (
            "nothing lies there yet."
          ) : (
            <>
              {count.format(mirror.size)} entries, <DateText value={mirror.keptAt} shape="date-time" />.
            </>
          )}
        </Text>
      )}
      {witnesses.length === 0 ? (
        <Text size="sm" c="dimmed">
          No witness is asked. Whoever holds this whole installation could put it back to an earlier day, and nothing
          here would tell.
        </Text>
      ) : (
        <ul className={classes.witnesses}>
          {witnesses.map(({ name, cosignedAt, problem }) => (
            <li key={name}>
              <span translate="no">{name}</span>{" "}
              {cosignedAt === undefined ? (
                `has not cosigned this${problem === undefined ? "" : `: ${problem}`}`
              ) : (
                <>
                  cosigned this <DateText value={cosignedAt} shape="date-time" />
                </>
              )}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
