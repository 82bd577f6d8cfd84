/** Names that people of one language community bear. `families` holds a pair where women and men bear different forms. */
export interface NameStock {
  readonly community: string;
  /** BCP 47 tag and English name of a language spoken at home, where it isn't English. */
  readonly language?: readonly [tag: string, name: string];
  readonly women: readonly string[];
  readonly men: readonly string[];
  /** Names fashionable before about 1955, where fashions changed. */
  readonly olderWomen?: readonly string[];
  readonly olderMen?: readonly string[];
  readonly families: readonly (string | readonly [woman: string, man: string])[];
}
