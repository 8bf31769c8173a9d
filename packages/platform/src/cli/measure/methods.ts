import type { Command } from "../command.ts";
import { adjustMethod } from "./adjust.ts";
import { boundariesMethod } from "./areal-boundaries.ts";
import { boundaryChangesMethod } from "./areal-changes.ts";
import { overlayMethod } from "./areal-overlay.ts";
import { reestimateMethod } from "./areal-reestimate.ts";
import { withinMethod } from "./areal-within.ts";
import { classesMethod } from "./classes.ts";
import { compositeMethod } from "./composite.ts";
import { convergenceMethod } from "./convergence.ts";
import { decomposeMethod } from "./decompose.ts";
import { didMethod } from "./did.ts";
import { differenceMethod } from "./difference.ts";
import { attackMethod, protectMethod, roundSumsMethod } from "./disclosure.ts";
import { displacementMethod } from "./displacement.ts";
import { funnelMethod } from "./funnel.ts";
import { gearyMethod, getisOrdMethod, moranMethod } from "./global-autocorrelation.ts";
import { groupTimeMethod } from "./group-time.ts";
import { inequalityMethod } from "./inequality.ts";
import { lisaMethod } from "./lisa.ts";
import { matchingMethod } from "./matching.ts";
import { mapCommand, methodCommand, tablelessCommand } from "./method.ts";
import { neighboursMethod } from "./neighbours.ts";
import { projectMethod } from "./project.ts";
import { proportionMethod } from "./proportion.ts";
import { rakeMethod } from "./rake.ts";
import { segregationMethod } from "./segregation.ts";
import { roundMethod, suppressMethod } from "./small-numbers.ts";
import { surveyDifferenceMethod } from "./survey-difference.ts";
import { surveyMeanMethod, surveyRatioMethod, surveyTotalMethod } from "./survey-mean.ts";
import { surveyProportionMethod } from "./survey-proportion.ts";
import { syntheticControlMethod } from "./synthetic-control.ts";
import { changePointMethod, trendMethod } from "./trend.ts";
import { twinsMethod } from "./twins.ts";

/** Every method of `krachtwijk measure`, in the order in which help shows them. */
export const methods: readonly Command[] = [
  tablelessCommand(proportionMethod),
  tablelessCommand(differenceMethod),
  methodCommand(adjustMethod),
  methodCommand(funnelMethod),
  methodCommand(convergenceMethod),
  methodCommand(trendMethod),
  methodCommand(changePointMethod),
  methodCommand(classesMethod),
  methodCommand(suppressMethod),
  methodCommand(roundMethod),
  methodCommand(protectMethod),
  methodCommand(attackMethod),
  methodCommand(roundSumsMethod),
  methodCommand(syntheticControlMethod),
  methodCommand(twinsMethod),
  methodCommand(matchingMethod),
  methodCommand(inequalityMethod),
  methodCommand(segregationMethod),
  methodCommand(decomposeMethod),
  methodCommand(projectMethod),
  methodCommand(compositeMethod),
  methodCommand(neighboursMethod),
  methodCommand(moranMethod),
  methodCommand(gearyMethod),
  methodCommand(getisOrdMethod),
  methodCommand(lisaMethod),
  mapCommand(boundariesMethod),
  mapCommand(overlayMethod),
  mapCommand(boundaryChangesMethod),
  mapCommand(withinMethod),
  methodCommand(reestimateMethod),
  methodCommand(didMethod),
  methodCommand(groupTimeMethod),
  methodCommand(displacementMethod),
  methodCommand(rakeMethod),
  methodCommand(surveyMeanMethod),
  methodCommand(surveyTotalMethod),
  methodCommand(surveyRatioMethod),
  methodCommand(surveyProportionMethod),
  methodCommand(surveyDifferenceMethod),
];
