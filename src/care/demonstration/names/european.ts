import type { NameStock } from "./name-stock.ts";

export const polish: NameStock = {
  community: "Polish",
  language: ["pl", "Polish"],
  women: ["Agnieszka", "Małgorzata", "Katarzyna", "Zofia", "Ewelina", "Joanna", "Bożena", "Halina", "Danuta"],
  men: ["Łukasz", "Paweł", "Krzysztof", "Tomasz", "Wojciech", "Marek", "Zbigniew", "Mieczysław", "Stanisław"],
  families: [
    ["Kowalska", "Kowalski"],
    ["Wiśniewska", "Wiśniewski"],
    ["Zielińska", "Zieliński"],
    ["Szymańska", "Szymański"],
    ["Dąbrowska", "Dąbrowski"],
    "Wójcik",
    "Mazur",
    "Gołąb",
    "Pająk",
  ],
};

export const ukrainian: NameStock = {
  community: "Ukrainian",
  language: ["uk", "Ukrainian"],
  women: ["Oksana", "Olena", "Iryna", "Nataliia", "Halyna", "Liudmyla"],
  men: ["Andrii", "Bohdan", "Mykola", "Oleksandr", "Taras", "Yurii"],
  families: ["Bondarenko", "Kovalchuk", "Melnyk", "Savchenko", "Tkachenko", "Hrytsenko"],
};

export const spanish: NameStock = {
  community: "Spanish",
  language: ["es", "Spanish"],
  women: ["Begoña", "Concepción", "Inés", "Lucía", "Rocío", "Pilar", "Nuria"],
  men: ["Álvaro", "Íñigo", "Joaquín", "José Luis", "Andrés", "Ramón", "Sebastián"],
  families: ["Muñoz Ibáñez", "García Peña", "Echeverría Ruiz", "Núñez Cabrera", "Ordóñez Vidal", "Cañizares Soto"],
};

export const greek: NameStock = {
  community: "Greek",
  language: ["el", "Greek"],
  women: ["Anastasía", "Despina", "Eléni", "Katerina", "Vasiliki", "Stavroula"],
  men: ["Dimitrios", "Giorgos", "Ioannis", "Kostas", "Panagiotis", "Theodoros"],
  families: [
    ["Papadopoulou", "Papadopoulos"],
    ["Georgiou", "Georgiou"],
    ["Karagianni", "Karagiannis"],
    ["Nikolaidou", "Nikolaidis"],
    ["Vlachou", "Vlachos"],
  ],
};

export const turkish: NameStock = {
  community: "Turkish",
  language: ["tr", "Turkish"],
  women: ["Ayşe", "Elif", "Gülsüm", "Özlem", "Şebnem"],
  men: ["Çağlar", "Emre", "İsmail", "Mehmet", "Uğur"],
  families: ["Aydın", "Çelik", "Öztürk", "Şahin", "Yıldız"],
};
