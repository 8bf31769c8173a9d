import type { Amount } from "../amount.ts";
import type { Facts, Words } from "./words.ts";

/** What is still left; nothing is said in a word. */
const left = (amount: Amount, { money }: Facts) =>
  amount.value === 0 ? "niets meer over" : `nog ${money(amount)} over`;

const chosen = ({ position }: Facts) => `Gekozen als nummer ${position}`;

const notChosen = ({ support }: Facts) => `Niet gekozen, met ${support}`;

/** Follows on a time or a cause: `hadden de 120 stemmers van dit project samen`. */
const had = ({ supporters, voters }: Facts) =>
  supporters === 1
    ? "had de ene stemmer van dit project"
    : `hadden de ${voters(supporters)} van dit project samen`;

const short = (missing: Amount, { cost, money }: Facts) =>
  `Het kost ${cost}, dus er was ${money(missing)} te weinig.`;

const why: Words["why"] = {
  "no-support": () => "Niet gekozen: niemand stemde op dit project.",
  fits: ({ left: money }, facts) =>
    `${chosen(facts)}, met ${facts.support}. Het kost ${facts.cost}, en er was ${left(money, facts)}.`,
  "from-the-rest": ({ limit, left: money }, facts) =>
    `${chosen(facts)}, met ${facts.support}. Het paste niet in het budget voor ${limit}, maar wel in wat er aan het eind van het hele budget over was: ${facts.money(money)}.`,
  "below-threshold": ({ threshold, per }, facts) =>
    `Niet gekozen: het kreeg ${facts.support}. Er waren minstens ${facts.count(threshold)} ${per === "vote" ? "stemmen" : "punten"} nodig.`,
  "too-dear": ({ left: money, missing, after }, facts) =>
    `${notChosen(facts)}. ${after === null ? "Toen het aan de beurt was, was er" : `Na de keuze van project ${facts.project(after)} was er`} ${left(money, facts)}. ${short(missing, facts)}`,
  limit: ({ limit, left: money, missing }, facts) =>
    `${notChosen(facts)}. Toen het aan de beurt was, was er voor ${limit} ${left(money, facts)}. ${short(missing, facts)}`,
  excluded: ({ by }, facts) =>
    `Niet gekozen. Project ${facts.project(by)} is al gekozen, en van die twee kan er maar één doorgaan.`,
  stopped: ({ by }, facts) =>
    `${notChosen(facts)}. De telling stopte al bij project ${facts.project(by)}, omdat dat niet meer in het budget paste.`,
  free: (_, facts) => `Gekozen: het kost niets, en het kreeg ${facts.support}.`,
  paid: ({ round, price, per, payers: { full, rest, none } }, facts) => {
    const each = `${full === 1 ? "betaalde" : "betaalden"}${full === 1 || per === "point" ? "" : " elk"}`;
    const parts = [
      `${facts.voters(full)} ${each} ${facts.money(price)}${per === "point" ? " per punt" : ""}`,
      rest === 1
        ? "1 had minder over en betaalde dat"
        : `${facts.count(rest)} hadden minder over en betaalden dat`,
      `${facts.count(none)} ${none === 1 ? "had" : "hadden"} niets meer over`,
    ].filter((_, at) => [full, rest, none][at] !== 0);
    return `Gekozen in ronde ${facts.count(round)}. De stemmers van dit project betaalden de kosten, ${facts.cost}: ${parts.join("; ")}.`;
  },
  "filled-up": ({ left: money }, facts) =>
    `${chosen(facts)}, bij het verdelen van wat er over was: ${facts.money(money)}. Van de projecten die daarin pasten, had dit de meeste steun: ${facts.support}.`,
  unaffordable: ({ share, round, after, money, missing, fill, unspent }, facts) => {
    const first =
      after === null
        ? `Niet gekozen. Elke stemmer had ${facts.money(share)} te verdelen. Daarmee ${had(facts)} ${facts.money(money)}, en het kost ${facts.cost}.`
        : `Niet gekozen. In ronde ${facts.count(round)} werd project ${facts.project(after)} betaald. Daarna ${had(facts)} ${money.value === 0 ? "niets meer" : `nog ${facts.money(money)}`}. ${short(missing, facts)}`;
    if (fill !== null)
      return `${first} Het paste ook niet in wat er aan het eind te verdelen was: ${facts.money(fill)}.`;
    return facts.isWithin(unspent)
      ? `${first} Van het budget bleef ${facts.money(unspent)} over, maar dat geeft deze telling niet uit.`
      : first;
  },
  bought: ({ time }, facts) =>
    `${chosen(facts)}. Alle stemmers kregen steeds iets meer geld. Bij ${facts.money(time)} per stemmer ${had(facts)} genoeg voor de kosten: ${facts.cost}.`,
  "ended-count": ({ time, left: money, missing }, facts) =>
    `Niet gekozen. Bij ${facts.money(time)} per stemmer ${had(facts)} genoeg, maar van het budget was ${left(money, facts)}. ${short(missing, facts)} Daar stopte de telling.`,
  "too-late": ({ time, end, by }, facts) =>
    `Niet gekozen. Pas bij ${facts.money(time)} per stemmer ${had(facts)} genoeg gehad. De telling stopte ${time.exact === end.exact ? "op dat moment" : `al bij ${facts.money(end)}`}, omdat project ${facts.project(by)} niet meer in het budget paste.`,
  "least-load": ({ load }, facts) =>
    `${chosen(facts)}, met ${facts.support}. De kosten worden zo gelijk mogelijk verdeeld over de stemmers. Met dit project erbij draagt niemand meer dan ${facts.money(load)}; met een ander project was dat niet minder.`,
  "carried-out": ({ round, given, givers, most, returned }, facts) =>
    `Gekozen in ronde ${facts.count(round)}. ${facts.voters(givers)} ${givers === 1 ? "gaf" : "gaven samen"} ${facts.money(given)}, en het kost ${facts.cost}. ${returned.value === 0 ? "" : `Wat te veel was, ${facts.money(returned)}, ging terug. `}Niemand betaalde meer dan ${facts.money(most)}.`,
  dropped: ({ round, given, missing }, facts) =>
    `Niet gekozen. In ronde ${facts.count(round)} had het ${given.value === 0 ? "niets" : facts.money(given)}. ${short(missing, facts)} Van de projecten die nog meededen, was dit het verst van zijn doel; daarom viel het af en ging het geld terug.`,
};

