import type { FC } from "hono/jsx";
import type { Page } from "./page.ts";
import { H1, H2, Link, P } from "./parts.tsx";

/** How to read the figures. `printed`: the indicators that have no counts, of which we show what the source prints. */
const HowToRead: FC<{ page: Page; printed: readonly string[] }> = ({ page: { say }, printed }) => (
  <>
    <H2>{say("Hoe leest u de cijfers?", "How to read the figures")}</H2>
    <P>
      {say(
        "Een verschil is het cijfer van de wijk min dat van de gemeente of van Nederland. Tussen twee percentages is dat een aantal procentpunten.",
        "A gap is the figure of the neighbourhood minus that of the municipality or the country. Between two percentages it is a number of percentage points.",
      )}
    </P>
    <P>
      {say(
        "Een verschil wordt kleiner als de afstand aan het eind kleiner is dan aan het begin. Of dat toeval is, zegt dit niet.",
        "A gap closes when the distance at the end is smaller than at the beginning. That does not say whether it is chance.",
      )}
    </P>
    <P>
      {say(
        "De plaats is de volgorde van hoog naar laag: plaats 1 heeft het hoogste cijfer, niet het beste. Wijken met hetzelfde cijfer delen een plaats.",
        "The rank goes from high to low: place 1 has the highest figure, not the best. Neighbourhoods with the same figure share a place.",
      )}
    </P>
    <P>
      {say(
        "Kennen wij de aantallen per wijk, dan rekenen wij het cijfer van de wijken samen uit met die aantallen. Wij nemen nooit het gemiddelde van percentages.",
        "Where we know the counts by neighbourhood, the figure of the neighbourhoods together is worked out from them. We never take the mean of percentages.",
      )}
      {printed.length > 0 &&
        say(
          ` Bij deze cijfers kennen wij de aantallen niet en laten wij zien wat de bron zelf geeft: ${printed.join("; ")}.`,
          ` For these figures we do not know the counts and show what the source itself gives: ${printed.join("; ")}.`,
        )}
    </P>
    <P>
      {say(
        "Veel bronnen ronden hun cijfers af. Een verschil dat door het afronden kan komen, noemen wij geen verbetering of verslechtering. Er staat dan: niet duidelijk.",
        "Many sources round their figures. A difference that rounding can explain is not called an improvement or a worsening. It then says: not clear.",
      )}
    </P>
    <P>
      {say(
        "“Geheim” betekent: de bron geeft het cijfer niet, omdat de groep zo klein is dat u mensen kunt herkennen. “Niet bekend” betekent: de bron heeft het cijfer niet. Geen van beide is nul.",
        "“Withheld” means: the source does not give the figure, because the group is so small that people could be recognised. “Not available” means: the source does not have it. Neither is zero.",
      )}
    </P>
  </>
);

/** What this is, how to read it, and how accessible it is. */
export async function aboutPage(page: Page) {
  const { data, language, say, to } = page;
  const name = data.programme.name[language];
  const monitors = await Promise.all(data.catalogue.map(data.monitor));
  const printed = monitors
    .filter(({ totals, printedGrouping }) => totals.length === 0 && printedGrouping !== null)
    .map(({ indicator }) => indicator.name[language].toLowerCase());
  return (
    <>
      <H1>{say("Over deze site", "About this site")}</H1>
      <P lead>
        {say(
          `Deze site hoort bij het programma ${name}. U ziet hoe het gaat met de wijken: de cijfers, het geld en de beloften.`,
          `This site belongs to the programme “${name}”. See how the neighbourhoods are doing: the figures, the money and the promises.`,
        )}
      </P>
      <HowToRead page={page} printed={printed} />
      <H2>{say("Waar komen de cijfers vandaan?", "Where do the figures come from?")}</H2>
      <P>
        {say(
          "Alle bronnen staan op een eigen bladzijde, met het bestand zelf erbij. ",
          "All sources have a page of their own, with the file itself. ",
        )}
        <Link href={to("sources")}>{say("Bekijk de bronnen", "See the sources")}</Link>.
      </P>
      <H2>{say("Voor iedereen te gebruiken", "For everyone to use")}</H2>
      <P>
        {say(
          "De site werkt zonder JavaScript, met het toetsenbord, met een schermlezer, op een oude telefoon en op papier. De cijfers in de plaatjes staan ook in tabellen. Lukt iets niet? Meld het bij de beheerder van deze site. ",
          "The site works without JavaScript, by keyboard, with a screen reader, on an old phone and on paper. The figures in the pictures are in tables too. If something does not work, please tell the people who run this site. ",
        )}
        <Link href={to("accessibility")}>
          {say("Wat wij hebben gecontroleerd", "What was checked")}
        </Link>
        .
      </P>
      <H2>{say("Open source", "Open source")}</H2>
      <P>
        {say(
          "De site is gemaakt met krachtwijk. Dat is open source met de licentie EUPL-1.2: u mag het gebruiken, bekijken en verbeteren.",
          "The site is made with krachtwijk. That is open source under the EUPL-1.2: you may use, study and improve it.",
        )}
      </P>
    </>
  );
}
