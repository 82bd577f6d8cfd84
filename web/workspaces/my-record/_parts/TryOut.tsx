import { Button, Checkbox, MultiSelect, Radio, Select, Stack, Textarea, TextInput } from "@mantine/core";
import { IconEye } from "@tabler/icons-react";
import { useState } from "react";
import type { RightsLaw } from "../../../../contract/index.ts";
import { useSession } from "../../../app/session/use-session.ts";
import { announce } from "../../../ui/announce.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { useEnglishChoices } from "../../administration/_parts/roles/role-calls.ts";
import { LawChoice } from "../../rights/_parts/LawChoice.tsx";
import { useAsk } from "../../rights/_parts/rights-calls.ts";
import { ownWords, tryWords as words, wishes } from "./consent-page-words.ts";
import { Part } from "./Frame.tsx";
import { KeepOut } from "./KeepOut.tsx";
import classes from "./my-record.module.css";
import { type PartyGroup, partyKey, useParties, useSeenByParty } from "./party-calls.ts";
import { SeenTable } from "./SeenTable.tsx";
import { consentOf, lastDayOf, type NamedParty, noWish, ownConsentOf, type Wish, wishSentence } from "./wish.ts";
import { InReadersLanguage } from "../../../ui/InEnglish.tsx";

type Props = {
  readonly patientId: string;
  /** It is one's own record: whoever keeps somebody out of it needs nobody else. */
  readonly mayKeepOut: boolean;
};

/** A decision about who sees the record, tried out before it is saved, or anybody is asked for it. */
export function TryOut({ patientId, mayKeepOut }: Props) {
  const { organisation } = useSession();
  const parties = useParties(patientId);
  const choices = useEnglishChoices();
  const look = useSeenByParty(patientId);
  const [wish, setWish] = useState<Wish>(noWish);
  const [eyes, setEyes] = useState<NamedParty | undefined>(undefined);
  const consent = consentOf(wish);
  const isWrongDay = wish.until.trim() !== "" && lastDayOf(wish) === undefined;
  const own = mayKeepOut && !isWrongDay ? ownConsentOf(wish) : undefined;
  // What was seen is of another wish, or through other eyes.
  const change = (part: Partial<Wish>) => {
    look.reset();
    setWish((former) => ({ ...former, ...part }));
    const [first] = part.who ?? [];
    if (first !== undefined && eyes === undefined) setEyes(first);
  };
  const sensitivities = choices.data?.sensitivities ?? [];
  const canLook = eyes !== undefined && !isWrongDay && (wish.id === "look" || consent !== undefined);
  return (
    <Part title={words.title}>
      <p className={classes.about}>
        {words.about} {mayKeepOut && ownWords.staffOnly(organisation.name)}
      </p>
      <Stack gap="md">
        <Radio.Group
          label={words.what}
          size="md"
          value={wish.id}
          onChange={(value) =>
            change({ id: wishes.find(({ id }) => id === value)?.id ?? "look", who: [], except: [], until: "" })
          }
        >
          <Stack gap="sm" mt="xs">
            {wishes.map(({ id, label, means }) => (
              <Radio key={id} value={id} label={label} description={means} size="md" />
            ))}
          </Stack>
        </Radio.Group>
        {(wish.id === "keep-from" || wish.id === "allow") && (
          <PartiesField
            key={wish.id}
            label={wish.id === "allow" ? words.forWhom : words.from}
            groups={parties}
            value={wish.who}
            onChange={(who) => change({ who })}
          />
        )}
        {(wish.id === "keep-sensitive" || wish.id === "keep-from") && (
          <Checkbox.Group
            label={wish.id === "keep-from" ? ownWords.parts : words.parts}
            description={wish.id === "keep-from" ? ownWords.partsAbout : undefined}
            size="md"
            value={wish.labels.map(({ code }) => code)}
            onChange={(codes) => change({ labels: sensitivities.filter(({ code }) => codes.includes(code)) })}
          >
            <Stack gap="sm" mt="xs">
              {sensitivities.map(({ code, label, summary }) => (
                <Checkbox key={code} value={code} label={label} description={summary} size="md" />
              ))}
            </Stack>
          </Checkbox.Group>
        )}
        {wish.id === "keep-from" && (
          <TextInput
            size="md"
            label={ownWords.until}
            description={ownWords.untilAbout}
            autoComplete="off"
            value={wish.until}
            error={isWrongDay && ownWords.untilWrong}
            onChange={({ currentTarget }) => change({ until: currentTarget.value })}
          />
        )}
        {(wish.id === "keep-sensitive" || wish.id === "close") && (
          <PartiesField
            key={wish.id}
            label={words.except}
            about={words.exceptAbout}
            groups={parties.filter(({ group }) => group !== words.roles)}
            value={wish.except}
            onChange={(except) => change({ except })}
          />
        )}
        <Select
          size="md"
          label={words.as}
          description={words.asAbout}
          searchable
          placeholder={words.type}
          nothingFoundMessage={words.nobody}
          data={optionsOf(parties)}
          value={eyes === undefined ? null : partyKey(eyes)}
          onChange={(key) => {
            look.reset();
            setEyes(parties.flatMap((group) => group.parties).find((one) => partyKey(one) === key));
          }}
        />
        <div>
          <Button
            size="md"
            variant="default"
            leftSection={<IconEye size={18} aria-hidden />}
            loading={look.isPending}
            disabled={!canLook}
            onClick={() => {
              if (eyes !== undefined) look.mutate({ party: eyes.party, ...(consent === undefined ? {} : { consent }) });
            }}
          >
            {words.look}
          </Button>
        </div>
        {look.error !== null && <ErrorNotice error={look.error} />}
        {look.data !== undefined && eyes !== undefined && (
          <SeenTable
            name={eyes.party.kind === "role" ? words.somebodyAs(eyes.name) : eyes.name}
            seen={look.data}
            planned={consent !== undefined}
          />
        )}
        {own !== undefined && (
          <KeepOut
            patientId={patientId}
            wish={wish}
            consent={own}
            looked={look.data !== undefined}
            saved={() => change(noWish)}
          />
        )}
        {consent !== undefined && own === undefined && <AskForIt key={JSON.stringify(consent)} wish={wish} />}
      </Stack>
    </Part>
  );
}

