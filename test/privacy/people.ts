import { type Random, oneOf } from "../support/random.ts";

/** Somebody whom a note is about or speaks of. */
export interface Person {
  readonly given: string;
  readonly family: string;
  readonly isWoman: boolean;
}

type Culture = { readonly women: string; readonly men: string; readonly families: string };

/** Names as people bear them. Those that are also words, months, places or diseases are here on purpose. */
const cultures: readonly Culture[] = [
  {
    women:
      "Mary Patricia Susan Karen Rose May Hope Joy Grace Ivy Faith Dawn Violet Jean Autumn Brooke Savannah Tamika Shaniqua Kaylee Charlotte Georgia Paris",
    men: "James Robert Will Mark Bill Rob Frank Drew Grant Hunter Chase Mason Austin Jordan DeShawn Tyrone Bubba Brayden Clint Wyatt Thaddeus Art Gene",
    families:
      "Smith Johnson Young Long Short White Black Brown King Bishop Parkinson Wilson Bell Graves Turner Hodgkin Stone Price Day Rivers Love Washington Jefferson Pfannerstill Abernathy Featherstonehaugh Kuhlman O'Connell McAllister St.John Day-Lewis",
  },
  {
    women: "María Guadalupe Concepción Ana-Lucía Xiomara Itzel Soledad Consuelo Ximena",
    men: "José Jesús Ángel Ignacio Cuauhtémoc Luis-Miguel Santiago Ramón Eulogio",
    families: "García Hernández Muñoz Ibáñez Quiñones Cárdenas Peña Villanueva de-la-Cruz Zúñiga Etxeberria",
  },
  {
    women: "Oluwaseun Chimamanda Adaeze Nneka Yetunde Abena Makena Thandiwe",
    men: "Chukwuemeka Babatunde Kwabena Oluwadamilare Sipho Tafadzwa Ekow",
    families: "Okonjo Adichie Nwachukwu Mensah Adeyemi Ndlovu Achebe Owusu-Ansah",
  },
  {
    women: "Priyanka Lakshmi Ananya Meenakshi Sukhpreet Harleen Zubaida",
    men: "Venkatesh Raghunathan Harpreet Siddharth Balasubramaniam Imran Zulfiqar",
    families: "Iyer Krishnamurthy Chaudhary Bhattacharya Gill Srinivasan Mukherjee Qureshi",
  },
  {
    women: "Xiuying Meiling Sakura Yoon-hee Thuy Linh Sunisa",
    men: "Wei-Ming Jianguo Kazuhiro Min-jun Quoc Duc Somchai",
    families: "Huang Zhao Xu Ouyang Nakagawa Yoshimoto Bae Choi Huynh Truong Suksawat",
  },
  {
    women: "Siobhán Aoife Gwenllian Morwenna Philippa Araminta",
    men: "Ruairí Padraig Llewelyn Hamish Crispin Barnaby",
    families: "Ní-Dhonnchadha O'Shaughnessy Llewellyn MacGregor Cholmondeley Fitzgerald Penhaligon",
  },
  {
    women: "Khadijah Nour Rawan Shirin Parisa Ayşe",
    men: "Abdulrahman Yousef Mahdi Farhad Omid Mehmet",
    families: "al-Rashid Haddad Khoury Tehrani Ahmadi Yıldırım El-Sayed",
  },
  {
    women: "Agnieszka Małgorzata Ludmila Oksana Zdenka Jadwiga",
    men: "Zbigniew Mirosław Vasyl Bohdan Dragan Imre",
    families: "Wiśniewska Brzezinski Shevchenko Dvořák Szabó Petrović Kowalczyk",
  },
  {
    women: "Brünhilde Anneliese Ghislaine Mathilde Saskia Solveig",
    men: "Jürgen Dietmar Thibault Aurélien Joost Håkon",
    families: "Müller-Lüdenscheidt Schröder Lefèvre Beauchêne Vandenberghe Øverland von-Stauffen",
  },
];

const unlettered = ["王秀英", "李建国", "김서연", "田中太郎"];

export function aPerson(random: Random): Person {
  const culture = random() < 0.35 ? cultures[0] : oneOf(random, cultures);
  const isWoman = random() < 0.55;
  const given = oneOf(random, ((isWoman ? culture?.women : culture?.men) ?? "Mary").split(" "));
  const family = oneOf(random, (culture?.families ?? "Smith").split(" "));
  return {
    given,
    family: family.replace(
      /^(de|von)-(?:(la)-)?/,
      (_, a: string, b?: string) => `${a} ${b === undefined ? "" : `${b} `}`,
    ),
    isWoman,
  };
}

/** A name in the script that it was given in, for somebody now and then. */
export function nativeName(random: Random): string | undefined {
  return random() < 0.06 ? oneOf(random, unlettered) : undefined;
}
