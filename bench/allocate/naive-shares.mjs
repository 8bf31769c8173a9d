// Equal Shares as one would write it down first: voter by voter, every project looked at in every round, doubles only.
// It stands beside the real one in the benchmark; its outcome is not exact.

/** @returns the winners for one share, as places of projects */
export function naiveShares(instance, share) {
  const purses = [];
  const supporters = instance.ids.map(() => []);
  for (const { size, projects } of instance.groups)
    for (let voter = 0; voter < size; voter++) {
      for (const project of projects) supporters[project].push(purses.length);
      purses.push(share);
    }
  const costs = instance.costs.map(Number);
  const winners = [];
  for (;;) {
    let best = null;
    for (const project of instance.ids.keys()) {
      if (winners.includes(project)) continue;
      const rate = rateOf(supporters[project], purses, costs[project]);
      if (rate !== null && (best === null || rate / costs[project] < best.key))
        best = { project, rate, key: rate / costs[project] };
    }
    if (best === null) return winners;
    winners.push(best.project);
    for (const voter of supporters[best.project])
      purses[voter] = Math.max(0, purses[voter] - best.rate);
  }
}

function rateOf(voters, purses, cost) {
  const money = voters.map((voter) => purses[voter]).sort((a, b) => a - b);
  if (money.length === 0 || money.reduce((sum, own) => sum + own, 0) < cost) return null;
  let open = cost;
  for (const [at, own] of money.entries()) {
    const rate = open / (money.length - at);
    if (own >= rate) return rate;
    open -= own;
  }
  return null;
}
