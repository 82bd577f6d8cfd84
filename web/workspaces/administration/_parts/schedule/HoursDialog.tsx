import { Checkbox, Modal, Select, Stack, Text } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { z } from "zod";
import { type ClinicArrangement, type WorkAt, uuid } from "../../../../../contract/index.ts";
import { isRefusal } from "../../../../app/api.ts";
import { announce } from "../../../../ui/announce.ts";
import { ErrorNotice } from "../../../../ui/ErrorNotice.tsx";
import { useFocusBack } from "../../../../ui/use-focus-back.ts";
import { hoursOf, isFaulty, openingText, typedHours, weekdays } from "../branches/opening.ts";
import { ChangedMeanwhile } from "../ChangedMeanwhile.tsx";
import { DialogFoot } from "../DialogFoot.tsx";
import { useTyped } from "../use-typed.ts";
import { isEmptyWeek } from "./breaks.ts";
import { HoursFields } from "./HoursFields.tsx";
import { OutsideNotice } from "./OutsideNotice.tsx";
import { type Therapist, useKeepHours } from "./schedule-calls.ts";
import { isClear, useOutsideFirst } from "./use-outside-first.ts";
import { say } from "../../words/index.ts";

/** Whose hours, and where; of somebody who works nowhere yet, or at another branch, neither. */
export type OpenedHours = { readonly therapist?: Therapist; readonly at?: WorkAt };

const day = z.string();
const typedWork = z.object({
  therapistId: z.string(),
  branchId: z.string(),
  week: z.object({ mon: day, tue: day, wed: day, thu: day, fri: day, sat: day, sun: day }),
  kindIds: z.array(z.string()),
  active: z.boolean(),
  expected: z.object({ roleId: uuid, version: z.number() }).nullable(),
});

type Props = {
  readonly opened: OpenedHours;
  readonly arrangement: ClinicArrangement;
  readonly refetch: () => void;
  readonly close: () => void;
};

const expectedOf = (at: WorkAt | undefined) => (at === undefined ? null : { roleId: at.roleId, version: at.version });

