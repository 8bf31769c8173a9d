/**
 * Colours of the explorer's drawings, from the theme, so that they turn with it; and for who has colours of their own.
 * A page that shows a drawing twice, for a phone and for a desk, hides one of the two.
 */
export const exploreCss =
  ".kw-cloud{stroke:var(--kw-fill)}.kw-fit,.kw-box-line{stroke:var(--kw-ink)}" +
  ".kw-box,.kw-ring{fill:var(--kw-paper);stroke:var(--kw-ink)}.kw-ring{stroke-width:1.4}" +
  ".kw-halo{stroke:var(--kw-paper)}.kw-others,.kw-background{stroke:var(--kw-line)}" +
  ".kw-slope-line{fill:none}.kw-slope-line.kw-better{stroke:var(--kw-good)}" +
  ".kw-slope-line.kw-worse{stroke:var(--kw-bad)}.kw-slope-line.kw-same{stroke:var(--kw-muted)}" +
  ".kw-for-desk{display:none}.kw-for-desk .kw-chart{max-width:48rem}" +
  "@media (min-width:48rem){.kw-for-desk{display:block}.kw-for-phone{display:none}}" +
  "@media (forced-colors:active){.kw-cloud,.kw-fit,.kw-box-line,.kw-slope .kw-slope-line,.kw-ring,.kw-box{stroke:CanvasText}" +
  ".kw-box,.kw-ring{fill:Canvas}.kw-others,.kw-background{stroke:GrayText}.kw-halo{stroke:Canvas}.kw-slope .kw-slope-end{fill:CanvasText}}";