type PartiesProps = {
  readonly label: string;
  readonly about?: string;
  readonly groups: readonly PartyGroup[];
  readonly value: readonly NamedParty[];
  readonly onChange: (parties: readonly NamedParty[]) => void;
};

function PartiesField({ label, about, groups, value, onChange }: PartiesProps) {
  const all = groups.flatMap(({ parties }) => parties);
  return (
    <MultiSelect
      size="md"
      label={label}
      description={about}
      searchable
      clearable
      hidePickedOptions
      placeholder={value.length === 0 ? words.type : undefined}
      nothingFoundMessage={words.nobody}
      data={optionsOf(groups)}
      value={value.map(partyKey)}
      onChange={(keys) => onChange(all.filter((one) => keys.includes(partyKey(one))))}
    />
  );
}

function optionsOf(groups: readonly PartyGroup[]) {
  return groups.map(({ group, parties }) => ({
    group,
    items: parties.map((one) => ({ value: partyKey(one), label: one.name })),
  }));
}

/** Sends the wish to those who answer for the record. The law has no request for letting somebody in: that is told in person. */
function AskForIt({ wish }: { readonly wish: Wish }) {
  const { organisation } = useSession();
  const ask = useAsk();
  const [law, setLaw] = useState<RightsLaw>("gdpr");
  const [extra, setExtra] = useState("");
  if (wish.id === "allow") return <p className={classes.heed}>{words.tell(organisation.name)}</p>;
  const send = () =>
    ask.mutate(
      {
        // What the GDPR calls an objection to a use, HIPAA calls a restriction of it.
        kind: law === "hipaa" ? "restriction" : "objection",
        law,
        asked: [wishSentence(wish), extra.trim()].join("\n").trim(),
      },
      {
        onSuccess: () => {
          announce(words.asked);
          setExtra("");
        },
      },
    );
  return (
    <Stack gap="sm">
      <p className={classes.heed}>{words.askAbout(organisation.name)}</p>
      <Textarea
        size="md"
        label={words.extra}
        minRows={2}
        maxLength={2000}
        value={extra}
        onChange={(event) => setExtra(event.currentTarget.value)}
      />
      <InReadersLanguage>
        <LawChoice law={law} onChange={setLaw} />
      </InReadersLanguage>
      {ask.error !== null && <ErrorNotice error={ask.error} />}
      {ask.isSuccess && <p role="status">{words.asked}</p>}
      <div>
        <Button size="md" loading={ask.isPending} onClick={send}>
          {words.ask}
        </Button>
      </div>
    </Stack>
  );
}
