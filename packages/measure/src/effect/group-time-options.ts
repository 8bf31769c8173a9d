import type { Numbers } from "../numeric/index.ts";
import type { Labels } from "./panel.ts";
import type { Estimator } from "./two-group-effect.ts";

/** Who the treated are compared with. */
export type ControlGroup = "never-treated" | "not-yet-treated";

/**
 * Which period an effect before treatment is a change from: the period before it (`varying`), or, as after treatment, the
 * last period before treatment (`universal`).
 */
export type BasePeriod = "varying" | "universal";

/** How group-time effects are worked out. The defaults are those of the R package did, with analytic errors. */
export interface GroupTimeOptions {
  /** Default `never-treated`. */
  readonly control?: ControlGroup | undefined;
  /** Default `varying`. */
  readonly base?: BasePeriod | undefined;
  /** With covariates; default `doubly-robust`. */
  readonly estimator?: Estimator | undefined;
  /** By name, one value per row; that of the earlier of two compared periods is used. */
  readonly covariates?: Readonly<Record<string, Numbers>> | undefined;
  /** How long before its first treated period a unit may already respond; default 0. */
  readonly anticipation?: number | undefined;
  /** One label per row; default: the unit. */
  readonly cluster?: Labels | undefined;
  /** Default 0.95. */
  readonly confidence?: number | undefined;
}
