import { z } from 'zod';
import type { SymbolProfile } from '../../../domain/symbol/events.ts';
import { publishedNumber, publishedText } from '../profiles/published.ts';
import { assetTypeOf } from './asset-type.ts';
import { YahooError } from './yahoo-error.ts';

const text = z.string().nullish().catch(null).transform(publishedText);
const number = z.number().nullish().catch(null).transform(publishedNumber);

const summaryAnswer = z.object({
  price: z
    .object({
      longName: text,
      shortName: text,
      quoteType: text,
      exchangeName: text,
      currency: text,
      marketCap: number,
    })
    .partial()
    .optional(),
  summaryProfile: z.object({ sector: text, industry: text }).partial().optional(),
  summaryDetail: z
    .object({
      beta: number,
      marketCap: number,
      totalAssets: number,
      trailingPE: number,
      priceToSalesTrailing12Months: number,
    })
    .partial()
    .optional(),
  defaultKeyStatistics: z
    .object({ beta: number, beta3Year: number, priceToBook: number, enterpriseValue: number })
    .partial()
    .optional(),
  fundProfile: z.object({ categoryName: text }).partial().optional(),
});

/**
 * A quoteSummary answer as a profile. A fund has a category where a company has an industry, its assets where a company
 * has a market value, and a beta of three years where a company has one of five.
 */
export const profileOfSummary = (answer: unknown): SymbolProfile => {
  const summary = summaryAnswer.safeParse(answer);
  if (!summary.success) {
    throw new YahooError('permanent', "Yahoo's answer was not understood", { cause: summary.error });
  }
  const { price, summaryProfile, summaryDetail, defaultKeyStatistics, fundProfile } = summary.data;
  return {
    companyName: price?.longName ?? price?.shortName ?? null,
    assetType: assetTypeOf(price?.quoteType),
    sector: summaryProfile?.sector ?? null,
    industry: summaryProfile?.industry ?? fundProfile?.categoryName ?? null,
    exchange: price?.exchangeName ?? null,
    currency: price?.currency ?? null,
    marketCap: price?.marketCap ?? summaryDetail?.marketCap ?? summaryDetail?.totalAssets ?? null,
    providerBeta:
      summaryDetail?.beta ?? defaultKeyStatistics?.beta ?? defaultKeyStatistics?.beta3Year ?? null,
    peRatio: summaryDetail?.trailingPE ?? null,
    psRatio: summaryDetail?.priceToSalesTrailing12Months ?? null,
    pbRatio: defaultKeyStatistics?.priceToBook ?? null,
    enterpriseValue: defaultKeyStatistics?.enterpriseValue ?? null,
  };
};
