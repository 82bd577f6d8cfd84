import type { Rule } from "../rule.ts";

const france = {
  name: "Code de la santé publique",
  section: "art. R. 1112-7",
  url: "https://123dok.net/article/dur%C3%A9e-droit-communication-guide-communiquer-dossier-m%C3%A9dical-dajdp.zgw0k8xn",
};
const austria = (section: string) => ({
  name: "Ärztegesetz 1998; Krankenanstaltenrecht der Länder",
  section,
  url: "https://aekktn.at/rechtliches/arztundrecht/aufklaerungspflicht/dokumentation",
});
const poland = {
  name: "Ustawa z dnia 6 listopada 2008 r. o prawach pacjenta i Rzeczniku Praw Pacjenta",
  section: "art. 29 ust. 1",
  url: "https://www.jsplegal.pl/przechowywanie-niszczenie-i-archiwizacja-danych-medycznych/",
};
const whole = { category: "every", atEnd: "appraise" } as const;

/** The GDPR sets no periods (Art. 5(1)(e) asks that they be no longer than needed): its members do. */
export const europeanRules: readonly Rule[] = [
  {
    ...whole,
    id: "at/practice",
    jurisdiction: "AT",
    trigger: "record-date",
    years: 10,
    source: austria("§ 51 Abs. 3 ÄrzteG"),
  },
  {
    ...whole,
    id: "at/hospital",
    jurisdiction: "AT",
    services: ["hospital"],
    trigger: "last-contact",
    years: 30,
    source: austria("Krankengeschichten, mindestens 30 Jahre"),
  },
  {
    ...whole,
    id: "be/patient",
    jurisdiction: "BE",
    trigger: "last-contact",
    years: 30,
    source: {
      name: "Wet van 22 april 2019 inzake de kwaliteitsvolle praktijkvoering in de gezondheidszorg",
      section: "art. 35",
      url: "https://ordomedic.be/nl/faq/bewaring-van-pati%C3%ABntendossiers",
    },
    note: "At least 30 years, at most 50.",
  },
  {
    ...whole,
    id: "de/patient",
    jurisdiction: "DE",
    trigger: "last-contact",
    years: 10,
    source: {
      name: "Bürgerliches Gesetzbuch",
      section: "§ 630f Abs. 3",
      url: "https://www.gesetze-im-internet.de/bgb/__630f.html",
    },
    note: "Unless another law says otherwise, as the hospital laws of some Länder do: add those as your own.",
  },
  {
    ...whole,
    id: "es/patient",
    jurisdiction: "ES",
    trigger: "last-contact",
    years: 5,
    source: {
      name: "Ley 41/2002, de 14 de noviembre, básica reguladora de la autonomía del paciente",
      section: "art. 17.1",
      url: "https://www.boe.es/buscar/act.php?id=BOE-A-2002-22188",
    },
    note: "At least; several autonomous communities ask for more: add those as your own.",
  },
  {
    ...whole,
    id: "fr/establishment",
    jurisdiction: "FR",
    services: ["hospital", "clinic"],
    trigger: "last-contact",
    years: 20,
    source: france,
  },
  {
    ...whole,
    id: "fr/establishment-young",
    jurisdiction: "FR",
    services: ["hospital", "clinic"],
    trigger: "birth",
    years: 28,
    source: france,
    note: "A period that ends before the 28th birthday is extended to it.",
  },
  {
    ...whole,
    id: "fr/establishment-after-death",
    jurisdiction: "FR",
    services: ["hospital", "clinic"],
    trigger: "death",
    years: 10,
    source: france,
    note: "The law lets ten years from a death replace the twenty; the later of the two is taken.",
  },
  {
    ...whole,
    id: "nl/patient",
    jurisdiction: "NL",
    trigger: "last-entry",
    years: 20,
    source: {
      name: "Burgerlijk Wetboek, Boek 7",
      section: "art. 7:454 lid 3",
      url: "https://www.dirkzwager.nl/kennis/artikelen/wijzigingen-van-de-wgbo-per-1-januari-2020-2-verlenging-bewaartermijn-en-aanpassing-aanvangsdatum/",
    },
  },
  {
    ...whole,
    id: "pl/patient",
    jurisdiction: "PL",
    trigger: "last-entry",
    years: 20,
    fromYearEnd: true,
    source: poland,
  },
  {
    ...whole,
    id: "pl/small-child",
    jurisdiction: "PL",
    age: { below: 2 },
    trigger: "last-entry",
    years: 22,
    fromYearEnd: true,
    source: { ...poland, url: "https://edokumentacjamedyczna.com/przechowywanie-dokumentacji-medycznej/" },
    note: "Of children up to the age of two.",
  },
  {
    ...whole,
    id: "se/patient",
    jurisdiction: "SE",
    trigger: "last-entry",
    years: 10,
    source: {
      name: "Patientdatalag (2008:355)",
      section: "3 kap. 17 §",
      url: "https://www.lagboken.se/Lagboken/start/halso--och-sjukvardsratt-och-halsoskydd/patientdatalag-2008355/d_1455213-sfs-2012_954-lag-om-andring-i-patientdatalagen-2008_355",
    },
    note: "Of private providers. Public ones archive: theirs isn't covered.",
  },
];