/** When a therapist works at a branch, and what they do there. */
export function HoursDialog({ opened: { therapist, at }, arrangement, refetch, close }: Props) {
  useFocusBack();
  const [tried, setTried] = useState(false);
  const keep = useKeepHours();
  const { branches, therapists, others, kinds } = arrangement;
  const { value, change, done, where } = useTyped(
    `hours:${therapist?.id ?? "new"}:${at?.roleId ?? "new"}:${at?.branchId ?? ""}`,
    typedWork,
    () => ({
      therapistId: therapist?.id ?? "",
      branchId: at?.branchId ?? (at === undefined && branches.length === 1 ? (branches[0]?.id ?? "") : ""),
      week: typedHours(at?.hours ?? []),
      kindIds: at?.kindIds ?? [],
      active: true,
      expected: expectedOf(at),
    }),
  );
  const { therapistId, branchId, week, kindIds, active, expected } = value;
  const isNew = at === undefined;
  const outsideFirst = useOutsideFirst(therapistId === "" ? undefined : `therapists/${therapistId}/hours`);
  const place = { branchId: branchId === "" ? null : branchId };
  const now = therapists
    .find(({ id }) => id === therapistId)
    ?.at.find((one) =>
      at === undefined ? one.branchId === branchId : one.roleId === at.roleId && one.branchId === at.branchId,
    );
  const isOverdue = isRefusal(keep.error, "scheduling/changed-meanwhile");
  const wish = {
    ...place,
    hours: hoursOf(week),
    kindIds,
    active,
    // Once both were shown, what stands there now is what this is put in place of.
    expected: isOverdue ? expectedOf(now) : expected,
  };
  const faults = {
    therapist: therapistId === "" ? say("whoseHours") : undefined,
    branch: isNew && branchId === "" ? say("atWhichBranch") : undefined,
    week: weekdays.some(({ day: one }) => isFaulty(week[one])),
  };
  const found = outsideFirst.found(wish);
  const who = [...therapists, ...others].find(({ id }) => id === therapistId)?.name ?? "";
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    const isSound = faults.therapist === undefined && faults.branch === undefined && !faults.week;
    if (!isSound || keep.isPending || outsideFirst.isPending) return;
    outsideFirst.first(wish, () =>
      keep.mutate(
        { therapistId, ...wish },
        {
          onSuccess: () => {
            announce(say("whoKept", { who }));
            done(close);
          },
          onError: refetch,
        },
      ),
    );
  };
  const branchName = branches.find(({ id }) => id === at?.branchId)?.name ?? say("everyBranch");
  const title = isNew ? say("hoursAtBranch") : `${therapist?.name ?? ""}, ${branchName}`;
  return (
    <Modal opened onClose={close} title={<b>{title}</b>} size="lg" closeButtonProps={{ "aria-label": say("close") }}>
      <form onSubmit={submit} noValidate>
        <Stack gap="sm">
          {isNew && (
            <>
              <Select
                label={say("therapist")}
                searchable
                data-autofocus
                data={[
                  {
                    group: say("workSomewhere"),
                    items: therapists.map(({ id, name }) => ({ value: id, label: name })),
                  },
                  { group: say("workNowhere"), items: others.map(({ id, name }) => ({ value: id, label: name })) },
                ].filter(({ items }) => items.length > 0)}
                value={therapistId === "" ? null : therapistId}
                error={tried ? faults.therapist : undefined}
                onChange={(next) => change({ therapistId: next ?? "" })}
              />
              <Select
                label={say("branch")}
                data={branches.map(({ id, name }) => ({ value: id, label: name }))}
                value={branchId === "" ? null : branchId}
                error={tried ? faults.branch : undefined}
                onChange={(next) => change({ branchId: next ?? "" })}
              />
              {now !== undefined && <Text size="sm">{say("hasHoursThere", { hours: openingText(now.hours) })}</Text>}
            </>
          )}
          {at?.isShared === true && <Text size="sm">{say("holdForSeveral")}</Text>}
          {active && (
            <>
              <HoursFields hours={week} change={(next) => change({ week: next })} />
              {isEmptyWeek(week) && (
                <Text size="sm" c="dimmed">
                  {say("noHoursMeans")}
                </Text>
              )}
              {kinds.some((kind) => kind.active) && (
                <Checkbox.Group
                  label={say("whatTheyDo")}
                  description={say("noneTickedKind")}
                  value={kindIds}
                  onChange={(next) => change({ kindIds: next })}
                >
                  <Stack gap={6} mt={6}>
                    {kinds
                      .filter((kind) => kind.active || kindIds.includes(kind.id))
                      .map(({ id, name }) => (
                        <Checkbox key={id} value={id} label={name} />
                      ))}
                  </Stack>
                </Checkbox.Group>
              )}
            </>
          )}
          {!isNew && (
            <Checkbox
              label={say("workNoMore")}
              checked={!active}
              onChange={({ currentTarget }) => change({ active: !currentTarget.checked })}
            />
          )}
          {outsideFirst.error !== null && <ErrorNotice error={outsideFirst.error} />}
          <OutsideNotice outside={found} arrangement={arrangement} what={say("outsideHours")} />
          <DialogFoot
            save={{ error: keep.error, isPending: keep.isPending || outsideFirst.isPending }}
            where={where}
            cancel={() => done(close)}
            label={found === undefined || isClear(found) ? say("keep") : say("keepAllTheSame")}
          >
            {isOverdue ? (
              <ChangedMeanwhile
                now={
                  now === undefined
                    ? say("dontWorkThere")
                    : `${openingText(now.hours)}${
                        now.kindIds.length === 0
                          ? ""
                          : `; ${kinds
                              .filter(({ id }) => now.kindIds.includes(id))
                              .map(({ name }) => name)
                              .join(", ")}`
                      }`
                }
                takeTheirs={() => done(close)}
              />
            ) : undefined}
          </DialogFoot>
        </Stack>
      </form>
    </Modal>
  );
}
