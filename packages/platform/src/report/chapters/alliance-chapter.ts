import { paragraph } from "../blocks.ts";
import type { Making } from "../making.ts";
import { factFigure } from "../words/figures.ts";
import { enumerate, fullStop, plural } from "../words/grammar.ts";
import { sentences, words } from "../words/words.ts";
import type { Draft } from "./level-chapters.ts";

/** Who takes part beside government: how many, and those that are known by name. */
export function allianceChapter(making: Making): Draft {
  const { programme, language } = making;
  const title = language === "nl" ? "Alliantie" : "Alliance";
  const { alliance } = programme;
  if (alliance === null) return { id: "alliance", title, blocks: [] };
  const { partnersTotal, named } = alliance;
  const total = factFigure(making, partnersTotal, "alliance");
  const count = factFigure(making, named.length, "alliance-named");
  const names = fullStop(enumerate([...named].sort(new Intl.Collator(language).compare), language));
  const many =
    language === "nl"
      ? words`Bij de alliantie rond het programma ${plural(partnersTotal, "hoort", "horen")} ${total} ${plural(partnersTotal, "partner", "partners")}: bedrijven, clubs en andere organisaties.`
      : words`The alliance around the programme has ${total} ${plural(partnersTotal, "partner", "partners")}: companies, clubs and other organisations.`;
  const known =
    named.length === 0
      ? null
      : language === "nl"
        ? words`Met naam bekend ${plural(named.length, "is er", "zijn er")} ${count}: ${names}`
        : words`Known by name ${plural(named.length, "is", "are")} ${count}: ${names}`;
  return { id: "alliance", title, blocks: [...paragraph(sentences(many, known))] };
}
