import { degiroPortfolio as format } from '../../../adapters/brokers/degiro/portfolio.ts';
import { cellsOf, linesOf, positionsFile, sourceOf, statementOf } from './statement-of.ts';

describe('DEGIRO portfolio', () => {
  test('reads every security by its ISIN, in its own currency, and the cash', async () => {
    const statement = await statementOf(format, positionsFile('degiro_fr_portfolio.csv'));
    expect(cellsOf(statement, 'symbol', 'quantity', 'price', 'marketValue', 'currency')).toEqual([
      [null, '960,35', null, '960,35', 'CHF'],
      ['US0231351067', '65', '313,00', '20345,00', 'USD'],
      ['IE00B5BMR087', '233', '0,72', '167,76', 'EUR'],
      ['US5949181045', '15', '271,86', '4077,90', 'USD'],
      ['IE00B4L5Y983', '460', '59,34', '27296,40', 'EUR'],
      ['IE00B3F81409', '5', '230,42', '1152,10', 'EUR'],
      ['DE000A0F5UH1', '20', '23,91', '478,20', 'EUR'],
      ['IE00BYZK4552', '305', '11,02', '3361,10', 'USD'],
      ['DE0006289473', '156', '25,00', '3900,00', 'EUR'],
      ['US92826C8394', '3', '570,88', '1712,64', 'USD'],
      ['US4781601046', '8', '660,09', '5280,72', 'USD'],
      ['CH0012032048', '16', '78,74', '1259,84', 'CHF'],
      ['US1912161007', '34', '186,50', '6341,00', 'USD'],
      ['US7427181091', '16', '24,90', '398,40', 'USD'],
      ['CH0012005267', '4', '57,84', '231,36', 'CHF'],
      ['LU0292096186', '118', '27,43', '3236,74', 'EUR'],
      ['US09857L1089', '28', '449,72', '12592,16', 'USD'],
      ['FR0000121014', '19', '227,50', '4322,50', 'EUR'],
      ['CH0024608827', '15', '46,31', '694,65', 'USD'],
      ['DE000A1E0HR8', '7', '341,32', '2389,24', 'EUR'],
      ['IE00BP3QZ825', '30', '70,16', '2104,80', 'EUR'],
      ['CH0032912732', '20', '146,88', '2937,60', 'EUR'],
    ]);
    expect(statement.decimalComma).toBe(true);
    expect(statement.skipped).toEqual([]);
  });

  test.each([
    ['English', 'Product,Symbol/ISIN,Quantity,Closing,Local value,,Value in EUR'],
    ['German', 'Produkt,Symbol/ISIN,Anzahl,Schlusskurs,Wert,,Wert in EUR'],
    ['Dutch', 'Product,Symbool/ISIN,Aantal,Slotkoers,Lokale waarde,,Waarde in EUR'],
    ['French', 'Produit,Symbole/ISIN,Quantité,Clôture,Montant en devises,,Montant en EUR'],
    ['Italian', 'Prodotto,Codice,Quantità,Ultimo,Valore,,Valore in EUR'],
    ['Spanish', 'Producto,Symbol/ISIN,Cantidad,Precio de,Valor local,,Valor en EUR'],
    ['Polish', 'Produkt,Symbol/ISIN,Suma,Kurs,Lokalna wartość,,Wartość w EUR'],
    ['Czech', 'Produkt,Symbol/ISIN,Množství,Uzavírací,Hodnota,,Hodnota v EUR'],
  ])('reads the titles of a file in %s', async (_, header) => {
    const statement = await statementOf(
      format,
      linesOf(
        header,
        'CASH & CASH FUND & FTX CASH (EUR),,,,EUR,"291,42","291,42"',
        'APPLE INC,US0378331005,10,"189,50",USD,"1895,00","1750,10"',
      ),
    );
    expect(cellsOf(statement, 'symbol', 'quantity', 'price', 'marketValue', 'currency')).toEqual([
      [null, '291,42', null, '291,42', 'EUR'],
      ['US0378331005', '10', '189,50', '1895,00', 'USD'],
    ]);
  });

  test('reads the older layout, whose value has its currency and a point', async () => {
    const statement = await statementOf(
      format,
      linesOf(
        'Produkt,Symbol/ISIN,Anzahl,Schlußkurs,Wert,Wert in EUR',
        'CASH & CASH FUND & FTX CASH (EUR),,,,EUR -0.56,"-0,56"',
        'ADOBE SYSTEMS INCORPOR,US00724F1012,3,"411,37",USD 1234.12,"1134,12"',
      ),
    );
    expect(cellsOf(statement, 'symbol', 'quantity', 'price', 'marketValue', 'currency')).toEqual([
      [null, '-0,56', null, '-0,56', 'EUR'],
      ['US00724F1012', '3', '411,37', '1234,12', 'USD'],
    ]);
  });

  test('prefers the ticker where the cell has both, and reads points where the file has them', async () => {
    const statement = await statementOf(
      format,
      linesOf(
        'Product,Symbol/ISIN,Amount,Closing,Local value,,Value in CHF',
        'IRIDEX CORP,IRIX | US4463651012,350,0.89,USD,311.85,287.02',
      ),
    );
    expect(cellsOf(statement, 'symbol', 'price', 'marketValue')).toEqual([['IRIX', '0.89', '311.85']]);
    expect(statement.decimalComma).toBe(false);
  });

  test('does not take a list of transactions for a portfolio', async () => {
    const source = await sourceOf(
      linesOf(
        'Datum,Tijd,Product,ISIN,Beurs,Aantal,Koers,,Lokale waarde,,Waarde EUR',
        '17-06-2026,15:50,ALPHABET INC CLASS C,US02079K1079,NDQ,13,"365,00",USD,"-4745,00",USD,"-4090,52"',
      ),
    );
    expect(format.recognise(source)).toBe(0);
  });
});
