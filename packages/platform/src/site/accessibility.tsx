import { formatDate } from "#kernel";
import type { Page } from "./page.ts";
import { H1, H2, Link, P } from "./parts.tsx";

/** ISO date of the last time that a person and the tests below went through the pages. */
const checkedOn = "2026-11-25";

/** What is held against every page, in the words of who reads it. */
const checks = [
  [
    "Een programma (axe) zoekt op elke bladzijde naar fouten, in licht en in donker, op een telefoon en op een groot scherm.",
    "A program (axe) looks for faults on every page, in light and in dark, on a phone and on a large screen.",
  ],
  [
    "Alles werkt met alleen het toetsenbord. U ziet altijd waar u bent. U kunt het menu overslaan en u komt nergens vast te zitten.",
    "Everything works by keyboard alone. You can always see where you are. You can skip the menu, and you never get stuck.",
  ],
  [
    "Op een scherm van 320 punten breed, of met alles vier keer zo groot, hoeft u de bladzijde niet opzij te schuiven. Een brede tabel schuift wel, maar alleen zelf.",
    "On a screen 320 points wide, or with everything four times as large, the page does not scroll sideways. A wide table does, by itself.",
  ],
  [
    "De kleuren hebben genoeg contrast. Vraagt u uw apparaat om meer contrast, minder beweging of eigen kleuren, dan doet de site dat.",
    "Colours have enough contrast. If you ask your device for more contrast, less motion or your own colours, the site follows.",
  ],
  [
    "Elk plaatje van cijfers heeft een titel en een beschrijving. De cijfers staan ook in een tabel.",
    "Every picture of figures has a title and a description. The figures are in a table too.",
  ],
  [
    "De bladzijden zijn geldige HTML en alle links op de site werken.",
    "The pages are valid HTML, and all links within the site work.",
  ],
  [
    "Alles wat u moet weten staat er ook zonder JavaScript, en op papier.",
    "All you need to know is there without JavaScript too, and on paper.",
  ],
] as const;

/** What does not work well for everyone yet. */
const limits = [
  [
    "Er hebben nog geen mensen met een beperking meegekeken. Wij hebben ook nog niet met elke schermlezer getest.",
    "No people with a disability have tried the site yet, and not every screen reader has been tried.",
  ],
  [
    "In een tabel met veel kolommen moet u op een telefoon opzij schuiven. De naam van de rij blijft staan.",
    "A table with many columns scrolls sideways on a phone. The name of the row stays in sight.",
  ],
  [
    "Documenten die een ander heeft gemaakt, zoals stukken van de Tweede Kamer, laten wij zien zoals ze zijn. Die zijn niet altijd toegankelijk.",
    "Documents made by others, such as those of parliament, are shown as they are. Not all of them are accessible.",
  ],
  [
    "Sommige uitleg komt van de bron en is moeilijker geschreven dan wij zelf zouden doen.",
    "Some explanations come from the source and are harder to read than ours.",
  ],
] as const;

/** What was checked for accessibility and how, what is not good yet, whom to tell, and when. */
export async function accessibilityPage(page: Page) {
  const { data, language, say, to } = page;
  const list = (lines: readonly (readonly [string, string])[]) => (
    <ul class="utrecht-unordered-list utrecht-unordered-list--html-content kw-prose">
      {lines.map(([nl, en]) => (
        <li class="utrecht-unordered-list__item">{say(nl, en)}</li>
      ))}
    </ul>
  );
  return (
    <>
      <H1>{say("Toegankelijkheid", "Accessibility")}</H1>
      <P lead>
        {say(
          `Iedereen moet de site van ${data.programme.name.nl} kunnen gebruiken. Hier staat wat wij daarvoor doen en wat nog niet lukt.`,
          `Everyone should be able to use the site of “${data.programme.name.en}”. This is what is done for that, and what is not good yet.`,
        )}
      </P>
      <P>
        {say(
          "Wij houden ons aan de regels van WCAG 2.2, niveau A en AA (in Europa: EN 301 549). Een onafhankelijk bureau heeft dat nog niet onderzocht.",
          "We follow WCAG 2.2, levels A and AA (in Europe: EN 301 549). No independent party has examined this yet.",
        )}
      </P>
      <H2>{say("Wat wij hebben gecontroleerd", "What was checked")}</H2>
      <P>
        {say(
          "Dit wordt bij elke verandering van de software opnieuw getest, in de browser Chromium:",
          "This is tested again at every change of the software, in the browser Chromium:",
        )}
      </P>
      {list(checks)}
      <H2>{say("Wat nog niet goed is", "What is not good yet")}</H2>
      {list(limits)}
      <H2>{say("Lukt iets niet?", "Does something not work?")}</H2>
      <P>
        {say(
          "Vertel het de mensen die deze site beheren. Schrijf erbij op welke bladzijde u was en wat u wilde doen. Heeft u een cijfer nodig in een andere vorm? Dat kan ook: ",
          "Tell the people who run this site. Say which page you were on and what you wanted to do. If you need a figure in another form, that can be done too: ",
        )}
        <Link href={to("indicators")}>{say("download de cijfers", "download the figures")}</Link>.
      </P>
      <P>
        {say(
          "Komt u er samen niet uit? Dan kunt u naar de Nationale ombudsman.",
          "If that does not help, you can turn to the National Ombudsman of the Netherlands.",
        )}
      </P>
      <P>
        {say("Deze verklaring is van ", "This statement is of ")}
        <time datetime={checkedOn}>{formatDate(checkedOn, language)}</time>.
      </P>
    </>
  );
}
