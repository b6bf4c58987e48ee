/** Where the calculation of one portfolio is watched, or of those that one file has brought. */
export const progressPath = (portfolioIds: readonly string[]): string => {
  const [only, ...others] = portfolioIds;
  return others.length === 0
    ? `/portfolios/${only}/progress`
    : `/import/progress?portfolios=${portfolioIds.join(',')}`;
};
