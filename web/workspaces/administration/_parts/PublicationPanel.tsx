import { Anchor, Text } from "@mantine/core";
import { IconAlertOctagon, IconClock } from "@tabler/icons-react";
import type { LedgerState } from "../../../../contract/index.ts";
import { DateText } from "../../../ui/DateText.tsx";
import classes from "./VerificationPanel.module.css";
import { figures, inEnglish } from "../../../language/index.ts";
import { say } from "./ledger/words/index.ts";

const count = figures();

/** What outsiders can check of the ledger, who has cosigned it, and whatever doesn't go with that. */
export function PublicationPanel({ publication }: { readonly publication: LedgerState["publication"] }) {
  const { path, size, shownAt, witnesses, isBehind, mirror, alarms } = publication;
  return (
    <div className={classes.panel}>
      {alarms.map(({ code, message, at }) => (
        <div key={`${code} ${message}`} className={classes.result} data-tone="danger" role="alert">
          <IconAlertOctagon size={20} aria-hidden />
          <div>
            <strong>{say("alarm")}</strong>{" "}
            <span {...inEnglish}>
              {message[0]?.toUpperCase()}
              {message.slice(1)}.
            </span>
            <Text size="sm">
              {code} · <DateText value={at} shape="date-time" />
            </Text>
            <Text size="sm">{say("keepRunning")}</Text>
          </div>
        </div>
      ))}
      {isBehind && (
        <div className={classes.result} data-tone="caution" role="status">
          <IconClock size={20} aria-hidden />
          <div>
            <strong>{say("behind")}</strong> {say("behindWhy")}
          </div>
        </div>
      )}
      {mirror?.isBehind === true && (
        <div className={classes.result} data-tone="caution" role="status">
          <IconClock size={20} aria-hidden />
          <div>
            <strong>{say("mirrorBehind")}</strong>{" "}
            {mirror.problem === undefined ? say("mirrorLacks") : say("mirrorLacksWhy", { problem: mirror.problem })}
          </div>
        </div>
      )}
      <Text size="sm">
        {shownAt === undefined
          ? say("nothingPublic")
          : say.rich("anybodyMay", {
              size: count.format(size),
              address: (
                <Anchor key="path" dir="ltr" href={`${path}/checkpoint`} inherit underline="always" translate="no">
                  {path}
                </Anchor>
              ),
              time: <DateText key="at" value={shownAt} shape="date-time" />,
            })}
      </Text>
      {mirror !== undefined && (
        <Text size="sm">
          {say.rich("copyKept", {
            name: (
              <span key="name" translate="no">
                {mirror.name}
              </span>
            ),
            what:
              mirror.keptAt === undefined
                ? say("nothingThere")
                : say.rich("entriesAt", {
                    size: count.format(mirror.size),
                    time: <DateText key="at" value={mirror.keptAt} shape="date-time" />,
                  }),
          })}
        </Text>
      )}
      {witnesses.length === 0 ? (
        <Text size="sm" c="dimmed">
          {say("noWitness")}
        </Text>
      ) : (
        <ul className={classes.witnesses}>
          {witnesses.map(({ name, cosignedAt, problem }) => (
            <li key={name}>
              {say.rich(
                cosignedAt !== undefined ? "cosigned" : problem === undefined ? "notCosigned" : "notCosignedWhy",
                {
                  name: (
                    <span key="name" translate="no">
                      {name}
                    </span>
                  ),
                  problem: problem ?? "",
                  time: cosignedAt !== undefined && <DateText key="at" value={cosignedAt} shape="date-time" />,
                },
              )}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