const unsure = "dat is niet allemaal nageteld";

/** Sentences in plain Dutch (B1). */
export const dutch: Words = {
  votes: ["stem", "stemmen"],
  voters: ["stemmer", "stemmers"],
  points: ["punt", "punten"],
  from: "van",
  and: "en",
  why,
  tied: (others) => `Het stond gelijk met ${others}; de vastgestelde volgorde besliste.`,
  rival: ({ preferShares, preferGreedy, chosen: which, inShares, inGreedy }, { count }) => {
    const against = `${count(preferGreedy)} tegen ${count(preferShares)}`;
    if (which === "greedy")
      return `De gewone telling geldt, omdat meer stemmers daarmee beter af zijn dan met gelijke delen: ${against}.${inShares === inGreedy ? "" : ` Met gelijke delen was het ${inShares ? "wel" : "niet"} gekozen.`}`;
    return inShares === inGreedy
      ? ""
      : `Bij de gewone telling was het ${inGreedy ? "wel" : "niet"} gekozen, maar daarmee zijn niet meer stemmers beter af: ${against}.`;
  },
  lowerCost: {
    found: ({ wins, loses, scope }, { money }) => {
      if (scope === "highest")
        return wins.value === 0
          ? "Alleen als het niets had gekost, was het wel gekozen."
          : `Als het hoogstens ${money(wins)} had gekost, was het wel gekozen.`;
      return `Voor ${money(wins)} was het wel gekozen, voor ${money(loses)} niet. Misschien was het ook voor een hoger bedrag gekozen; ${unsure}.`;
    },
    between: ({ wins, loses }, { money }) =>
      `Voor ${money(wins)} was het wel gekozen, voor ${money(loses)} niet. De bedragen daartussen zijn niet nageteld.`,
    none: () => "Een lager bedrag had niet geholpen.",
    unknown: ({ loses }, { money }) =>
      `Ook voor ${money(loses)} was het niet gekozen. Of een nog lager bedrag had geholpen, is niet nageteld.`,
  },
  moreVotes: {
    found: ({ wins, points, scope }, { votes, count }) => {
      const [who, vote, give] =
        wins === 1 ? ["iemand die", "stemt", "geeft"] : ["mensen die", "stemmen", "geven"];
      const how =
        points === null
          ? ""
          : ` en het ${count(points)} ${points === 1 ? "punt" : "punten"} ${give}`;
      const more = `${votes(wins)} erbij, van ${who} alleen op dit project ${vote}${how}`;
      if (scope === "fewest")
        return `Met ${more}, was het wel gekozen${wins === 1 ? "" : "; met minder niet"}.`;
      return `Met ${more}, was het wel gekozen; met ${count(wins - 1)} niet. Misschien waren nog minder stemmen genoeg; ${unsure}.`;
    },
    between: ({ wins, loses }, { votes, count }) =>
      `Met ${votes(wins)} erbij, alleen voor dit project, was het wel gekozen${loses === 0 ? "" : `; met ${count(loses)} niet`}. Wat daartussen ligt, is niet nageteld.`,
    none: () => "Meer stemmen hadden niet geholpen.",
    unknown: ({ loses }, { votes }) =>
      loses === 0
        ? "Hoeveel stemmen erbij genoeg waren, is niet nageteld."
        : `Ook met ${votes(loses)} erbij was het niet gekozen. Of nog meer stemmen hadden geholpen, is niet nageteld.`,
  },
  spare: (fewer, { votes }) =>
    fewer === 0
      ? "Met één stem minder was het niet gekozen."
      : `Ook met ${votes(fewer)} minder was het gekozen; met nog één stem minder niet.`,
};
