/**
 * Funds listed in the United States, as of August 2026: symbol, name and category. Source: FinanceDatabase by Jeroen
 * Bouma, github.com/JerBouma/FinanceDatabase, database/etfs at 268be5d29898, under the MIT licence.
 */
export const US_ETFS = `
AAA|AAF First Priority CLO Bond ETF|Corporate Bonds
AAAU|Goldman Sachs Physical Gold ETF|Commodities
AADR|AdvisorShares Dorsey Wright ADR ETF|Emerging Markets
AAXJ|iShares MSCI All Country Asia ex Japan ETF|Emerging Markets
ABCS|Alpha Blue Capital US Small-Mid Cap Dynamic ETF|Financials
ABEQ|Absolute Core Strategy ETF|Blend
ACES|ALPS Clean Energy ETF|Energy
ACIO|Aptus Collared Income Opportunity ETF|Financials
ACSG|Xtrackers MSCI ACWI ex USA ESG Leaders Equity ETF|Blend
ACSI|American Customer Satisfaction ETF|Blend
ACTV|LeaderShares Activist Leaders ETF|Growth
ACVF|American Conservative Values ETF|Value
ACWF|iShares MSCI Global Multifactor ETF|Blend
ACWI|iShares MSCI ACWI ETF|Blend
ACWV|iShares MSCI Global Min Vol Factor ETF|Blend
ACWX|iShares MSCI ACWI ex U.S. ETF|Blend
ADFI|Anfield Dynamic Fixed Income ETF|Corporate Bonds
ADIV|SmartETFs Asia Pacific Dividend Builder ETF|Developed Markets
ADME|Aptus Drawdown Managed Equity ETF|Blend
ADRE|Invesco BLDRS Emerging Markets 50 ADR Index Fund|Emerging Markets
AEB|Aegon N.V. PERP CAP FLTG RT|Corporate Bonds
AESR|Anfield U.S. Equity Sector Rotation ETF|Large Cap
AFIF|Anfield Universal Fixed Income ETF|Corporate Bonds
AFK|VanEck Vectors Africa Index ETF|Frontier Markets
AFLG|First Trust Active Factor Large Cap ETF|Large Cap
AFSM|First Trust Active Factor Small Cap ETF|Small Cap
AFTY|Pacer CSOP FTSE China A50 ETF|Large Cap
AGG|iShares Core U.S. Aggregate Bond ETF|Investment Grade Bonds
AGGY|WisdomTree Yield Enhanced U.S. Aggregate Bond Fund|Investment Grade Bonds
AGNG|Global X Aging Population ETF|Developed Markets
AGQ|ProShares Ultra Silver|Trading
AGT|iShares MSCI Argentina and Global Exposure ETF|Emerging Markets
AGZ|iShares Agency Bond ETF|Government Bonds
AGZD|WisdomTree Interest Rate Hedged U.S. Aggregate Bond Fund|Corporate Bonds
AIA|iShares Asia 50 ETF|Emerging Markets
AIEQ|AI Powered Equity ETF|Factors
AIIQ|AI Powered International Equity ETF|Financials
AIQ|Global X Artificial Intelligence & Technology ETF|Technology
AIRR|First Trust RBA American Industrial RenaissanceTM ETF|Industrials
ALFA|AlphaClone Alternative Alpha ETF|Alternatives
ALTL|Pacer Lunt Large Cap Alternator ETF|Large Cap
ALTY|Global X SuperDividend Alternatives ETF|Alternatives
ALUM|Global X Aluminum ETF|Materials
AMCA|iShares Russell 1000 Pure U.S. Revenue ETF|
AMER|Emles Made in America ETF|
AMJ|JPMorgan Alerian MLP Index ETN|Energy
AMLP|Alerian MLP ETF|Energy
AMNA|ETRACS Alerian Midstream Energy Index ETN|
AMND|ETRACS Alerian Midstream Energy High Dividend Index ETN|Energy
AMOM|QRAFT AI-Enhanced U.S. Large Cap Momentum ETF|Factors
AMUB|UBS ETRACS Alerian MLP Index ETN Series B|Energy
AMZA|InfraCap MLP ETF|Energy
ANEW|ProShares MSCI Transformational Changes ETF|Information Technology
ANGL|VanEck Vectors Fallen Angel High Yield Bond ETF|High Yield Bonds
AOA|iShares Core Aggressive Allocation ETF|Equities
AOK|iShares Core Conservative Allocation ETF|Equities
AOM|iShares Core Moderate Allocation ETF|Equities
AOR|iShares Core Growth Allocation ETF|Equities
APRZ|TrueShares Structured Outcome (April) ETF|Financials
AQWA|Global X Clean Water ETF|Materials
ARB|AltShares Merger Arbitrage ETF|Alternatives
ARCM|Arrow Reserve Capital Management ETF|Bonds
ARGT|Global X MSCI Argentina ETF|Emerging Markets
ARKF|ARK Fintech Innovation ETF|Technology
ARKG|ARK Genomic Revolution ETF|Health Care
ARKK|ARK Innovation ETF|Factors
ARKQ|ARK Autonomous Technology & Robotics ETF|Technology
ARKW|ARK Next Generation Internet ETF|Technology
ARKX|ARK Space Exploration & Innovation ETF|Industrials
ARMR|Armor US Equity Index ETF|Factors
ASEA|Global X FTSE Southeast Asia ETF|Emerging Markets
ASET|FlexShares Real Assets Allocation Index Fund|Alternatives
ASHR|Xtrackers Harvest CSI 300 China A-Shares ETF|Emerging Markets
ASHS|Xtrackers Harvest CSI 500 China-A Shares Small Cap ETF|Small Cap
ASHX|Xtrackers MSCI China A Inclusion Equity ETF|Equities
ASPY|ASYMshares ASYMmetric 500 ETF|Equities
ATMP|Barclays ETN+ Select MLP ETN|Energy
AUGZ|TrueShares Structured Outcome (August) ETF|Real Estate
AUSF|Global X Funds - Global X Adaptive U.S. Factor ETF|Real Estate
AVDE|Avantis International Equity ETF|Real Estate
AVDG|AVDR US LargeCap ESG ETF|Real Estate
AVDR|AVDR US LargeCap Leading ETF|Real Estate
AVDV|Avantis International Small Cap Value ETF|Small Cap
AVEM|Avantis Emerging Markets Equity ETF|Emerging Markets
AVIG|Avantis Core Fixed Income ETF|Investment Grade Bonds
AVMU|Avantis Core Municipal Fixed Income ETF|Municipal Bonds
AVSF|Avantis Short-Term Fixed Income ETF|Investment Grade Bonds
AVUS|Avantis U.S. Equity ETF|Real Estate
AVUV|Avantis U.S. Small Cap Value ETF|Small Cap
AWAY|ETFMG Travel Tech ETF|Consumer Discretionary
AWTM|Aware Ultra-Short Duration Enhanced Income ETF|Bonds
AZAA|AllianzIM U.S. Large Cap Buffer10 Apr ETF|Large Cap
AZAJ|AllianzIM U.S. Large Cap Buffer10 Jan ETF|Large Cap
AZAL|AllianzIM U.S. Large Cap Buffer10 Jul ETF|Large Cap
AZAO|AllianzIM U.S. Large Cap Buffer10 Oct ETF|Large Cap
AZBA|AllianzIM U.S. Large Cap Buffer20 Apr ETF|Large Cap
AZBJ|AllianzIM U.S. Large Cap Buffer20 Jan ETF|Large Cap
AZBL|AllianzIM U.S. Large Cap Buffer20 Jul ETF|Large Cap
AZBO|AllianzIM U.S. Large Cap Buffer20 Oct ETF|Large Cap
BAB|Invesco Taxable Municipal Bond ETF|Municipal Bonds
BAL|iPath Series B Bloomberg Cotton Subindex Total Return ETN|Commodities
BAPR|Innovator S&P 500 Buffer ETF - April New|
BAR|GraniteShares Gold Trust|Commodities
BARN|Global X Farming ETF|
BATT|Amplify Lithium & Battery Technology ETF|
BAUG|Innovator S&P 500 Buffer ETF - August|
BBAX|JPMorgan BetaBuilders Developed Asia ex-Japan ETF|Emerging Markets
BBC|Virtus LifeSci Biotech Clinical Trials ETF|Health Care
BBCA|JPMorgan BetaBuilders Canada ETF|Developed Markets
BBEU|JPMorgan BetaBuilders Europe ETF|Developed Markets
BBH|VanEck Vectors Biotech ETF|Health Care
BBIN|JPMorgan BetaBuilders International Equity ETF|Developed Markets
BBJP|JPMorgan BetaBuilders Japan ETF|Developed Markets
BBMC|JPMorgan BetaBuilders U.S. Mid Cap Equity ETF|Mid Cap
BBP|Virtus LifeSci Biotech Products ETF|Health Care
BBRE|JPMorgan BetaBuilders MSCI U.S. REIT ETF|REITs
BBSA|JPMorgan BetaBuilders 1-5 Year U.S. Aggregate Bond ETF|Investment Grade Bonds
BBSC|JPMorgan BetaBuilders U.S. Small Cap Equity ETF|Small Cap
BBUS|JPMorgan BetaBuilders U.S. Equity ETF|Large Cap
BCD|Aberdeen Standard Bloomberg All Commodity Longer Dated Strategy K-1 Free ETF|Commodities Broad Basket
BCI|Aberdeen Standard Bloomberg All Commodity Strategy K-1 Free ETF|Commodities Broad Basket
BCM|iPath Pure Beta Broad Commodity ETN|Commodities Broad Basket
BDCX|ETRACS Quarterly Pay 1.5X Leveraged Wells Fargo BDC Index ETN|Financials
BDCZ|UBS ETRACS Wells Fargo Business Development Company Index ETN|Financials
BDEC|Innovator S&P 500 Buffer ETF - December|Equities
BDRY|Breakwave Dry Bulk Shipping ETF|Developed Markets
BEDZ|AdvisorShares Hotel ETF|Consumer Discretionary
BETZ|Roundhill Sports Betting & iGaming ETF|Consumer Discretionary
BFEB|Innovator S&P 500 Buffer ETF - February|Derivatives
BFIT|Global X Health & Wellness ETF|Health Care
BFOR|Barron's 400 ETF|Factors
BFTR|BlackRock Future Innovators ETF|Growth
BGLD|FT Cboe Vest Gold Tactical Buffer ETF|Derivatives
BGRN|iShares Global Green Bond ETF|Investment Grade Bonds
BGU|Direxion Large Cap Bull 3X Shar|Financials
BIB|ProShares Ultra Nasdaq Biotechnology|Trading
BIBL|Inspire 100 ETF|Factors
BICK|First Trust BICK Index Fund|Emerging Markets
BIL|SPDR Bloomberg Barclays 1-3 Month T-Bill ETF|Treasury Bonds
BILS|SPDR Bloomberg Barclays 3-12 Month T-Bill ETF|Treasury Bonds
BIS|ProShares UltraShort Nasdaq Biotechnology|Trading
BITQ|Exchange Traded Concepts Trust - Bitwise Crypto Industry Innovators ETF|Information Technology
BIV|Vanguard Intermediate-Term Bond Index Fund ETF Shares|Investment Grade Bonds
BIZD|VanEck Vectors BDC Income ETF|Financials
BJAN|Innovator S&P 500 Buffer ETF January|Derivatives
BJK|VanEck Vectors Gaming ETF|Consumer Discretionary
BJUL|Innovator S&P 500 Buffer ETF – July|Derivatives
BJUN|Innovator S&P 500 Buffer ETF - June|Derivatives
BKAG|BNY Mellon Core Bond ETF|Investment Grade Bonds
BKEM|BNY Mellon Emerging Markets Equity ETF|Emerging Markets
BKF|iShares MSCI BRIC ETF|Emerging Markets
BKHY|BNY Mellon High Yield Beta ETF|High Yield Bonds
BKIE|BNY Mellon International Equity ETF|Developed Markets
BKLC|BNY Mellon US Large Cap Core Equity ETF|Large Cap
BKLN|Invesco Senior Loan ETF|Fixed Income
BKMC|BNY Mellon US Mid Cap Core Equity ETF|Mid Cap
BKSB|BNY Mellon Short Duration Corporate Bond ETF|Corporate Bonds
BKSE|BNY Mellon US Small Cap Core Equity ETF|Small Cap
BLCN|Siren Nasdaq NexGen Economy ETF|Technology
BLDG|Cambria Global Real Estate ETF|REITs
BLES|Inspire Global Hope ETF|Equities
BLHY|Virtus Newfleet High Yield Bond ETF|High Yield Bonds
BLOK|Amplify Transformational Data Sharing ETF|Technology
BLV|Vanguard Long-Term Bond Index Fund ETF Shares|Investment Grade Bonds
BMAR|Innovator S&P 500 Buffer ETF - March|Factors
BMAY|Innovator S&P 500 Buffer ETF - May|Factors
BMED|BlackRock Future Health ETF|Health Care
BMLP|BMO Dorsey Wright MLP Index Exchange Traded Notes|Energy
BND|Vanguard Total Bond Market Index Fund ETF Shares|Investment Grade Bonds
BNDC|FlexShares Core Select Bond Fund|Investment Grade Bonds
BNDW|Vanguard Total World Bond ETF|Investment Grade Bonds
BNDX|Vanguard Total International Bond Index Fund ETF Shares|Investment Grade Bonds
BNE|Blue Horizon BNE ETF|Energy
BNKD|MicroSectors U.S. Big Banks Index -3X Inverse Leveraged ETNs|Trading
BNKU|MicroSectors U.S. Big Banks Index 3X Leveraged ETNs|Trading
BNO|United States Brent Oil Fund, LP|Commodities
BNOV|Innovator S&P 500 Buffer ETF - November|Derivatives
BNPC|STREAM S&P Dynamic Roll Global|
BNZ|WisdomTree Dreyfus New Zealand|Financials
BOB|Alpha Architect Merlyn.AI Best-of-Breed Core Momentum ETF|Factors
BOCT|Innovator S&P 500 Buffer ETF - October|Derivatives
BOIL|ProShares Ultra Bloomberg Natural Gas|Trading
BOND|PIMCO Active Bond Exchange-Traded Fund|Investment Grade Bonds
BONO|Market Vectors LatAm Aggregate|
BOSS|Global X Founder-Run Companies ETF|Consumer Discretionary
BOTZ|Global X Robotics & Artificial Intelligence ETF|Developed Markets
BOUT|Innovator IBD Breakout Opportunities ETF|Financials
BRF|VanEck Vectors Brazil Small-Cap ETF|Small Cap
BRIL|Direxion Daily BRIC Bull 3x Sha|Financials
BRIS|Direxion Daily BRIC Bear 3x Sha|Financials
BRZU|Direxion Daily MSCI Brazil Bull 2X Shares|Emerging Markets
BSAE|Invesco BulletShares (R) 2021 USD Emerging Markets Debt ETF|Emerging Markets
BSBE|Invesco BulletShares (R) 2022 USD Emerging Markets Debt ETF|Emerging Markets
BSCB|Guggenheim BulletShares 2011 Co|
BSCD|Guggenheim BulletShares 2013 Co|
BSCE|Invesco BulletShares (R) 2023 USD Emerging Markets Debt ETF|Emerging Markets
BSCL|Invesco BulletShares 2021 Corporate Bond ETF|Corporate Bonds
BSCM|Invesco BulletShares 2022 Corporate Bond ETF|Corporate Bonds
BSCN|Invesco BulletShares 2023 Corporate Bond ETF|Corporate Bonds
BSCO|Invesco BulletShares 2024 Corporate Bond ETF|Corporate Bonds
BSCP|Invesco BulletShares 2025 Corporate Bond ETF|Corporate Bonds
BSCQ|Invesco BulletShares 2026 Corporate Bond ETF|Corporate Bonds
BSCR|Invesco BulletShares 2027 Corporate Bond ETF|Corporate Bonds
BSCS|Invesco BulletShares 2028 Corporate Bond ETF|Corporate Bonds
BSCT|Invesco BulletShares 2029 Corporate Bond ETF|Corporate Bonds
BSCU|Invesco BulletShares 2030 Corporate Bond ETF|Corporate Bonds
BSDE|Invesco BulletShares (R) 2024 Emerging Markets Debt ETF|Emerging Markets
BSEP|Innovator S&P 500 Buffer ETF - September|Large Cap
BSJC|Guggenheim BulletShares 2012 Hi|
BSJD|Guggenheim BulletShares 2013 Hi|
BSJL|Invesco BulletShares 2021 High Yield Corporate Bond ETF|High Yield Bonds
BSJM|Invesco BulletShares 2022 High Yield Corporate Bond ETF|High Yield Bonds
BSJN|Invesco BulletShares 2023 High Yield Corporate Bond ETF|High Yield Bonds
BSJO|Invesco BulletShares 2024 High Yield Corporate Bond ETF|High Yield Bonds
BSJP|Invesco BulletShares 2025 High Yield Corporate Bond ETF|High Yield Bonds
BSJQ|Invesco BulletShares 2026 High Yield Corporate Bond ETF|High Yield Bonds
BSJR|Invesco BulletShares 2027 High Yield Corporate Bond ETF|High Yield Bonds
BSJS|Invesco BulletShares 2028 High Yield Corporate Bond ETF|High Yield Bonds
BSML|Invesco BulletShares (R) 2021 Municipal Bond ETF|Municipal Bonds
BSMM|Invesco BulletShares (R) 2022 Municipal Bond ETF|Municipal Bonds
BSMN|Invesco BulletShares (R) 2023 Municipal Bond ETF|Municipal Bonds
BSMO|Invesco BulletShares (R) 2024 Municipal Bond ETF|Municipal Bonds
BSMP|Invesco BulletShares (R) 2025 Municipal Bond ETF|Municipal Bonds
BSMQ|Invesco BulletShares (R) 2026 Municipal Bond ETF|Municipal Bonds
BSMR|Invesco BulletShares (R) 2027 Municipal Bond ETF|Municipal Bonds
BSMS|Invesco BulletShares (R) 2028 Municipal Bond ETF|Municipal Bonds
BSMT|Invesco BulletShares 2029 Municipal Bond ETF|Municipal Bonds
BSMU|Invesco BulletShares 2030 Municipal Bond ETF|Municipal Bonds
BSV|Vanguard Short-Term Bond Index Fund ETF Shares|Corporate Bonds
BTAH|QuantShares U.S. Market Neutral|Value
BTAL|AGFiQ U.S. Market Neutral Anti-Beta Fund|Value
BTC|ClearShares Piton Intermediate Fixed Income ETF|Corporate Bonds
BTEC|Principal Healthcare Innovators Index ETF|Mid Cap
BTEK|BlackRock Future Tech ETF|Technology
BUFD|FT Cboe Vest Fund of Deep Buffer ETFs|Developed Markets
BUFF|Innovator Laddered Fund of S&P 500 Power Buffer ETFs|Developed Markets
BUFR|First Trust Cboe Vest Fund of Buffer ETFs|Developed Markets
BUG|Global X Cybersecurity ETF|Information Technology
BUL|Pacer US Cash Cows Growth ETF|Growth
BUYZ|Franklin Disruptive Commerce ETF|Growth
BUZZ|VanEck Vectors ETF Trust - VanEck Vectors Social Sentiment ETF|Developed Markets
BWX|SPDR Bloomberg Barclays International Treasury Bond ETF|Treasury Bonds
BWZ|SPDR Bloomberg Barclays Short Term International Treasury Bond ETF|Treasury Bonds
BYLD|iShares Yield Optimized Bond ETF|Corporate Bonds
BZQ|ProShares UltraShort MSCI Brazil Capped|Emerging Markets
CACG|ClearBridge All Cap Growth ETF|Growth
CALF|Pacer US Small Cap Cash Cows 100 ETF|Small Cap
CANE|Teucrium Sugar|Commodities
CAPE|Barclays ETN+ Shiller Capet ETN|Factors
CARZ|First Trust NASDAQ Global Auto Index Fund|Consumer Discretionary
CATH|Global X S&P 500 Catholic Values ETF|Large Cap
CBLS|Changebridge Capital Long/Short Equity ETF|Financials
CBON|VanEck Vectors ChinaAMC China Bond ETF|Emerging Markets
CBSE|Changebridge Capital Sustainable Equity ETF|Financials
CBTG|Cabot Growth ETF|Financials
CCON|Direxion Connected Consumer ETF|Technology
CCOR|Core Alternative ETF|Alternatives
CCRV|iShares Commodity Curve Carry Strategy ETF|Commodities Broad Basket
CDC|VictoryShares US EQ Income Enhanced Volatility Wtd ETF|Financials
CDL|VictoryShares US Large Cap High Div Volatility Wtd ETF|Large Cap
CEFA|Global X S&P Catholic Values Developed ex-U.S. ETF|Developed Markets
CEFD|ETRACS Monthly Pay 1.5X Leveraged Closed-End Fund Index ETN|Equities
CEFS|Saba Closed-End Funds ETF|Bonds
CEMB|iShares J.P. Morgan EM Corporate Bond ETF|Corporate Bonds
CEW|WisdomTree Emerging Currency Strategy Fund|Money Market Instruments
CEY|VictoryShares Emerging Market High Div Volatility Wtd ETF|Emerging Markets
CEZ|VictoryShares Emerging Market Volatility Wtd ETF|Emerging Markets
CFA|VictoryShares US 500 Volatility Wtd ETF|Large Cap
CFCV|Clearbridge Focus Value ETF|Value
CFO|VictoryShares US 500 Enhanced Volatility Wtd ETF|Large Cap
CGW|Invesco S&P Global Water Index ETF|Materials
CHAD|Direxion Daily CSI 300 China A Share Bear 1X Shares|Trading
CHAU|Direxion Daily CSI 300 China A Share Bull 2X Shares|Trading
CHB|Global X China Biotech Innovation ETF|Emerging Markets
CHGX|Change Finance U.S. Large Cap Fossil Fuel Free ETF|Large Cap
CHIC|Global X MSCI China Comm Services ETF|Emerging Markets
CHIE|Global X MSCI China Energy ETF|Emerging Markets
CHIH|Global X MSCI China Health Care ETF|Emerging Markets
CHII|Global X MSCI China Industrials ETF|Emerging Markets
CHIK|Global X MSCI China Information Technology ETF|Emerging Markets
CHIL|Global X MSCI China Large-Cap 50 ETF|Emerging Markets
CHIM|Global X MSCI China Materials ETF|Emerging Markets
CHIQ|Global X MSCI China Consumer Disc ETF|Emerging Markets
CHIR|Global X MSCI China Real Estate ETF|Real Estate
CHIS|Global X MSCI China Consumer Staples ETF|Emerging Markets
CHIU|Global X MSCI China Utilities ETF|Emerging Markets
CHIX|Global X MSCI China Financials ETF|Emerging Markets
CHNA|Loncar China BioPharma ETF|Health Care
CIBR|First Trust NASDAQ Cybersecurity ETF|Technology
CID|VictoryShares International High Div Volatility Wtd ETF|Factors
CIL|VictoryShares International Volatility Wtd ETF|Factors
CIZ|VictoryShares Developed Enhanced Volatility Wtd ETF|Factors
CLDL|Direxion Daily Cloud Computing Bull 2X Shares|Trading
CLDS|Direxion Daily Cloud Computing Bear 2X Shares|Trading
CLIX|ProShares Long Online/Short Stores ETF|Equities
CLOU|Global X Cloud Computing ETF Global X Cloud Computing ETF|Technology
CLRG|IQ Chaikin U.S. Large Cap ETF|Factors
CLTL|Invesco Treasury Collateral ETF|Government Bonds
CMBS|iShares CMBS ETF|Commercial Real Estate
CMDY|iShares Bloomberg Roll Select Broad Commodity ETF|Commodities
CMF|iShares California Muni Bond ETF|Municipal Bonds
CN|Xtrackers MSCI All China Equity ETF|Emerging Markets
CNBS|Amplify Seymour Cannabis ETF|Alternatives
CNCR|Loncar Cancer Immunotherapy ETF|Health Care
CNRG|SPDR Kensho Clean Power ETF|Energy
CNXT|VanEck Vectors ChinaAMC SME-ChiNext ETF|Small Cap
CNYA|iShares MSCI China A ETF|Emerging Markets
COM|Direxion Auspice Broad Commodity Strategy ETF|Commodities Broad Basket
COMB|GraniteShares Bloomberg Commodity Broad Strategy No K-1 ETF|Commodities Broad Basket
COMT|iShares GSCI Commodity Dynamic Roll Strategy ETF|Commodities Broad Basket
COPX|Global X Copper Miners ETF|Materials
CORN|Teucrium Corn Fund|Commodities
CORP|PIMCO Investment Grade Corporate Bond Index Exchange-Traded Fund|Corporate Bonds
COW|iPath Series B Bloomberg Livestock Subindex Total Return ETN|Commodities
COWL|Direxion Daily Agribusiness Bul|Materials
COWS|Amplify Cash Flow Dividend Leaders ETF|Materials
COWZ|Pacer US Cash Cows 100 ETF|Factors
CPER|United States Copper Index Fund, LP|Commodities
CQQQ|Invesco China Technology ETF|Emerging Markets
CRAK|VanEck Vectors Oil Refiners ETF|Energy
CRBA|Jefferies TR/J CRB Global Agric|Commodities
CRBI|Jefferies TR/J CRB Global Indus|Commodities
CRBN|iShares MSCI ACWI Low Carbon Target ETF|Alternatives
CROC|ProShares UltraShort Australian Dollar|Trading
CSA|VictoryShares US Small Cap Volatility Wtd ETF|Small Cap
CSB|VictoryShares US Small Cap High Div Volatility Wtd ETF|Small Cap
CSD|Invesco S&P Spin-Off ETF|Small Cap
CSF|VictoryShares US Discovery Enhanced Volatility Wtd ETF|Small Cap
CSM|ProShares Large Cap Core Plus|Large Cap
CSML|IQ Chaikin U.S. Small Cap ETF|Small Cap
CTEC|Global X CleanTech ETF|Equities
CURE|Direxion Daily Healthcare Bull 3X Shares|Trading
CUT|Invesco MSCI Global Timber ETF|Materials
CVRT|PowerShares Convertible Securit|Corporate Bonds
CVY|Invesco Zacks Multi-Asset Income ETF|Equities
CWB|SPDR Bloomberg Barclays Convertible Securities ETF|Corporate Bonds
CWEB|Direxion Daily CSI China Internet Bull 2X Shares|Information Technology
CWI|SPDR MSCI ACWI ex-US ETF|Developed Markets
CWS|AdvisorShares Focused Equity ETF|Factors
CXSE|WisdomTree China ex-State-Owned Enterprises Fund|Emerging Markets
CYB|WisdomTree Chinese Yuan Strategy Fund|Money Market Instruments
CZA|Invesco Zacks Mid-Cap ETF|Mid Cap
CZI|Direxion Daily China Bear 3x Sh|Derivatives
DALI|First Trust Dorsey Wright DALI 1 ETF|Factors
DALT|Anfield Capital Diversified Alternatives ETF|Alternative
DAPP|VanEck Vectors ETF Trust - VanEck Vectors Digital Transformation ETF|Information Technology
DAPR|FT Cboe Vest U.S. Equity Deep Buffer ETF - April|Derivatives
DAUG|FT Cboe Vest U.S. Equity Deep Buffer ETF - August|Derivatives
DAX|Global X DAX Germany ETF|Developed Markets
DBA|Invesco DB Agriculture Fund|Commodities
DBAW|Xtrackers MSCI All World ex U.S. Hedged Equity ETF|Developed Markets
DBB|Invesco DB Base Metals Fund|Commodities
DBC|Invesco DB Commodity Index Tracking Fund|Commodities Broad Basket
DBCN|db-X trackers MSCI Canada Hedge|Real Estate
DBE|Invesco DB Energy Fund|Energy
DBEF|Xtrackers MSCI EAFE Hedged Equity ETF|Developed Markets
DBEH|iM DBi Hedge Strategy ETF|Equities
DBEM|Xtrackers MSCI Emerging Markets Hedged Equity ETF|Emerging Markets
DBEU|Xtrackers MSCI Europe Hedged Equity ETF|Developed Markets
DBEZ|Xtrackers MSCI Eurozone Hedged Equity ETF|Developed Markets
DBGR|Xtrackers MSCI Germany Hedged Equity ETF|Developed Markets
DBJA|Innovator Double Stacker 9 Buffer ETF - January|Factors
DBJP|Xtrackers MSCI Japan Hedged Equity ETF|Developed Markets
DBLV|AdvisorShares DoubleLine Value Equity ETF|Value
DBMF|iM DBi Managed Futures Strategy ETF|Derivatives
DBN|WisdomTree International Basic|
DBO|Invesco DB Oil Fund|Energy
DBOC|Innovator Double Stacker 9 Buffer ETF – October|Factors
DBP|Invesco DB Precious Metals Fund|Commodities
DBS|Invesco DB Silver Fund|Commodities
DBV|Invesco DB G10 Currency Harvest Fund|Currencies
DDEC|FT Cboe Vest U.S. Equity Deep Buffer ETF - December|Derivatives
DDG|ProShares Short Oil & Gas|Trading
DDIV|First Trust Dorsey Wright Momentum & Dividend ETF|Factors
DDLS|WisdomTree Dynamic Currency Hedged International SmallCap Equity Fund|Small Cap
DDM|ProShares Ultra Dow30|Large Cap
DDWM|WisdomTree Dynamic Currency Hedged International Equity Fund|Developed Markets
DECZ|TrueShares Structured Outcome (December) ETF|Alternatives
DEED|First Trust TCW Securitized Plus ETF|Bonds
DEEF|Xtrackers FTSE Developed ex US Multifactor ETF|Developed Markets
DEEP|Roundhill Acquirers Deep Value ETF|Value
DEF|Invesco Defensive Equity ETF|Factors
DEFA|iShares Adaptive Currency Hedged MSCI EAFE ETF|Developed Markets
DEFN|Emles Protective Allocation ETF|Corporate Bonds
DEM|WisdomTree Emerging Markets High Dividend Fund|Emerging Markets
DEMZ|Democratic Large Cap Core ETF|Large Cap
DES|WisdomTree U.S. SmallCap Dividend Fund|Small Cap
DEUS|Xtrackers Russell US Multifactor ETF|Large Cap
DEW|WisdomTree Global High Dividend Fund|Blend
DFAE|Dimensional Emerging Core Equity Market ETF|Emerging Markets
DFAI|Dimensional International Core Equity Market ETF|Developed Markets
DFAU|Dimensional US Core Equity Market ETF|Large Cap
DFE|WisdomTree Europe SmallCap Dividend Fund|Small Cap
DFEB|FT Cboe Vest U.S. Equity Deep Buffer ETF - February|Financials
DFEN|Direxion Daily Aerospace & Defense Bull 3X Shares Direxion Daily Aerospace|Trading
DFHY|TrimTabs Donoghue Forlines Tactical High Yield ETF|High Yield Bonds
DFJ|WisdomTree Japan SmallCap Dividend Fund|Small Cap
DFND|Siren DIVCON Dividend Defender ETF|Financials
DFNL|Davis Select Financial ETF|Financials
DFNV|TrimTabs Donoghue Forlines Risk Managed Innovation ETF|Factors
DFVL|iPath US Treasury 5-year Bull ETN|Treasury Bonds
DFVS|iPath US Treasury 5-year Bear ETN|Treasury Bonds
DGL|Invesco DB Gold Fund|Commodities
DGP|DB Gold Double Long ETN|Trading
DGRE|WisdomTree Emerging Markets Quality Dividend Growth Fund|Emerging Markets
DGRO|iShares Core Dividend Growth ETF|Growth
DGRS|WisdomTree U.S. SmallCap Quality Dividend Growth Fund|Small Cap
DGRW|WisdomTree U.S. Quality Dividend Growth Fund|Growth
DGS|WisdomTree Emerging Markets SmallCap Dividend Fund|Small Cap
DGT|SPDR Global Dow ETF|Developed Markets
DGZ|DB Gold Short ETN|Trading
DHS|WisdomTree U.S. High Dividend Fund|Value
DIA|SPDR Dow Jones Industrial Average ETF Trust|Large Cap
DIAL|Columbia Diversified Fixed Income Allocation ETF|Corporate Bonds
DIG|ProShares Ultra Oil & Gas|Trading
DIM|WisdomTree International MidCap Dividend Fund|Mid Cap
DINT|Davis Select International ETF|Growth
DIV|Global X SuperDividend U.S. ETF|Factors
DIVA|AGFiQ Hedged Dividend Income Fund|Equities
DIVB|iShares U.S. Dividend and Buyback ETF|Financials
DIVO|Amplify CWP Enhanced Dividend Income ETF|Financials
DIVS|SmartETFs Dividend Builder ETF|Financials
DIVZ|TrueShares Low Volatility Equity Income ETF|Financials
DJAN|FT Cboe Vest U.S. Equity Deep Buffer ETF - January|Financials
DJCB|ETRACS Bloomberg Commodity Index Total ReturnSM ETN Series B|Commodities
DJD|Invesco Dow Jones Industrial Average Dividend ETF|Large Cap
DJP|iPath Bloomberg Commodity Index Total Return(SM) ETN|Commodities Broad Basket
DJUL|FT Cboe Vest U.S. Equity Deep Buffer ETF - July|Equities
DJUN|FT Cboe Vest U.S. Equity Deep Buffer ETF - June|Equities
DLN|WisdomTree U.S. LargeCap Dividend Fund|Large Cap
DLS|WisdomTree International SmallCap Dividend Fund|Small Cap
DMAR|FT Cboe Vest U.S. Equity Deep Buffer ETF - March|Equities
DMAY|FT Cboe Vest U.S. Equity Deep Buffer ETF - May|Equities
DMCY|Democracy International Fund|
DMDV|AAM S&P Developed Markets High Dividend Value ETF|Developed Markets
DMRE|DeltaShares S&P EM 100 & Managed Risk ETF|Emerging Markets
DMRI|DeltaShares S&P International Managed Risk ETF|Developed Markets
DMRL|DeltaShares S&P 500 Managed Risk ETF|Factors
DMRM|DeltaShares S&P 400 Managed Risk ETF|Mid Cap
DMRS|DeltaShares S&P 600 Managed Risk ETF|Small Cap
DMXF|iShares ESG Advanced MSCI EAFE Index ETF|Developed Markets
DNL|WisdomTree Global ex-U.S. Quality Dividend Growth Fund|Growth
DNOV|FT Cboe Vest U.S. Equity Deep Buffer ETF - November|Derivatives
DOCT|FT Cboe Vest U.S. Equity Deep Buffer ETF - October|Derivatives
DOG|ProShares Short Dow30|Large Cap
DOL|WisdomTree International LargeCap Dividend Fund|Large Cap
DON|WisdomTree U.S. MidCap Dividend Fund|Mid Cap
DPST|Direxion Daily Regional Banks Bull 3X Shares|Trading
DRIP|Direxion Daily S&P Oil & Gas Exp. & Prod. Bear 2X Shares|Trading
DRIV|Global X Autonomous & Electric Vehicles ETF|Developed Markets
DRN|Direxion Daily MSCI Real Estate Bull 3X Shares|REITs
DRSK|Aptus Defined Risk ETF|Financials
DRUA|Dominion Energy, Inc. ENHCD SUB NT16 A|
DRV|Direxion Daily MSCI Real Estate Bear 3X Shares|REITs
DRW|WisdomTree Global ex-US Real Estate Fund|REITs
DSEP|FT Cboe Vest U.S. Equity Deep Buffer ETF - September|Derivatives
DSI|iShares MSCI KLD 400 Social ETF|Factors
DSJA|Innovator Double Stacker ETF - January|Factors
DSOC|Innovator Double Stacker ETF – October|Factors
DSTL|Distillate U.S. Fundamental Stability & Value ETF|Factors
DSTX|Distillate International Fundamental Stability & Value ETF|Financials
DTD|WisdomTree U.S. Total Dividend Fund|Financials
DTEC|ALPS Disruptive Technologies ETF|Technology
DTH|WisdomTree International High Dividend Fund|Financials
DTJ|DTE Energy Company JR SUB DEB 76|
DTN|WisdomTree U.S. Dividend ex-Financials Fund|Equities
DTY|DTE Energy Company|Utilities
DUDE|Merlyn.AI SectorSurfer Momentum ETF|Developed Markets
DUG|ProShares UltraShort Oil & Gas|Trading
DUKH|Ocean Park High Income ETF|Fixed Income
DURA|VanEck Vectors Morningstar Durable Dividend ETF|Factors
DUSA|Davis Select U.S. Equity ETF|Factors
DUSL|Direxion Daily Industrials Bull 3X Shares Direxion Daily Industrials Bull 3|Trading
DUST|Direxion Daily Gold Miners Index Bear 2X Shares|Trading
DVLU|First Trust Dorsey Wright Momentum & Value ETF|Equities
DVOL|First Trust Dorsey Wright Momentum & Low Volatility ETF|Factors
DVY|iShares Select Dividend ETF|Equities
DVYA|iShares Asia/Pacific Dividend ETF|Emerging Markets
DVYE|iShares Emerging Markets Dividend ETF|Emerging Markets
DWAS|Invesco DWA SmallCap Momentum ETF|Small Cap
DWAT|Arrow DWA Tactical: Macro ETF|Factors
DWAW|AdvisorShares Dorsey Wright FSM All Cap World ETF|Equities
DWCR|Arrow DWA Tactical: International ETF|Factors
DWEQ|AdvisorShares Dorsey Wright Alpha Equal Weight ETF|Equities
DWFI|SPDR Dorsey Wright Fixed Income Allocation ETF|Bonds
DWLD|Davis Select Worldwide ETF|Developed Markets
DWM|WisdomTree International Equity Fund|Developed Markets
DWMC|AdvisorShares Dorsey Wright Micro-Cap ETF|Micro Cap
DWMF|WisdomTree International Multifactor Fund|Developed Markets
DWPP|First Trust Dorsey Wright People's Portfolio ETF|Factors
DWSH|AdvisorShares Dorsey Wright Short ETF|Equities
DWUS|AdvisorShares Dorsey Wright FSM US Core ETF|Blend
DWX|SPDR S&P International Dividend ETF|Developed Markets
DXD|ProShares UltraShort Dow30|Large Cap
DXGE|WisdomTree Germany Hedged Equity Fund|Developed Markets
DXJ|WisdomTree Japan Hedged Equity Fund|Developed Markets
DXJS|WisdomTree Japan Hedged SmallCap Equity Fund|Small Cap
DYHG|Direxion Dynamic Hedge ETF|Large Cap
DYNF|BlackRock U.S. Equity Factor Rotation ETF|Large Cap
DZZ|DB Gold Double Short ETN|Trading
EAGG|iShares ESG U.S. Aggregate Bond ETF|Investment Grade Bonds
EAOA|iShares ESG Aware Aggressive Allocation ETF|Equities
EAOK|iShares ESG Aware Conservative Allocation ETF|Equities
EAOM|iShares ESG Aware Moderate Allocation ETF|Equities
EAOR|iShares ESG Aware Growth Allocation ETF|Equities
EAPR|Innovator MSCI Emerging Markets Power Buffer ETF - April|Emerging Markets
EASG|Xtrackers MSCI EAFE ESG Leaders Equity ETF|Factors
EATX|Global X Food ETF|Equities
EATZ|AdvisorShares Restaurant ETF|Consumer Discretionary
EBIZ|Global X E-commerce ETF|Equities
EBLU|Ecofin Global Water ESG Fund|Materials
EBND|SPDR Bloomberg Barclays Emerging Markets Local Bond ETF|Government Bonds
ECCY|Eagle Point Credit Company Inc. 6.75% NT DE 2027|Corporate Bonds
ECH|iShares MSCI Chile ETF|Emerging Markets
ECLN|First Trust EIP Carbon Impact ETF|Utilities
ECNS|iShares MSCI China Small-Cap ETF|Small Cap
ECON|Columbia Emerging Markets Consumer ETF|Emerging Markets
ECOW|Pacer Emerging Markets Cash Cows 100 ETF|Emerging Markets
ECOZ|TrueShares ESG Active Opportunities ETF|Factors
EDC|Direxion Daily MSCI Emerging Markets Bull 3X Shares|Emerging Markets
EDEN|iShares MSCI Denmark ETF|Developed Markets
EDIV|SPDR S&P Emerging Markets Dividend ETF|Emerging Markets
EDOC|Global X Telemedicine & Digital Health ETF|Health Care
EDOG|ALPS Emerging Sector Dividend Dogs ETF|Emerging Markets
EDOW|First Trust Dow 30 Equal Weight ETF|Large Cap
EDUT|Global X Education ETF|Consumer Discretionary
EDV|Vanguard Extended Duration Treasury Index Fund ETF Shares|Treasury Bonds
EDZ|Direxion Daily MSCI Emerging Markets Bear 3X Shares|Emerging Markets
EEG|Dow Jones Emerging Markets Comp|Emerging Markets
EEH|ELEMENTS Linked to SPECTRUM Large Cap U.S. Sector Momentum Index|Factors
EELV|Invesco S&P Emerging Markets Low Volatility ETF|Emerging Markets
EEM|iShares MSCI Emerging Markets ETF|Emerging Markets
EEMA|iShares MSCI Emerging Markets Asia ETF|Emerging Markets
EEMD|AAM S&P Emerging Markets High Dividend Value ETF|Emerging Markets
EEMO|Invesco S&P Emerging Markets Momentum ETF|Emerging Markets
EEMS|iShares MSCI Emerging Markets Small-Cap ETF|Emerging Markets
EEMV|iShares MSCI Emerging Markets Min Vol Factor ETF|Emerging Markets
EEMX|SPDR MSCI Emerging Markets Fossil Fuel Free ETF|Emerging Markets
EEO|EG Shares Dow Jones Emerging Ma|
EES|WisdomTree U.S. SmallCap Earnings Fund|Small Cap
EET|ProShares Ultra MSCI Emerging Markets|Emerging Markets
EEV|ProShares UltraShort MSCI Emerging Markets|Emerging Markets
EFA|iShares MSCI EAFE ETF|Developed Markets
EFAD|ProShares MSCI EAFE Dividend Growers ETF|Developed Markets
EFAS|Global X MSCI SuperDividend EAFE ETF|Developed Markets
EFAV|iShares MSCI EAFE Min Vol Factor ETF|Developed Markets
EFAX|SPDR MSCI EAFE Fossil Fuel Free ETF|Developed Markets
EFG|iShares MSCI EAFE Growth ETF|Developed Markets
EFIV|SPDR S&P 500 ESG ETF|Large Cap
EFIX|First Trust TCW Emerging Markets Debt ETF|High Yield Bonds
EFN|Emerging Markets Financials Tit|
EFNL|iShares MSCI Finland ETF|Developed Markets
EFO|ProShares Ultra MSCI EAFE|Developed Markets
EFU|ProShares UltraShort MSCI EAFE|Developed Markets
EFV|iShares MSCI EAFE Value ETF|Value
EFZ|ProShares Short MSCI EAFE|Developed Markets
EGIS|2ndVote Society Defended ETF|Factors
EGPT|VanEck Vectors Egypt Index ETF|Emerging Markets
EIDO|iShares MSCI Indonesia ETF|Emerging Markets
EINC|VanEck Vectors Energy Income ETF|Energy
EIRL|iShares MSCI Ireland ETF|Developed Markets
EIS|iShares MSCI Israel ETF|Developed Markets
EJAN|Innovator MSCI Emerging Markets Power Buffer ETF January|Emerging Markets
EJUL|Innovator MSCI Emerging Markets Power Buffer ETF - July|Emerging Markets
EKAR|Capital Link NextGen Vehicles & Technology ETF|Technology
ELD|WisdomTree Emerging Markets Local Debt Fund|Emerging Markets
EMAG|VanEck Vectors Emerging Markets Aggregate Bond ETF|Corporate Bonds
EMB|iShares J.P. Morgan USD Emerging Markets Bond ETF|Government Bonds
EMBD|Global X Emerging Markets Bond ETF|Government Bonds
EMBH|iShares Interest Rate Hedged Emerging Markets Bond ETF|Government Bonds
EMCB|WisdomTree Emerging Markets Corporate Bond Fund|Corporate Bonds
EMDV|ProShares MSCI Emerging Markets Dividend Growers ETF|Emerging Markets
EMER|IQ Emerging Markets Mid Cap ETF|Mid Cap
EMFM|Global X Next Emerging & Frontier ETF|Emerging Markets
EMGF|iShares MSCI Emerging Markets Multifactor ETF|Emerging Markets
EMGX|Global X Russell Emerging Marke|
EMHC|SPDR Bloomberg Barclays Emerging Markets USD Bond ETF|Government Bonds
EMHY|iShares J.P. Morgan EM High Yield Bond ETF|High Yield Bonds
EMIF|iShares Emerging Markets Infrastructure ETF|Emerging Markets
EMLC|VanEck Vectors J.P. Morgan EM Local Currency Bond ETF|Government Bonds
EMLP|First Trust North American Energy Infrastructure Fund|Energy
EMMF|WisdomTree Emerging Markets Multifactor Fund|Emerging Markets
EMNT|PIMCO Enhanced Short Maturity Active ESG Exchange-Traded Fund|Cash
EMQQ|EMQQ The Emerging Markets Internet & Ecommerce ETF|Emerging Markets
EMSG|Xtrackers MSCI Emerging Markets ESG Leaders Equity ETF|Emerging Markets
EMSH|ProShares Short Term USD Emerging Markets Bond ETF|Corporate Bonds
EMTL|SPDR DoubleLine Emerging Markets Fixed Income ETF|Corporate Bonds
EMTY|ProShares Decline of the Retail Store ETF|Trading
EMVX|Global X Russell Emerging Marke|
EMXC|iShares MSCI Emerging Markets ex China ETF|Emerging Markets
EMXF|iShares ESG Advanced MSCI EM ETF|Emerging Markets
ENBA|Enbridge Inc. 6.375 SNT18 B 78|
ENFR|Alerian Energy Infrastructure ETF|Energy
ENOR|iShares MSCI Norway ETF|Developed Markets
ENTR|ERShares Entrepreneur 30 ETF|Alternatives
ENZL|iShares MSCI New Zealand ETF|Developed Markets
EPHE|iShares MSCI Philippines ETF|Emerging Markets
EPI|WisdomTree India Earnings Fund|Emerging Markets
EPOL|iShares MSCI Poland ETF|Emerging Markets
EPP|iShares MSCI Pacific ex Japan ETF|Developed Markets
EPRF|Innovator S&P Investment Grade Preferred ETF|Investment Grade Bonds
EPS|WisdomTree U.S. Earnings 500 Fund|Large Cap
EPU|iShares MSCI Peru ETF|Emerging Markets
EPV|ProShares UltraShort FTSE Europe|Developed Markets
EQAL|Invesco Russell 1000 Equal Weight ETF|Factors
EQIN|Russell Equity Income ETF|Alternatives
EQL|ALPS Equal Sector Weight ETF|Factors
EQOP|Natixis U.S. Equity Opportunities ETF|Alternatives
EQRR|ProShares Equities for Rising Rates ETF|Factors
EQWL|Invesco S&P 100 Equal Weight ETF|Factors
ERX|Direxion Daily Energy Bull 2X Shares|Trading
ERY|Direxion Daily Energy Bear 2X Shares|Trading
ESCR|Xtrackers Bloomberg Barclays US Investment Grade Corporate ESG ETF|Corporate Bonds
ESEB|Xtrackers J.P. Morgan ESG Emerging Markets Sovereign ETF|Emerging Markets
ESG|FlexShares STOXX US ESG Impact Index Fund|Developed Markets
ESGA|American Century Sustainable Equity ETF|Large Cap
ESGD|iShares ESG Aware MSCI EAFE ETF|Developed Markets
ESGE|iShares ESG Aware MSCI EM ETF|Emerging Markets
ESGG|FlexShares STOXX Global ESG Impact Index Fund|Developed Markets
ESGN|Columbia Sustainable International Equity Income ETF|Developed Markets
ESGS|Columbia Sustainable U.S. Equity Income ETF|Large Cap
ESGU|iShares ESG Aware MSCI USA ETF|Developed Markets
ESGV|Vanguard ESG U.S. Stock ETF|Large Cap
ESHY|Xtrackers J.P. Morgan ESG USD High Yield Corporate Bond ETF|High Yield Bonds
ESML|iShares ESG Aware MSCI USA Small-Cap ETF|Factors
ESNG|Direxion MSCI USA ESG - Leaders vs. Laggards ETF|Factors
ESPO|VanEck Vectors Video Gaming and eSports ETF|Technology
ETHO|Etho Climate Leadership U.S. ETF|Factors
EUCG|Euclid Capital Growth ETF|Growth
EUDG|WisdomTree Europe Quality Dividend Growth Fund|Growth
EUDV|ProShares MSCI Europe Dividend Growers ETF|Developed Markets
EUFN|iShares MSCI Europe Financials ETF|Developed Markets
EUFX|ProShares Short Euro|Trading
EUM|ProShares Short MSCI Emerging Markets|Emerging Markets
EUO|ProShares UltraShort Euro|Trading
EURL|Direxion Daily FTSE Europe Bull 3X Shares|Trading
EURZ|Xtrackers Eurozone Equity ETF|Developed Markets
EUSA|iShares MSCI USA Equal Weighted ETF|Factors
EUSB|iShares ESG Advanced Total USD Bond Market ETF|Corporate Bonds
EUSC|WisdomTree Europe Hedged SmallCap Equity Fund|Small Cap
EVLMC|Eaton Vance TABS 5-to-15 Year Laddered Municipal Bond NextShares|Municipal Bonds
EVSTC|Eaton Vance Stock NextShares|Equities
EVX|VanEck Vectors Environmental Services ETF|Industrials
EWA|iShares MSCI Australia ETF|Developed Markets
EWAC|Guggenheim MSCI ACWI Equal Weig|Equities
EWC|iShares MSCI Canada ETF|Developed Markets
EWCO|Invesco S&P 500 Equal Weight Communication Services ETF|Communications
EWD|iShares MSCI Sweden ETF|Developed Markets
EWEB|Global X Emerging Markets Internet & E-commerce ETF|Emerging Markets
EWEF|Guggenheim MSCI EAFE Equal Weig|Equities
EWG|iShares MSCI Germany ETF|Developed Markets
EWGS|iShares MSCI Germany Small-Cap ETF|Small Cap
EWH|iShares MSCI Hong Kong ETF|Developed Markets
EWI|iShares MSCI Italy ETF|Developed Markets
EWJ|iShares MSCI Japan ETF|Developed Markets
EWJE|iShares MSCI Japan Equal Weighted ETF|Developed Markets
EWJV|iShares MSCI Japan Value ETF|Value
EWK|iShares MSCI Belgium ETF|Developed Markets
EWL|iShares MSCI Switzerland ETF|Developed Markets
EWM|iShares MSCI Malaysia ETF|Emerging Markets
EWMC|Invesco S&P MidCap 400 Equal Weight ETF|Mid Cap
EWN|iShares MSCI Netherlands ETF|Developed Markets
EWO|iShares MSCI Austria ETF|Developed Markets
EWP|iShares MSCI Spain ETF|Developed Markets
EWQ|iShares MSCI France ETF|Developed Markets
EWRE|Invesco S&P 500 Equal Weight Real Estate ETF|REITs
EWS|iShares MSCI Singapore ETF|Emerging Markets
EWSC|Invesco S&P SmallCap 600 Equal Weight ETF|Small Cap
EWSM|Guggenheim S&P SmallCap 600 Equ|Equities
EWT|iShares MSCI Taiwan ETF|Emerging Markets
EWU|iShares MSCI United Kingdom ETF|Developed Markets
EWUS|iShares MSCI United Kingdom Small-Cap ETF|Small Cap
EWV|ProShares UltraShort MSCI Japan|Trading
EWW|iShares MSCI Mexico ETF|Emerging Markets
EWX|SPDR S&P Emerging Markets Small Cap ETF|Emerging Markets
EWY|iShares MSCI South Korea ETF|Emerging Markets
EWZ|iShares MSCI Brazil ETF|Emerging Markets
EWZS|iShares MSCI Brazil Small-Cap ETF|Emerging Markets
EXI|iShares Global Industrials ETF|Developed Markets
EYLD|Cambria Emerging Shareholder Yield ETF|Emerging Markets
EZA|iShares MSCI South Africa ETF|Emerging Markets
EZJ|ProShares Ultra MSCI Japan|Developed Markets
EZM|WisdomTree U.S. MidCap Earnings Fund|Mid Cap
EZU|iShares MSCI Eurozone ETF|Large Cap
FAA|Guggenheim Airline ETF|Industrials
FAAR|First Trust Alternative Absolute Return Strategy ETF|Alternatives
FAB|First Trust Multi Cap Value AlphaDEX Fund|Value
FAD|First Trust Multi Cap Growth AlphaDEX Fund|Growth
FAIL|Cambria Sovereign Bond ETF|Government Bonds
FALN|iShares Fallen Angels USD Bond ETF|High Yield Bonds
FAN|First Trust Global Wind Energy ETF|Developed Markets
FAPR|FT Cboe Vest U.S. Equity Buffer ETF - April|Derivatives
FAS|Direxion Daily Financial Bull 3X Shares|Developed Markets
FAUG|FT Cboe Vest U.S. Equity Buffer ETF - August|Derivatives
FAZ|Direxion Daily Financial Bear 3X Shares|Developed Markets
FBCG|Fidelity Blue Chip Growth ETF|Growth
FBCV|Fidelity Blue Chip Value ETF|Value
FBGX|UBS AG FI Enhanced Large Cap Growth ETN|Growth
FBND|Fidelity Total Bond ETF|Corporate Bonds
FBT|First Trust NYSE Arca Biotechnology Index Fund|Developed Markets
FBZ|First Trust Brazil AlphaDEX Fund|Emerging Markets
FCA|First Trust China AlphaDEX Fund|Emerging Markets
FCAL|First Trust California Municipal High Income ETF|Municipal Bonds
FCD|Focus Morningstar Consumer Defe|
FCEF|First Trust CEF Income Opportunity ETF|Developed Markets
FCG|First Trust Natural Gas ETF|Developed Markets
FCGL|Direxion Daily Natural Gas Rela|
FCGS|Direxion Funds ETF|
FCOM|Fidelity MSCI Communication Services Index ETF|Developed Markets
FCOR|Fidelity Corporate Bond ETF|Corporate Bonds
FCPI|Fidelity Stocks for Inflation ETF|Developed Markets
FCQ|Focus Morningstar Communication|
FCTR|First Trust Lunt U.S. Factor Rotation ETF|
FCV|FaithShares Catholic Values ETF|Equities
FCVT|First Trust SSI Strategic Convertible Securities ETF|Derivatives
FDD|First Trust STOXX European Select Dividend Index Fund|Developed Markets
FDEC|FT Cboe Vest U.S. Equity Buffer ETF - December|Derivatives
FDEM|Fidelity Emerging Markets Multifactor ETF|Emerging Markets
FDEV|Fidelity International Multifactor ETF|Developed Markets
FDG|American Century Focused Dynamic Growth ETF|Growth
FDHY|Fidelity High Yield Factor ETF|High Yield Bonds
FDIS|Fidelity MSCI Consumer Discretionary Index ETF|Consumer Discretionary
FDIV|First Trust Strategic Income ETF|Corporate Bonds
FDL|First Trust Morningstar Dividend Leaders Index Fund|Factors
FDLO|Fidelity Low Volatility Factor ETF|Factors
FDM|First Trust Dow Jones Select MicroCap Index Fund|Micro Cap
FDMO|Fidelity Momentum Factor ETF|Factors
FDN|First Trust Dow Jones Internet Index Fund|Technology
FDNI|First Trust Dow Jones International Internet ETF|Factors
FDRR|Fidelity Dividend ETF for Rising Rates|Factors
FDT|First Trust Developed Markets Ex-US AlphaDEX Fund|Developed Markets
FDTS|First Trust Developed Markets ex-US Small Cap AlphaDEX Fund|Developed Markets
FDV|First Trust Capital Strength ETF|Equities
FDVV|Fidelity High Dividend ETF|Factors
FEBZ|TrueShares Structured Outcome (February) ETF|Derivatives
FEDX|Emles Federal Contractors ETF|Industrials
FEM|First Trust Emerging Markets AlphaDEX Fund|Emerging Markets
FEMB|First Trust Emerging Markets Local Currency Bond ETF|Emerging Markets
FEMS|First Trust Emerging Markets Small Cap AlphaDEX Fund|Small Cap
FENY|Fidelity MSCI Energy Index ETF|Energy
FEP|First Trust Europe AlphaDEX Fund|Developed Markets
FEUL|Credit Suisse FI Enhanced Europe 50 Exchange Traded Notes (ETNs)|Developed Markets
FEUZ|First Trust Eurozone AlphaDEX ETF|Developed Markets
FEVR|Inspire Faithward Large Cap Momentum ESG ETF|Large Cap
FEX|First Trust Large Cap Core AlphaDEX Fund|Large Cap
FEZ|SPDR EURO STOXX 50 ETF|Large Cap
FFEB|FT Cboe Vest U.S. Equity Buffer ETF - February|Derivatives
FFHG|FormulaFolios Hedged Growth ETF|Growth
FFIU|Fieldstone UVA Unconstrained Medium-Term Fixed Income ETF|Corporate Bonds
FFL|Focus Morningstar Financial Ser|
FFR|First Trust FTSE EPRA/NAREIT Developed Markets Real Estate Index Fund|REITs
FFSG|FormulaFolios Smart Growth ETF|Growth
FFTG|FormulaFolios Tactical Growth ETF|Growth
FFTI|FormulaFolios Tactical Income ETF|Corporate Bonds
FFTY|Innovator IBD 50 ETF|Growth
FGD|First Trust Dow Jones Global Select Dividend Index Fund|Developed Markets
FGM|First Trust Germany AlphaDEX Fund|Developed Markets
FGRO|Fidelity Growth Opportunities ETF|Growth
FHC|Focus Morningstar Health Care I|Developed Markets
FHLC|Fidelity MSCI Health Care Index ETF|Developed Markets
FIBR|iShares Edge U.S. Fixed Income Balanced Risk ETF|Corporate Bonds
FICS|First Trust International Developed Cap Strength ETF|Developed Markets
FID|First Trust S&P International Dividend Aristocrats ETF|Developed Markets
FIDI|Fidelity International High Dividend ETF|Developed Markets
FIDU|Fidelity MSCI Industrials Index ETF|Developed Markets
FIGB|Fidelity Investment Grade Bond ETF|Investment Grade Bonds
FIHD|UBS AG FI Enhanced Global High Yield ETN|High Yield Bonds
FILL|iShares MSCI Global Energy Producers ETF|Developed Markets
FINX|Global X FinTech ETF|Developed Markets
FISR|SPDR SSGA Fixed Income Sector Rotation ETF|Corporate Bonds
FITE|SPDR S&P Kensho Future Security ETF|Developed Markets
FIVA|Fidelity International Value Factor ETF|Developed Markets
FIVG|Defiance 5G Next Gen Connectivity ETF|Developed Markets
FIW|First Trust Water ETF|Developed Markets
FIXD|First Trust TCW Opportunistic Fixed Income ETF|Corporate Bonds
FJAN|FT Cboe Vest U.S. Equity Buffer ETF - January|Equities
FJNK|Pacific Global Focused High Yield ETF|High Yield Bonds
FJP|First Trust Japan AlphaDEX Fund|Developed Markets
FJUL|FT Cboe Vest U.S. Equity Buffer ETF - July|Alternatives
FJUN|FT Cboe Vest U.S. Equity Buffer ETF - June|Derivatives
FKU|First Trust United Kingdom AlphaDEX Fund|Developed Markets
FLAU|Franklin FTSE Australia ETF|Developed Markets
FLAX|Franklin FTSE Asia ex Japan ETF|Emerging Markets
FLBL|Franklin Liberty Senior Loan ETF|High Yield Bonds
FLBR|Franklin FTSE Brazil ETF|Emerging Markets
FLCA|Franklin FTSE Canada ETF|Developed Markets
FLCB|Franklin Liberty US Core Bond ETF|Investment Grade Bonds
FLCH|Franklin FTSE China ETF|Emerging Markets
FLCO|Franklin Liberty Investment Grade Corporate ETF|Investment Grade Bonds
FLDR|Fidelity Low Duration Bond Factor ETF|Corporate Bonds
FLEE|Franklin FTSE Europe ETF|Developed Markets
FLEH|Franklin FTSE Europe Hedged ETF|Developed Markets
FLFR|Franklin FTSE France ETF|Developed Markets
FLGB|Franklin FTSE United Kingdom ETF|Developed Markets
FLGE|Credit Suisse FI Large Cap Growth Enhanced ETN|Growth
FLGR|Franklin FTSE Germany ETF|Developed Markets
FLGV|Franklin Liberty U.S. Treasury Bond ETF|Treasury Bonds
FLHK|Franklin FTSE Hong Kong ETF|Emerging Markets
FLHY|Franklin Liberty High Yield Corporate ETF|High Yield Bonds
FLIA|Franklin Liberty International Aggregate Bond ETF|Corporate Bonds
FLIN|Franklin FTSE India ETF|Emerging Markets
FLIY|Franklin FTSE Italy ETF|Developed Markets
FLJH|Franklin FTSE Japan Hedged ETF|Developed Markets
FLJP|Franklin FTSE Japan ETF|Developed Markets
FLKR|Franklin FTSE South Korea ETF|Emerging Markets
FLLA|Franklin FTSE Latin America ETF|Emerging Markets
FLLV|Franklin Liberty U.S. Low Volatility ETF|Large Cap
FLM|First Trust Global Engineering and Construction ETF|Industrials
FLMB|Franklin Liberty Federal Tax-Free Bond ETF|Municipal Bonds
FLMI|Franklin Liberty Intermediate Municipal Opportunities ETF|Municipal Bonds
FLMX|Franklin FTSE Mexico ETF|Emerging Markets
FLN|First Trust Latin America AlphaDEX Fund|Emerging Markets
FLOT|iShares Floating Rate Bond ETF|Corporate Bonds
FLQD|Franklin LibertyQ Global Dividend ETF|Developed Markets
FLQE|Franklin LibertyQ Emerging Markets ETF|Emerging Markets
FLQG|Franklin LibertyQ Global Equity ETF|Developed Markets
FLQH|Franklin LibertyQ International Equity Hedged ETF|Developed Markets
FLQL|Franklin LibertyQ U.S. Equity ETF|Large Cap
FLQM|Franklin LibertyQ U.S. Mid Cap Equity ETF|Mid Cap
FLQS|Franklin LibertyQ U.S. Small Cap Equity ETF|Small Cap
FLRG|Fidelity U.S. Multifactor ETF|Large Cap
FLRN|SPDR Bloomberg Barclays Investment Grade Floating Rate ETF|Corporate Bonds
FLRT|Pacific Global Senior Loan ETF|High Yield Bonds
FLRU|Franklin FTSE Russia ETF|Emerging Markets
FLSA|Franklin FTSE Saudi Arabia ETF|Emerging Markets
FLSP|Franklin Liberty Systematic Style Premia ETF|Alternatives
FLSW|Franklin FTSE Switzerland ETF|Developed Markets
FLTB|Fidelity Limited Term Bond ETF|Investment Grade Bonds
FLTR|VanEck Vectors Investment Grade Floating Rate ETF|Corporate Bonds
FLTW|Franklin FTSE Taiwan ETF|Emerging Markets
FLUD|Franklin Liberty Ultra Short Bond ETF|Investment Grade Bonds
FLV|American Century Focused Large Cap Value ETF|Value
FLYT|Direxion Flight to Safety Strategy ETF|Equities
FLZA|Franklin FTSE South Africa ETF|Emerging Markets
FM|iShares MSCI Frontier and Select EM ETF|Frontier Markets
FMAG|Fidelity Magellan ETF|Factors
FMAR|FT Cboe Vest U.S. Equity Buffer ETF - March|Equities
FMAT|Fidelity MSCI Materials Index ETF|Materials
FMAY|FT Cboe Vest U.S. Equity Buffer ETF - May|Equities
FMB|First Trust Managed Municipal ETF|Municipal Bonds
FMF|First Trust Managed Futures Strategy Fund|Derivatives
FMHI|First Trust Municipal High Income ETF|Municipal Bonds
FMIL|Fidelity New Millennium ETF|Factors
FMU|Focus Morningstar US Market Ind|Equities
FMV|FaithShares Methodist Values ET|Equities
FNCL|Fidelity MSCI Financials Index ETF|Mid Cap
FNDA|Schwab Fundamental U.S. Small Company Index ETF|Small Cap
FNDB|Schwab Fundamental U.S. Broad Market Index ETF|Blend
FNDC|Schwab Fundamental International Small Company Index ETF|Small Cap
FNDE|Schwab Fundamental Emerging Markets Large Company Index ETF|Emerging Markets
FNDF|Schwab Fundamental International Large Company Index ETF|Developed Markets
FNDX|Schwab Fundamental U.S. Large Company Index ETF|Large Cap
FNGD|MicroSectors FANG+ Index -3X Inverse Leveraged ETN|Trading
FNGO|MicroSectors FANG+ Index 2X Leveraged ETN|Trading
FNGS|MicroSectors FANG+ ETN|Technology
FNGU|MicroSectors FANG+ Index 3X Leveraged ETN|Trading
FNGZ|MicroSectors FANG+ Index -2X Inverse Leveraged ETN|Derivatives
FNI|First Trust Chindia ETF|Emerging Markets
FNK|First Trust Mid Cap Value AlphaDEX Fund|Mid Cap
FNOV|FT Cboe Vest U.S. Equity Buffer ETF - November|Derivatives
FNX|First Trust Mid Cap Core AlphaDEX Fund|Mid Cap
FNY|First Trust Mid Cap Growth AlphaDEX Fund|Mid Cap
FOC|FaithShares Christian Values ET|Financials
FOCT|FT Cboe Vest U.S. Equity Buffer ETF - October|Derivatives
FORH|ETF Opportunities Trust - Formidable ETF|Blend
FOS|Focus Morningstar Small Cap Ind|Small Cap
FOVL|iShares Focused Value Factor ETF|Value
FPA|First Trust Asia Pacific Ex-Japan AlphaDEX Fund|Developed Markets
FPE|First Trust Preferred Securities and Income ETF|Corporate Bonds
FPEI|First Trust Institutional Preferred Securities and Income ETF|Corporate Bonds
FPRO|Fidelity Real Estate Investment ETF|REITs
FPX|First Trust US Equity Opportunities ETF|Large Cap
FPXE|First Trust IPOX Europe Equity Opportunities ETF|Developed Markets
FPXI|First Trust International Equity Opportunities ETF|Developed Markets
FQAL|Fidelity Quality Factor ETF|Large Cap
FRAK|VanEck Vectors Unconventional Oil & Gas ETF|Energy
FRDM|Alpha Architect Freedom 100 Emerging Markets ETF|Emerging Markets
FREL|Fidelity MSCI Real Estate Index ETF|REITs
FRI|First Trust S&P REIT Index Fund|REITs
FRL|Focus Morningstar Real Estate I|
FRLG|Large Cap Growth Index-Linked ETN due 2028|Growth
FRTY|Alger Mid Cap 40 ETF|Mid Cap
FSEC|Fidelity Investment Grade Securitized ETF|Investment Grade Bonds
FSEP|FT Cboe Vest U.S. Equity Buffer ETF - September|
FSMB|First Trust Short Duration Managed Municipal ETF|Municipal Bonds
FSMD|Fidelity Small-Mid Multifactor ETF|Small Cap
FSMO|Fidelity Small-Mid Cap Opportunities ETF|Small Cap
FSST|Fidelity Sustainable U.S. Equity ETF|Large Blend
FSTA|Fidelity MSCI Consumer Staples Index ETF|Developed Markets
FSZ|First Trust Switzerland AlphaDEX Fund|Developed Markets
FTA|First Trust Large Cap Value AlphaDEX Fund|Value
FTAG|First Trust Indxx Global Agriculture ETF|Value
FTC|First Trust Large Cap Growth AlphaDEX Fund|Large Cap
FTCS|First Trust Capital Strength ETF|Large Cap
FTEC|Fidelity MSCI Information Technology Index ETF|Technology
FTGC|First Trust Global Tactical Commodity Strategy Fund|Commodities Broad Basket
FTHI|First Trust BuyWrite Income ETF|Large Cap
FTLB|First Trust Hedged BuyWrite Income ETF|Large Cap
FTLS|First Trust Long/Short Equity ETF|Blend
FTQ|Focus Morningstar Technology In|Information Technology
FTRI|First Trust Indxx Global Natural Resources Income ETF|Developed Markets
FTSD|Franklin Liberty Short Duration U.S. Government ETF|Government Bonds
FTSL|First Trust Senior Loan Fund|High Yield Bonds
FTSM|First Trust Enhanced Short Maturity ETF|Money Market Instruments
FTXD|First Trust Nasdaq Retail ETF|Consumer Discretionary
FTXG|First Trust Nasdaq Food & Beverage ETF|Consumer Staples
FTXH|First Trust Nasdaq Pharmaceuticals ETF|Health Care
FTXL|First Trust Nasdaq Semiconductor ETF|Information Technology
FTXN|First Trust Nasdaq Oil & Gas ETF|Energy
FTXO|First Trust Nasdaq Bank ETF|Financials
FTXR|First Trust Nasdaq Transportation ETF|Industrials
FUE|ELEMENTS Linked to the MLCX Biofuels Index (Exchange Series) - Total Return|Commodities
FUI|Focus Morningstar Utilities Ind|Utilities
FUMB|First Trust Ultra Short Duration Municipal ETF|Municipal Bonds
FUNL|CornerCap Fundametrics Large-Cap ETF FUNL|Large Cap
FUT|ProShares Managed Futures Strategy ETF|Derivatives
FUTY|Fidelity MSCI Utilities Index ETF|Utilities
FV|First Trust Dorsey Wright Focus 5 ETF|Developed Markets
FVAL|Fidelity Value Factor ETF|Value
FVC|First Trust Dorsey Wright Dynamic Focus 5 ETF|Factors
FVD|First Trust Value Line Dividend Index Fund|Value
FWDB|AdvisorShares FolioBeyond Smart Core Bond ETF|Corporate Bonds
FXA|Invesco CurrencyShares Australian Dollar Trust|Currencies
FXB|Invesco CurrencyShares British Pound Sterling Trust|Currencies
FXC|Invesco CurrencyShares Canadian Dollar Trust|Currencies
FXD|First Trust Consumer Discretionary AlphaDEX Fund|Consumer Discretionary
FXE|Invesco CurrencyShares Euro Currency Trust|Currencies
FXF|Invesco CurrencyShares Swiss Franc Trust|Currencies
FXG|First Trust Consumer Staples AlphaDEX Fund|Consumer Staples
FXH|First Trust Health Care AlphaDEX Fund|Health Care
FXI|iShares China Large-Cap ETF|Large Cap
FXL|First Trust Technology AlphaDEX Fund|Technology
FXM|Rydex CurrencyShares Mexican Pe|Currencies
FXN|First Trust Energy AlphaDEX Fund|Energy
FXO|First Trust Financials AlphaDEX Fund|Financials
FXP|ProShares UltraShort FTSE China 50|Emerging Markets
FXR|First Trust Industrials/Producer Durables AlphaDEX Fund|Industrials
FXRU|CurrencyShares Russian Ruble Tr|Currencies
FXU|First Trust Utilities AlphaDEX Fund|Developed Markets
FXY|Invesco CurrencyShares Japanese Yen Trust|Cash
FXZ|First Trust Materials AlphaDEX Fund|Developed Markets
FYC|First Trust Small Cap Growth AlphaDEX Fund|Small Cap
FYLD|Cambria Foreign Shareholder Yield ETF|Developed Markets
FYT|First Trust Small Cap Value AlphaDEX Fund|Small Cap
FYX|First Trust Small Cap Core AlphaDEX Fund|Small Cap
FZB|FaithShares Baptist Values Fund|
GAA|Cambria Global Asset Allocation ETF|Blend
GAL|SPDR SSgA Global Allocation ETF|Blend
GAMR|Wedbush ETFMG Video Game Tech ETF|Technology
GAZ|iPath Series B Bloomberg Natural Gas Subindex Total ReturnSM ETN|Commodities
GBDV|Global Beta Smart Income ETF|Financials
GBF|iShares Government/Credit Bond ETF|Bonds
GBGR|Global Beta Rising Stars ETF|Factors
GBIL|Goldman Sachs Access Treasury 0-1 Year ETF|Bonds
GBLD|Invesco Exchange-Traded Fund Trust II - Invesco MSCI Green Building ETF|Industrials
GBLO|Global Beta Low Beta ETF|Factors
GBUG|iPath Gold ETN|Commodities
GCC|WisdomTree Continuous Commodity Index Fund|Commodities Broad Basket
GCOR|Goldman Sachs Access U.S. Aggregate Bond ETF|Bonds
GCOW|Pacer Global Cash Cows Dividend ETF|Financials
GDMA|Alpha Architect Gdsdn Dynmc Mlt-Asst ETF|Alternatives
GDX|VanEck Vectors Gold Miners ETF|Materials
GDXD|MicroSectors Gold Miners -3X Inverse Leveraged ETNs|Trading
GDXJ|VanEck Vectors Junior Gold Miners ETF|Materials
GDXU|MicroSectors Gold Miners 3X Leveraged ETNs|Trading
GEM|Goldman Sachs ActiveBeta Emerging Markets Equity ETF|Emerging Markets
GENY|Principal Millennials Index ETF|Developed Markets
GERM|ETFMG Treatments, Testing and Advancements ETF|Health Care
GGRW|Gabelli Growth Innovators ETF|Growth
GHYB|Goldman Sachs Access High Yield Corporate Bond ETF|High Yield Bonds
GHYG|iShares US & Intl High Yield Corp Bond ETF|High Yield Bonds
GIGB|Goldman Sachs Access Investment Grade Corporate Bond ETF|Investment Grade Bonds
GIGE|SoFi Gig Economy ETF|Growth
GII|SPDR S&P Global Infrastructure ETF|Utilities
GINN|Goldman Sachs Innovate Equity ETF|Growth
GLCN|VanEck Vectors China Growth Leaders ETF|Growth
GLD|SPDR Gold Shares|Commodities
GLDM|SPDR Gold MiniShares|Commodities
GLIF|AGFiQ Global Infrastructure ETF|Utilities
GLIN|VanEck Vectors India Growth Leaders ETF|Growth
GLJ|iShares 10+ Year Government/Cre|Government Bonds
GLL|ProShares UltraShort Gold|Trading
GLRY|Inspire Faithward Mid Cap Momentum ESG ETF|Mid Cap
GLTR|Aberdeen Standard Physical Precious Metals Basket Shares ETF|Commodities
GMF|SPDR S&P Emerging Asia Pacific ETF|Emerging Markets
GMOM|Cambria Global Momentum ETF|Developed Markets
GMTA|GATX Corporation SR NT 2066|Corporate Bonds
GNAF|MicroSectors FANG+ Index Inverse ETN|Information Technology
GNMA|iShares GNMA Bond ETF|Government Bonds
GNOM|Global X Genomics & Biotechnology ETF|Health Care
GNR|SPDR S&P Global Natural Resources ETF|Materials
GOAT|VanEck Vectors Morningstar Global Wide Moat ETF|Financials
GOAU|U.S. Global GO GOLD and Precious Metal Miners ETF|Materials
GOEX|Global X Gold Explorers ETF|Materials
GOVT|iShares U.S. Treasury Bond ETF|Treasury Bonds
GOVZ|iShares 25+ Year Treasury STRIPS Bond ETF|Treasury Bonds
GQRE|FlexShares Global Quality Real Estate Index Fund|REITs
GREK|Global X MSCI Greece ETF|Emerging Markets
GRES|IQ Global Resources ETF|Materials
GRID|First Trust NASDAQ Clean Edge Smart Grid Infrastructure Index Fund|Developed Markets
GRN|iPath Series B Carbon ETN|Commodities
GRNB|VanEck Vectors Green Bond ETF|Corporate Bonds
GRPC|Russell Growth at a Reasonable|Growth
GRU|ELEMENTS Linked to the MLCX Grains Index - Total Return|Commodities
GSEE|Goldman Sachs MarketBeta Emerging Markets Equity ETF|Emerging Markets
GSEU|Goldman Sachs ActiveBeta Europe Equity ETF|Developed Markets
GSEW|Goldman Sachs Equal Weight U.S. Large Cap Equity ETF|Large Cap
GSG|iShares S&P GSCI Commodity-Indexed Trust|Commodities Broad Basket
GSID|Goldman Sachs MarketBeta International Equity ETF|Developed Markets
GSIE|Goldman Sachs ActiveBeta International Equity ETF|Developed Markets
GSIG|Goldman Sachs Access Investment Grade Corporate 1-5 Year Bond ETF|Investment Grade Bonds
GSJY|Goldman Sachs ActiveBeta Japan Equity ETF|Developed Markets
GSLC|Goldman Sachs ActiveBeta U.S. Large Cap Equity ETF|Large Cap
GSP|iPath S&P GSCI Total Return Index ETN|Commodities Broad Basket
GSPY|Gotham Enhanced 500 ETF|Large Cap
GSSC|Goldman Sachs ActiveBeta U.S. Small Cap Equity ETF|Small Cap
GSST|Goldman Sachs Access Ultra Short Bond ETF|Corporate Bonds
GSUS|Goldman Sachs MarketBeta US Equity ETF|Large Cap
GSY|Invesco Ultra Short Duration ETF|Corporate Bonds
GTIP|Goldman Sachs Access Inflation Protected USD Bond ETF|Inflation-Protected Securities
GTO|Invesco Total Return Bond ETF|Corporate Bonds
GUNR|FlexShares Morningstar Global Upstream Natural Resources Index Fund|Emerging Markets
GURU|Global X Guru Index ETF|Blend
GUSH|Direxion Daily S&P Oil & Gas Exp. & Prod. Bull 2X Shares|Small Cap
GVAL|Cambria Global Value ETF|Value
GVI|iShares Intermediate Government/Credit Bond ETF|Government Bonds
GVIP|Goldman Sachs Hedge Industry VIP ETF|Blend
GWX|SPDR S&P International Small Cap ETF|Small Cap
GXC|SPDR S&P China ETF|Emerging Markets
GXF|Global X FTSE Nordic Region ETF|Developed Markets
GXG|Global X MSCI Colombia ETF|Emerging Markets
GXTG|Global X Thematic Growth ETF|Growth
GYLD|Arrow Dow Jones Global Yield ETF|Developed Markets
HACK|ETFMG Prime Cyber Security ETF|Technology
HAIL|SPDR S&P Kensho Smart Mobility ETF|Factors
HAP|VanEck Vectors Natural Resources ETF|Materials
HART|IQ Healthy Hearts ETF|Health Care
HAUZ|Xtrackers International Real Estate ETF|Emerging Markets
HAWX|iShares Currency Hedged MSCI ACWI ex U.S. ETF|Developed Markets
HBTA|Russell 1000 High Beta ETF|Alternatives
HCRB|Hartford Core Bond ETF|Corporate Bonds
HCXZ|Hercules Capital, Inc.|Financials
HDAW|Xtrackers MSCI All World ex US High Dividend Yield Hedged Equity ETF|Developed Markets
HDEF|Xtrackers MSCI EAFE High Dividend Yield Equity ETF|Developed Markets
HDG|ProShares Hedge Replication ETF|Alternatives
HDGE|AdvisorShares Ranger Equity Bear ETF|Trading
HDIV|QRAFT AI-Enhanced U.S. High Dividend ETF|Alternatives
HDLB|ETRACS Monthly Pay 2xLeveraged US High Dividend Low Volatility ETN Series B|Alternatives
HDMV|First Trust Horizon Managed Volatility Developed International ETF|Developed Markets
HDRO|Defiance Next Gen H2 ETF|Energy
HDV|iShares Core High Dividend ETF|Large Cap
HEDJ|WisdomTree Europe Hedged Equity Fund|Developed Markets
HEEM|iShares Currency Hedged MSCI Emerging Markets ETF|Emerging Markets
HEFA|iShares Currency Hedged MSCI EAFE ETF|Developed Markets
HEGD|Swan Hedged Equity US Large Cap ETF|Large Cap
HELX|Franklin Genomic Advancements ETF|Health Care
HERD|Pacer Cash Cows Fund of Funds ETF|Alternatives
HERO|Global X Video Games & Esports ETF|Information Technology
HEWC|iShares Currency Hedged MSCI Canada ETF|Developed Markets
HEWG|iShares Currency Hedged MSCI Germany ETF|Developed Markets
HEWJ|iShares Currency Hedged MSCI Japan ETF|Developed Markets
HEWU|iShares Currency Hedged MSCI United Kingdom ETF|Developed Markets
HEWW|iShares Currency Hedged MSCI Mexico ETF|Emerging Markets
HEZU|iShares Currency Hedged MSCI Eurozone ETF|Developed Markets
HFXI|IQ 50 Percent Hedged FTSE International ETF|Developed Markets
HIBL|Direxion Daily S&P 500 High Beta Bull 3X Shares|Trading
HIBS|Direxion Daily S&P 500 High Beta Bear 3X Shares|Trading
HIPR|Direxion High Growth ETF|Growth
HIPS|GraniteShares HIPS US High Income ETF|Equities
HJEN|Direxion Hydrogen ETF|Energy
HJPX|iShares Currency Hedged JPX-Nikkei 400 ETF|Developed Markets
HKK|IQ Hong Kong Small Cap ETF|Small Cap
HKND|Humankind US Stock ETF|Alternatives
HLAL|Wahed FTSE USA Shariah ETF|Factors
HLGE|Hartford Longevity Economy ETF|Health Care
HMOP|Hartford Municipal Opportunities ETF|Municipal Bonds
HMTM|Russell 1000 High Momentum ETF|Large Cap
HNDL|Strategy Shares Nasdaq 7 Handl Index ETF|Equities
HOLD|AdvisorShares Sage Core Reserves ETF|Corporate Bonds
HOMZ|The Hoya Capital Housing ETF|Residential Real Estate
HSCZ|iShares Currency Hedged MSCI EAFE Small-Cap ETF|Small Cap
HSMV|First Trust Horizon Managed Volatility Small/Mid ETF|Small Cap
HSRT|Hartford Short Duration ETF|Corporate Bonds
HTAB|Hartford Schroders Tax-Aware Bond ETF|Corporate Bonds
HTEC|Robo Global Healthcare Technology and Innovation ETF|Health Care
HTFA|Horizon Technology Finance Corporation 6.25% NT 22|Financials
HTRB|Hartford Total Return Bond ETF|Corporate Bonds
HTUS|Hull Tactical US ETF|Large Cap
HUSV|First Trust Horizon Managed Volatility Domestic ETF|Small Cap
HVOL|Russell 1000 High Volatility ET|Large Cap
HYBB|iShares BB Rated Corporate Bond ETF|Corporate Bonds
HYD|VanEck Vectors High Yield Muni ETF|Municipal Bonds
HYDB|iShares Edge High Yield Defensive Bond ETF|High Yield Bonds
HYDW|Xtrackers Low Beta High Yield Bond ETF|High Yield Bonds
HYEM|VanEck Vectors Emerging Markets High Yield Bond ETF|High Yield Bonds
HYG|iShares iBoxx $ High Yield Corporate Bond ETF|High Yield Bonds
HYGH|iShares Interest Rate Hedged High Yield Bond ETF|High Yield Bonds
HYGV|FlexShares High Yield Value-Scored Bond Index Fund|High Yield Bonds
HYHG|ProShares High Yield—Interest Rate Hedged|High Yield Bonds
HYIN|WisdomTree Alternative Income Fund|REITs
HYLB|Xtrackers USD High Yield Corporate Bond ETF|High Yield Bonds
HYLD|High Yield ETF|High Yield Bonds
HYLS|First Trust Tactical High Yield ETF|High Yield Bonds
HYLV|IQ S&P High Yield Low Volatility Bond ETF|High Yield Bonds
HYMB|SPDR Nuveen Bloomberg Barclays High Yield Municipal Bond ETF|Municipal Bonds
HYMU|BlackRock High Yield Muni Income Bond ETF|High Yield Bonds
HYS|PIMCO 0-5 Year High Yield Corporate Bond Index Exchange-Traded Fund|High Yield Bonds
HYTR|CP High Yield Trend ETF|High Yield Bonds
HYUP|Xtrackers High Beta High Yield Bond ETF|High Yield Bonds
HYXF|iShares ESG Advanced High Yield Corporate Bond ETF|High Yield Bonds
HYXU|iShares International High Yield Bond ETF|High Yield Bonds
HYZD|WisdomTree Interest Rate Hedged High Yield Bond Fund|High Yield Bonds
IAGG|iShares Core International Aggregate Bond ETF|Investment Grade Bonds
IAI|iShares U.S. Broker-Dealers & Securities Exchanges ETF|Developed Markets
IAK|iShares U.S. Insurance ETF|Developed Markets
IAPR|Innovator MSCI EAFE Power Buffer ETF - April|Developed Markets
IAT|iShares U.S. Regional Banks ETF|Developed Markets
IAU|iShares Gold Trust|Commodities
IAUF|iShares Gold Strategy ETF|Commodities
IBB|iShares Nasdaq Biotechnology ETF|Developed Markets
IBBJ|Defiance Nasdaq Junior Biotechnology ETF|Small Cap
IBBQ|Invesco Nasdaq Biotechnology ETF|Developed Markets
IBCE|iShares iBonds Mar 2023 Term Corporate ex-Financials ETF|Corporate Bonds
IBD|Inspire Corporate Bond Impact ETF|Corporate Bonds
IBDD|iShares iBonds Mar 2023 Term Corporate ETF|Corporate Bonds
IBDM|iShares iBonds Dec 2021 Term Corporate ETF|Corporate Bonds
IBDN|iShares iBonds Dec 2022 Term Corporate ETF|Corporate Bonds
IBDO|iShares iBonds Dec 2023 Term Corporate ETF|Corporate Bonds
IBDP|iShares iBonds Dec 2024 Term Corporate ETF|Corporate Bonds
IBDQ|iShares iBonds Dec 2025 Term Corporate ETF|Corporate Bonds
IBDR|iShares iBonds Dec 2026 Term Corporate ETF|Corporate Bonds
IBDS|iShares iBonds Dec 2027 Term Corporate ETF|Corporate Bonds
IBDT|iShares iBonds Dec 2028 Term Corporate ETF|Corporate Bonds
IBDU|iShares iBonds Dec 2029 Term Corporate ETF|Corporate Bonds
IBDV|iShares iBonds Dec 2030 Term Corporate ETF|Corporate Bonds
IBHA|iShares iBonds 2021 Term High Yield and Income ETF|High Yield Bonds
IBHB|iShares iBonds 2022 Term High Yield and Income ETF|High Yield Bonds
IBHC|iShares iBonds 2023 Term High Yield and Income ETF|High Yield Bonds
IBHD|iShares iBonds 2024 Term High Yield and Income ETF|High Yield Bonds
IBHE|iShares iBonds 2025 Term High Yield and Income ETF|High Yield Bonds
IBHF|iShares iBonds 2026 Term High Yield and Income ETF|High Yield Bonds
IBMJ|iShares iBonds Dec 2021 Term Muni Bond ETF|Municipal Bonds
IBMK|iShares iBonds Dec 2022 Term Muni Bond ETF|Municipal Bonds
IBML|iShares iBonds Dec 2023 Term Muni Bond ETF|Municipal Bonds
IBMM|iShares iBonds Dec 2024 Term Muni Bond ETF|Municipal Bonds
IBMN|iShares iBonds Dec 2025 Term Muni Bond ETF|Municipal Bonds
IBMO|iShares iBonds Dec 2026 Term Muni Bond ETF|Municipal Bonds
IBMP|iShares iBonds Dec 2027 Term Muni Bond ETF|Municipal Bonds
IBMQ|iShares iBonds Dec 2028 Term Muni Bond ETF|Municipal Bonds
IBND|SPDR Bloomberg Barclays International Corporate Bond ETF|Corporate Bonds
IBTB|iShares iBonds Dec 2022 Term Treasury ETF|Treasury Bonds
IBTD|iShares iBonds Dec 2023 Term Treasury ETF|Treasury Bonds
IBTE|iShares iBonds Dec 2024 Term Treasury ETF|Treasury Bonds
IBTF|iShares iBonds Dec 2025 Term Treasury ETF|Treasury Bonds
IBTG|iShares iBonds Dec 2026 Term Treasury ETF|Treasury Bonds
IBTH|iShares iBonds Dec 2027 Term Treasury ETF|Treasury Bonds
IBTI|iShares iBonds Dec 2028 Term Treasury ETF|Treasury Bonds
IBTJ|iShares iBonds Dec 2029 Term Treasury ETF|Treasury Bonds
IBTK|iShares iBonds Dec 2030 Term Treasury ETF|Treasury Bonds
IBUY|Amplify Online Retail ETF|Consumer Discretionary
ICF|iShares Cohen & Steers REIT ETF|REITs
ICLN|iShares Global Clean Energy ETF|Developed Markets
ICOL|iShares MSCI Colombia ETF|Emerging Markets
ICOW|Pacer Developed Markets International Cash Cows 100 ETF|Developed Markets
ICSH|iShares Ultra Short-Term Bond ETF|Corporate Bonds
ICVT|iShares Convertible Bond ETF|Corporate Bonds
IDEV|iShares Core MSCI International Developed Markets ETF|Developed Markets
IDHD|Invesco S&P International Developed High Dividend Low Volatility ETF|Developed Markets
IDHQ|Invesco S&P International Developed Quality ETF|Developed Markets
IDIV|Metaurus U.S. Equity Cumulative Dividends Fund-Series 2027|Factors
IDLB|Invesco FTSE International Low Beta Equal Weight ETF|Developed Markets
IDLV|Invesco S&P International Developed Low Volatility ETF|Developed Markets
IDMO|Invesco S&P International Developed Momentum ETF|Developed Markets
IDNA|iShares Genomics Immunology and Healthcare ETF|Health Care
IDOG|ALPS International Sector Dividend Dogs ETF|Developed Markets
IDRV|iShares Self-Driving EV and Tech ETF|Consumer Discretionary
IDU|iShares U.S. Utilities ETF|Utilities
IDV|iShares International Select Dividend ETF|Developed Markets
IDX|VanEck Vectors Indonesia Index ETF|Emerging Markets
IECS|iShares Evolved U.S. Consumer Staples ETF|Consumer Staples
IEDI|iShares Evolved U.S. Discretionary Spending ETF|Consumer Discretionary
IEF|iShares 7-10 Year Treasury Bond ETF|Treasury Bonds
IEFA|iShares Core MSCI EAFE ETF|Developed Markets
IEFN|iShares Evolved U.S. Financials ETF|Financials
IEHS|iShares Evolved U.S. Healthcare Staples ETF|Health Care
IEI|iShares 3-7 Year Treasury Bond ETF|Treasury Bonds
IEIH|iShares Evolved U.S. Innovative Healthcare ETF|Health Care
IEME|iShares Evolved U.S. Media and Entertainment ETF|Communication Services
IEMG|iShares Core MSCI Emerging Markets ETF|Emerging Markets
IEO|iShares U.S. Oil & Gas Exploration & Production ETF|Energy
IETC|iShares Evolved U.S. Technology ETF|Developed Markets
IEUR|iShares Core MSCI Europe ETF|Developed Markets
IEUS|iShares MSCI Europe Small-Cap ETF|Small Cap
IEV|iShares Europe ETF|Developed Markets
IEZ|iShares U.S. Oil Equipment & Services ETF|Developed Markets
IFGL|iShares International Developed Real Estate ETF|REITs
IFRA|iShares U.S. Infrastructure ETF|Developed Markets
IFV|First Trust Dorsey Wright International Focus 5 ETF|Developed Markets
IG|Principal Investment Grade Corporate Active ETF|Corporate Bonds
IGBH|iShares Interest Rate Hedged Long-Term Corporate Bond ETF|Corporate Bonds
IGE|iShares North American Natural Resources ETF|Materials
IGEB|iShares Edge Investment Grade Enhanced Bond ETF|Investment Grade Bonds
IGF|iShares Global Infrastructure ETF|Utilities
IGHG|ProShares Investment Grade—Interest Rate Hedged|Investment Grade Bonds
IGIB|iShares 5-10 Year Investment Grade Corporate Bond ETF|Investment Grade Bonds
IGLB|iShares 10+ Year Investment Grade Corporate Bond ETF|Corporate Bonds
IGLD|FT Cboe Vest Gold Target Income ETF|Commodities
IGM|iShares Expanded Tech Sector ETF|Technology
IGN|iShares North American Tech-Multimedia Networking ETF|Information Technology
IGOV|iShares International Treasury Bond ETF|Government Bonds
IGRO|iShares International Dividend Growth ETF|Financials
IGSB|iShares 1-5 Year Investment Grade Corporate Bond ETF|Investment Grade Bonds
IGV|iShares Expanded Tech-Software Sector ETF|Technology
IHAK|iShares Cybersecurity and Tech ETF|Information Technology
IHDG|WisdomTree International Hedged Quality Dividend Growth Fund|Developed Markets
IHE|iShares U.S. Pharmaceuticals ETF|Health Care
IHF|iShares U.S. Healthcare Providers ETF|Health Care
IHI|iShares U.S. Medical Devices ETF|Health Care
IHY|VanEck Vectors International High Yield Bond ETF|High Yield Bonds
IHYF|Invesco High Yield Bond Factor ETF|High Yield Bonds
IIGD|Invesco Investment Grade Defensive ETF|Investment Grade Bonds
IIGV|Invesco Investment Grade Value ETF|Investment Grade Bonds
IJAN|Innovator MSCI EAFE Power Buffer ETF January|Developed Markets
IJH|iShares Core S&P Mid-Cap ETF|Mid Cap
IJJ|iShares S&P Mid-Cap 400 Value ETF|Value
IJK|iShares S&P Mid-Cap 400 Growth ETF|Growth
IJR|iShares Core S&P Small-Cap ETF|Small Cap
IJS|iShares S&P Small-Cap 600 Value ETF|Value
IJT|iShares S&P Small-Cap 600 Growth ETF|Growth
IJUL|Innovator MSCI EAFE Power Buffer ETF - July|Developed Markets
ILCB|iShares Morningstar U.S. Equity ETF|Blend
ILCG|iShares Morningstar Growth ETF|Growth
ILCV|iShares Morningstar Value ETF|Value
ILF|iShares Latin America 40 ETF|Emerging Markets
ILTB|iShares Core 10+ Year USD Bond ETF|Treasury Bonds
IMCB|iShares Morningstar Mid-Cap ETF|Mid Cap
IMCG|iShares Morningstar Mid-Cap Growth ETF|Growth
IMCV|iShares Morningstar Mid-Cap Value ETF|Value
IMFL|Invesco International Developed Dynamic Multifactor ETF|Developed Markets
IMLP|iPath S&P MLP ETN|Energy
IMOM|Alpha Architect International Quantitative Momentum ETF|Developed Markets
IMTB|iShares Core 5-10 Year USD Bond ETF|Corporate Bonds
IMTM|iShares MSCI Intl Momentum Factor ETF|Developed Markets
INCO|Columbia India Consumer ETF|Emerging Markets
INDA|iShares MSCI India ETF|Emerging Markets
INDF|Nifty India Financials ETF|Emerging Markets
INDL|Direxion Daily MSCI India Bull 2x Shares|Emerging Markets
INDS|Pacer Benchmark Industrial Real Estate SCTR ETF|REITs
INDY|iShares India 50 ETF|Emerging Markets
INDZ|Direxion Daily India Bear 3x Sh|Emerging Markets
INFL|Horizon Kinetics Inflation Beneficiaries ETF|Blend
INFR|Legg Mason Global Infrastructure ETF|Developed Markets
INKM|SPDR SSgA Income Allocation ETF|Equities
INMU|BlackRock Intermediate Muni Income Bond ETF|Municipal Bonds
INTF|iShares Edge MSCI Multifactor Intl ETF|Developed Markets
IOO|iShares Global 100 ETF|Large Cap
IPAC|iShares Core MSCI Pacific ETF|Developed Markets
IPAY|ETFMG Prime Mobile Payments ETF|Information Technology
IPFF|iShares International Preferred Stock ETF|Equities
IPKW|Invesco International BuyBack Achievers ETF|Developed Markets
IPO|Renaissance IPO ETF|Developed Markets
IPOS|Renaissance International IPO ETF|Developed Markets
IQDE|FlexShares International Quality Dividend Defensive Index Fund|Developed Markets
IQDF|FlexShares International Quality Dividend Index Fund|Developed Markets
IQDG|WisdomTree International Quality Dividend Growth Fund|Developed Markets
IQDY|FlexShares International Quality Dividend Dynamic Index Fund|Developed Markets
IQIN|IQ 500 International ETF|Developed Markets
IQLT|iShares MSCI Intl Quality Factor ETF|Developed Markets
IQM|Franklin Intelligent Machines ETF|Developed Markets
IQSI|IQ Candriam ESG International Equity ETF|Developed Markets
IQSU|IQ Candriam ESG US Equity ETF|Developed Markets
IRBO|iShares Robotics and Artificial Intelligence Multisector ETF|Developed Markets
ISCB|iShares Morningstar Small-Cap ETF|Small Cap
ISCF|iShares MSCI Intl Small-Cap Multifactor ETF|Small Cap
ISCG|iShares Morningstar Small-Cap Growth ETF|Small Cap
ISCV|iShares Morningstar Small-Cap Value ETF|Small Cap
ISDX|Invesco RAFI Strategic Developed ex-US ETF|Developed Markets
ISEM|Invesco RAFI Strategic Emerging Markets ETF|Emerging Markets
ISHG|iShares 1-3 Year International Treasury Bond ETF|Government Bonds
ISMD|Inspire Small/Mid Cap Impact ETF|Small Cap
ISRA|VanEck Vectors Israel ETF|Emerging Markets
ISTB|iShares Core 1-5 Year USD Bond ETF|Corporate Bonds
ISVL|iShares International Developed Small Cap Value Factor ETF|Small Cap
ISWN|Amplify BlackSwan ISWN ETF|Blend
ISZE|iShares MSCI Intl Size Factor ETF|Large Cap
ITA|iShares U.S. Aerospace & Defense ETF|Value
ITB|iShares U.S. Home Construction ETF|Value
ITEQ|BlueStar Israel Technology ETF|Emerging Markets
ITM|VanEck Vectors Intermediate Muni ETF|Municipal Bonds
ITOT|iShares Core S&P Total U.S. Stock Market ETF|Large Cap
IUS|Invesco RAFI Strategic US ETF|Developed Markets
IUSB|iShares Core Total USD Bond Market ETF|Corporate Bonds
IUSG|iShares Core S&P U.S. Growth ETF|Growth
IUSS|Invesco RAFI Strategic US Small Company ETF|Small Cap
IUSV|iShares Core S&P U.S. Value ETF|Value
IVAL|Alpha Architect International Quantitative Value ETF|Small Cap
IVDG|Invesco Focused Discovery Growth ETF|Growth
IVE|iShares S&P 500 Value ETF|Value
IVES|Wedbush ETFMG Global Cloud Technology ETF|Equities
IVLC|Invesco US Large Cap Core ESG ETF|Large Cap
IVLU|iShares Edge MSCI Intl Value Factor ETF|Value
IVOG|Vanguard S&P Mid-Cap 400 Growth Index Fund ETF Shares|Growth
IVOL|Quadratic Interest Rate Volatility and Inflation Hedge ETF New|Inflation-Protected Securities
IVOO|Vanguard S&P Mid-Cap 400 Index Fund ETF Shares|Mid Cap
IVOV|Vanguard S&P Mid-Cap 400 Value Index Fund ETF Shares|Value
IVRA|Invesco Real Assets ESG ETF|Real Estate Services
IVSG|Invesco Select Growth ETF|Growth
IVV|iShares Core S&P 500 ETF|Large Cap
IVW|iShares S&P 500 Growth ETF|Growth
IWB|iShares Russell 1000 ETF|Large Cap
IWC|iShares Micro-Cap ETF|Micro Cap
IWD|iShares Russell 1000 Value ETF|Value
IWDL|ETRACS 2x Leveraged US Value Factor TR ETN|Value
IWF|iShares Russell 1000 Growth ETF|Growth
IWFH|iShares Virtual Work and Life Multisector ETF|Growth
IWFL|ETRACS 2x Leveraged US Growth Factor TR ETN|Growth
IWL|iShares Russell Top 200 ETF|Large Cap
IWM|iShares Russell 2000 ETF|Small Cap
IWML|ETRACS 2x Leveraged US Size Factor TR ETN|Small Cap
IWN|iShares Russell 2000 Value ETF|Value
IWO|iShares Russell 2000 Growth ETF|Growth
IWP|iShares Russell Mid-Cap Growth ETF|Growth
IWR|iShares Russell Mid-Cap ETF|Mid Cap
IWS|iShares Russell Mid-Cap Value ETF|Value
IWV|iShares Russell 3000 ETF|Blend
IWX|iShares Russell Top 200 Value ETF|Value
IWY|iShares Russell Top 200 Growth ETF|Growth
IXC|iShares Global Energy ETF|Energy
IXG|iShares Global Financials ETF|Financials
IXJ|iShares Global Healthcare ETF|Health Care
IXN|iShares Global Tech ETF|Technology
IXP|iShares Global Comm Services ETF|Communications
IXSE|WisdomTree India ex-State-Owned Enterprises Fund|Emerging Markets
IXUS|iShares Core MSCI Total International Stock ETF|Factors
IYC|iShares U.S. Consumer Services ETF|Consumer Discretionary
IYE|iShares U.S. Energy ETF|Energy
IYF|iShares U.S. Financials ETF|Financials
IYG|iShares U.S. Financial Services ETF|Financials
IYH|iShares U.S. Healthcare ETF|Health Care
IYJ|iShares U.S. Industrials ETF|Industrials
IYK|iShares U.S. Consumer Goods ETF|Consumer Staples
IYLD|iShares Morningstar Multi-Asset Income ETF|Equities
IYM|iShares U.S. Basic Materials ETF|Materials
IYR|iShares U.S. Real Estate ETF|REITs
IYT|iShares Transportation Average ETF|Industrials
IYW|iShares U.S. Technology ETF|Technology
IYY|iShares Dow Jones U.S. ETF|Factors
IYZ|iShares U.S. Telecommunications ETF|Communications
IZRL|ARK Israel Innovative Technology ETF|Developed Markets
JAAA|Janus Henderson AAA CLO ETF|Corporate Bonds
JAGG|JPMorgan U.S. Aggregate Bond ETF|Corporate Bonds
JANZ|TrueShares Structured Outcome (January) ETF|Alternatives
JCPB|JPMorgan Core Plus Bond ETF|Corporate Bonds
JCTR|JPMorgan Carbon Transition U.S. Equity ETF|Developed Markets
JDIV|JPMorgan U.S. Dividend ETF|Developed Markets
JDST|Direxion Daily Junior Gold Miners Index Bear 2X Shares|Small Cap
JEMA|JPMorgan Emerging Markets Equity Core ETF|Emerging Markets
JEPI|JPMorgan Equity Premium Income ETF|Developed Markets
JETS|U.S. Global Jets ETF|Developed Markets
JGLD|Amplify Pure Junior Gold Miners ETF|Small Cap
JHCB|John Hancock Corporate Bond ETF|Corporate Bonds
JHCS|John Hancock Multifactor Media and Communications ETF|Developed Markets
JHEM|John Hancock Multifactor Emerging Markets ETF|Emerging Markets
JHMA|John Hancock Multifactor Materials ETF|Developed Markets
JHMC|John Hancock Multifactor Consumer Discretionary ETF|Developed Markets
JHMD|John Hancock Multifactor Developed International ETF|Developed Markets
JHME|John Hancock Multifactor Energy ETF|Developed Markets
JHMF|John Hancock Multifactor Financials ETF|Developed Markets
JHMH|John Hancock Multifactor Health Care ETF|Developed Markets
JHMI|John Hancock Multifactor Industrials ETF|Developed Markets
JHML|John Hancock Multifactor Large Cap ETF|Large Cap
JHMM|John Hancock Multifactor Mid Cap ETF|Mid Cap
JHMS|John Hancock Multifactor Consumer Staples ETF|Developed Markets
JHMT|John Hancock Multifactor Technology ETF|Developed Markets
JHMU|John Hancock Multifactor Utilities ETF|Developed Markets
JHSC|John Hancock Multifactor Small Cap ETF|Small Cap
JIG|JPMorgan International Growth ETF|Developed Markets
JIGB|JPMorgan Corporate Bond Research Enhanced ETF|Corporate Bonds
JJA|iPath Series B Bloomberg Agriculture Subindex Total Return ETN|Commodities
JJC|iPath Series B Bloomberg Copper Subindex Total Return ETN|Commodities
JJE|iPath Series B Bloomberg Energy Subindex Total Return ETN|Commodities
JJG|iPath Series B Bloomberg Grains Subindex Total Return ETN|Commodities
JJM|iPath Series B Bloomberg Industrial Metals Subindex Total Return ETN|Commodities
JJN|iPath Series B Bloomberg Nickel Subindex Total Return ETN|Commodities
JJP|iPath Series B Bloomberg Precious Metals Subindex Total Return ETN|Commodities
JJS|iPath Series B Bloomberg Softs Subindex Total Return ETN|Commodities Broad Basket
JJT|iPath Series B Bloomberg Tin Subindex Total Return ETN|Commodities
JJU|iPath Series B Bloomberg Aluminum Subindex Total Return ETN|Commodities
JKD|iShares Morningstar U.S. Equity ETF|Blend
JKE|iShares Morningstar Growth ETF|Growth
JKF|iShares Morningstar Value ETF|Value
JKG|iShares Morningstar Mid-Cap ETF|Mid Cap
JKH|iShares Morningstar Mid-Cap Growth ETF|Mid Cap
JKI|iShares Morningstar Mid-Cap Value ETF|Mid Cap
JKJ|iShares Morningstar Small-Cap ETF|Small Cap
JKK|iShares Morningstar Small-Cap Growth ETF|Small Cap
JKL|iShares Morningstar Small-Cap Value ETF|Small Cap
JMBS|Janus Henderson Mortgage-Backed Securities ETF|Bonds
JMIN|JPMorgan U.S. Minimum Volatility ETF|Large Cap
JMOM|JPMorgan U.S. Momentum Factor ETF|Large Cap
JMPNL|JMP Group LLC - 7.25% Senior No|Corporate Bonds
JMST|JPMorgan Ultra-Short Municipal Income ETF|Municipal Bonds
JMUB|JPMorgan Municipal ETF|Municipal Bonds
JNK|SPDR Bloomberg Barclays High Yield Bond ETF|High Yield Bonds
JNUG|Direxion Daily Junior Gold Miners Index Bull 2X Shares|Trading
JO|iPath Series B Bloomberg Coffee Subindex Total Return ETN|Commodities Broad Basket
JOET|Virtus Terranova U.S. Quality Momentum ETF|Alternatives
JPEM|JPMorgan Diversified Return Emerging Markets Equity ETF|Emerging Markets
JPHY|JPMorgan High Yield Research Enhanced ETF|High Yield Bonds
JPIB|JPMorgan International Bond Opportunities ETF|Corporate Bonds
JPIN|JPMorgan Diversified Return International Equity ETF|Developed Markets
JPMB|JPMorgan USD Emerging Markets Sovereign Bond ETF|Emerging Markets
JPME|JPMorgan Diversified Return U.S. Mid Cap Equity ETF|Mid Cap
JPN|Xtrackers Japan JPX-Nikkei 400 Equity ETF|Developed Markets
JPSE|JPMorgan Diversified Return U.S. Small Cap Equity ETF|Small Cap
JPST|JPMorgan Ultra-Short Income ETF|Money Market Instruments
JPUS|JPMorgan Diversified Return U.S. Equity ETF|Large Cap
JPXN|iShares JPX-Nikkei 400 ETF|Developed Markets
JQUA|JPMorgan U.S. Quality Factor ETF|Large Cap
JSCP|JPMorgan Short Duration Core Plus ETF|Corporate Bonds
JSMD|Janus Henderson Small/Mid Cap Growth Alpha ETF|Mid Cap
JSML|Janus Henderson Small Cap Growth Alpha ETF|Small Cap
JSTC|Adasina Social Justice All Cap Global ETF|Blend
JULZ|Trueshares Structured Outcome (July) ETF|
JUST|Goldman Sachs JUST U.S. Large Cap Equity ETF|Large Cap
JVAL|JPMorgan U.S. Value Factor ETF|Value
JXI|iShares Global Utilities ETF|Utilities
JYF|WisdomTree Dreyfus Japanese Yen|Currencies
KALL|KraneShares MSCI All China Index ETF|Emerging Markets
KAPR|Innovator Russell 2000 Power Buffer ETF - April|Small Cap
KARS|KraneShares Electric Vehicles and Future Mobility Index ETF|Growth
KBA|KraneShares Bosera MSCI China A ETF|Emerging Markets
KBE|SPDR S&P Bank ETF|Developed Markets
KBUY|KraneShares MSCI All China Consumer Discretionary Index ETF|Emerging Markets
KBWB|Invesco KBW Bank ETF|Developed Markets
KBWD|Invesco KBW High Dividend Yield Financial ETF|Developed Markets
KBWP|Invesco KBW Property & Casualty Insurance ETF|Developed Markets
KBWR|Invesco KBW Regional Banking ETF|Developed Markets
KBWY|Invesco KBW Premium Yield Equity REIT ETF|REITs
KCCB|KraneShares CCBS China Corporate High Yield Bond USD Index ETF|High Yield Bonds
KCE|SPDR S&P Capital Markets ETF|Developed Markets
KDFI|KFA Dynamic Fixed Income ETF|High Yield Bonds
KEJI|Global X China Innovation ETF|Emerging Markets
KEMQ|KraneShares FTSE Emerging Markets Consumer Technology Index ETF|Emerging Markets
KEMX|KraneShares MSCI Emerging Markets ex China Index ETF|Emerging Markets
KESG|KraneShares MSCI China ESG Leaders Index ETF|Emerging Markets
KFVG|KraneShares CICC China 5G & Semiconductor Index ETF|Emerging Markets
KFYP|KraneShares CICC China Leaders 100 Index ETF|Emerging Markets
KGRN|KraneShares MSCI China Clean Technology ETF|Emerging Markets
KIE|SPDR S&P Insurance ETF|Developed Markets
KJAN|Innovator Russell 2000 Power Buffer ETF January|Small Cap
KJUL|Innovator Russell 2000 Power Buffer ETF - July|Small Cap
KLCD|KFA Large Cap Quality Dividend Index ETF|Large Cap
KLDW|Knowledge Leaders Developed World ETF|Developed Markets
KMED|KraneShares Emerging Markets Healthcare Index ETF|Emerging Markets
KMLM|KFA Mount Lucas Index Strategy ETF|Derivatives
KNG|FT Cboe Vest S&P 500 Dividend Aristocrats Target Income ETF|Large Cap
KNGS|Upholdings Compound Kings ETF|Growth
KOCT|Innovator Russell 2000 Power Buffer ETF|Small Cap
KOIN|Capital Link NextGen Protocol ETF|Technology
KOKU|Xtrackers MSCI Kokusai Equity ETF|Developed Markets
KOLD|ProShares UltraShort Bloomberg Natural Gas|Trading
KOMP|SPDR S&P Kensho New Economies Composite ETF|Growth
KOR|Corvus Gold Inc.|Materials
KORP|American Century Diversified Corporate Bond ETF|Corporate Bonds
KORU|Direxion Daily South Korea Bull 3X Shares|Emerging Markets
KRBN|KraneShares Global Carbon ETF|Commodities
KRE|SPDR S&P Regional Banking ETF|Mid Cap
KRMA|Global X Conscious Companies ETF|Alternatives
KSA|iShares MSCI Saudi Arabia ETF|Emerging Markets
KSCD|KFA Small Cap Quality Dividend Index ETF|Small Cap
KSTR|KraneShares SSE STAR Market 50 Index ETF|Emerging Markets
KURE|KraneShares MSCI All China Health Care Index ETF|Emerging Markets
KVLE|KFA Value Line Dynamic Core Equity Index ETF|Blend
KWEB|KraneShares CSI China Internet ETF|Emerging Markets
KWT|iShares MSCI Kuwait ETF|Emerging Markets
KXI|iShares Global Consumer Staples ETF|Developed Markets
LABD|Direxion Daily S&P Biotech Bear 3X Shares|Trading
LABU|Direxion Daily S&P Biotech Bull 3X Shares|Trading
LBAY|Leatherback Long/Short Alternative Yield ETF|Alternatives
LBJ|Direxion Daily Latin America Bull 2X Shares|Trading
LBTA|Russell 1000 Low Beta ETF|
LCG|Sterling Capital Focus Equity ETF|Factors
LCR|Leuthold Core ETF|Factors
LCTD|BlackRock World ex U.S. Carbon Transition Readiness ETF|Developed Markets
LCTU|BlackRock U.S. Carbon Transition Readiness ETF|Developed Markets
LD|iPath Bloomberg Lead Subindex Total Return(SM) ETN|Commodities
LDEM|iShares ESG MSCI EM Leaders ETF|Emerging Markets
LDRS|Innovator IBD ETF Leaders ETF|Developed Markets
LDSF|First Trust Low Duration Strategic Focus ETF|Bonds
LDUR|PIMCO Enhanced Low Duration Active Exchange-Traded Fund|Corporate Bonds
LEAD|Siren DIVCON Leaders Dividend ETF|Blend
LEGR|First Trust Indxx Innovative Transaction & Process ETF|Growth
LEMB|iShares J.P. Morgan EM Local Currency Bond ETF|Emerging Markets
LEND|Amplify CrowdBureau(R) Online Lending & Digital Banking ETF|Small Cap
LFEQ|VanEck Vectors Long/Flat Trend ETF|Blend
LGH|HCM Defender 500 Index ETF|Large Cap
LGLV|SPDR SSGA US Large Cap Low Volatility Index ETF|Large Cap
LGOV|First Trust Long Duration Opportunities ETF|Government Bonds
LHB|Direxion Daily Latin America 3x|Emerging Markets
LIT|Global X Lithium & Battery Tech ETF|Materials
LIV|Emles @Home ETF|Consumer Discretionary
LKOR|FlexShares Credit-Scored US Long Corporate Bond Index Fund|Corporate Bonds
LMBS|First Trust Low Duration Opportunities ETF|Corporate Bonds
LNGR|Global X Aging Population ETF|Developed Markets
LOPP|Gabelli Love Our Planet & People ETF|Blend
LOUP|Innovator Loup Frontier Tech ETF|Frontier Markets
LOWC|SPDR MSCI ACWI Low Carbon Target ETF|Developed Markets
LQD|iShares iBoxx $ Investment Grade Corporate Bond ETF|Corporate Bonds
LQDH|iShares Interest Rate Hedged Corporate Bond ETF|Corporate Bonds
LQDI|iShares Inflation Hedged Corporate Bond ETF|Corporate Bonds
LRGE|ClearBridge Large Cap Growth ESG ETF|Large Cap
LRGF|iShares MSCI USA Multifactor ETF|Financials
LRNZ|TrueShares Technology, AI and Deep Learning ETF|Technology
LSAF|LeaderSharesTM AlphaFactor US Core Equity ETF|Factors
LSAT|LeaderShares AlphaFactor Tactical Focused ETF|Financials
LSLT|Pacer Salt Low truBeta US Market ETF|Financials
LSST|Natixis Loomis Sayles Short Duration Income ETF|Corporate Bonds
LTL|ProShares Ultra Telecommunications|Trading
LTPZ|PIMCO 15+ Year U.S. TIPS Index Exchange-Traded Fund|Inflation-Protected Securities
LVHD|Legg Mason Low Volatility High Dividend ETF|Value
LVHI|Legg Mason International Low Volatility High Dividend ETF|Value
LVOL|American Century Low Volatility ETF|Large Cap
LWPE|Russell Low P E  ETF|Value
LYFE|2ndVote Life Neutral Plus ETF|Factors
MAAX|VanEck Vectors Muni Allocation ETF|Municipal Bonds
MAGA|Point Bridge GOP Stock Tracker ETF|Factors
MAMB|Monarch Ambassador Income ETF|Corporate Bonds
MARB|First Trust Vivaldi Merger Arbitrage ETF|Alternatives
MARZ|TrueShares Structured Outcome (March) ETF|Derivatives
MATS|Direxion Daily Basic Materials|Materials
MAYZ|TrueShares Structured Outcome (May) ETF|Derivatives
MBB|iShares MBS ETF|Investment Grade Bonds
MBBB|VanEck Vectors Moody's Analytics BBB Corporate Bond ETF|Corporate Bonds
MBCC|Monarch Blue Chips Core ETF|Large Cap
MBND|SPDR Nuveen Municipal Bond ETF|Municipal Bonds
MBSD|FlexShares Disciplined Duration MBS Index Fund|Investment Grade Bonds
MCEF|First Trust Municipal CEF Income Opportunity ETF|Municipal Bonds
MCHI|iShares MSCI China ETF|Emerging Markets
MCRO|IQ Hedge Macro Tracker ETF|Developed Markets
MDIV|First Trust Multi-Asset Diversified Income Index Fund|Equities
MDLQ|Medley LLC NT 24|
MDLX|Medley LLC SR NT 26|
MDY|SPDR S&P MIDCAP 400 ETF Trust|Mid Cap
MDYG|SPDR S&P 400 Mid Cap Growth ETF|Growth
MDYV|SPDR S&P 400 Mid Cap Value ETF|Value
MEAR|iShares Short Maturity Municipal Bond ETF|Municipal Bonds
MEXS|Global X Mexico Small Cap ETF|Small Cap
MEXX|Direxion Daily MSCI Mexico Bull 3X Shares Direxion Daily MSCI Mexico Bull 3|Trading
MFDX|PIMCO RAFI Dynamic Multi-Factor International Equity ETF|Developed Markets
MFEM|PIMCO RAFI Dynamic Multi-Factor Emerging Markets Equity ETF|Emerging Markets
MFMS|MFAM Small-Cap Growth ETF|Small Cap
MFUS|PIMCO RAFI Dynamic Multi-Factor U.S. Equity ETF|Developed Markets
MGC|Vanguard Mega Cap Index Fund ETF Shares|Large Cap
MGK|Vanguard Mega Cap Growth Index Fund ETF Shares|Growth
MGMT|Ballast Small/Mid Cap ETF|Mid Cap
MGV|Vanguard Mega Cap Value Index Fund ETF Shares|Value
MID|American Century Mid Cap Growth Impact ETF|Mid Cap
MIDE|Xtrackers S&P MidCap 400 ESG ETF|Mid Cap
MIDF|iShares MSCI USA Mid-Cap Multifactor ETF|Mid Cap
MIDU|Direxion Daily Mid Cap Bull 3X Shares|Mid Cap
MIG|VanEck Vectors Moody's Analytics IG Corporate Bond ETF|Corporate Bonds
MINC|AdvisorShares Newfleet Multi-Sector Income ETF|Investment Grade Bonds
MINN|Mairs & Power Minnesota Municipal Bond ETF|Municipal Bonds
MINT|PIMCO Enhanced Short Maturity Active Exchange-Traded Fund|Money Market Instruments
MJ|ETFMG Alternative Harvest ETF|Developed Markets
MJJ|MicroSectors Cannabis ETNs|Developed Markets
MJO|MicroSectors Cannabis 2X Leveraged ETNs|Developed Markets
MJUS|ETFMG U.S. Alternative Harvest ETF|Developed Markets
MLN|VanEck Vectors Long Muni ETF|Municipal Bonds
MLPA|Global X MLP ETF|Developed Markets
MLPB|UBS ETRACS Alerian MLP Infrastructure Index ETN Series B|Developed Markets
MLPO|Credit Suisse S&P MLP Index ETN|Developed Markets
MLPR|ETRACS Quarterly Pay 1.5X Leveraged Alerian MLP Index ETN|Developed Markets
MLPX|Global X MLP & Energy Infrastructure ETF|Energy
MLPY|Morgan Stanley Cushing MLP High Income Index ETN|Energy
MMIN|IQ MacKay Municipal Insured ETF|Municipal Bonds
MMIT|IQ MacKay Municipal Intermediate ETF|Municipal Bonds
MMLG|First Trust Multi-Manager Large Growth ETF|Growth
MMTM|SPDR S&P 1500 Momentum Tilt ETF|Factors
MNA|IQ Merger Arbitrage ETF|Alternatives
MOAT|VanEck Vectors Morningstar Wide Moat ETF|Factors
MOM|AGFiQ U.S. Market Neutral Momentum Fund|Derivatives
MOO|VanEck Vectors Agribusiness ETF|Materials
MOON|Direxion Moonshot Innovators ETF|Technology
MORT|VanEck Vectors Mortgage REIT Income ETF|REITs
MOTI|VanEck Vectors Morningstar International Moat ETF|Factors
MOTO|SmartETFs Smart Transportation & Technology ETF|Industrials
MPRO|Monarch ProCap ETF|Alternatives
MRAD|SmartETFs Advertising & Marketing Technology ETF|Information Technology
MRGR|ProShares Merger ETF|Alternatives
MRSK|Toews Agility Shares Managed Risk ETF|Alternatives
MSOS|AdvisorShares Pure US Cannabis ETF|Developed Markets
MSTB|LHA Market State Tactical Beta ETF|Large Cap
MSVX|LHA Market State Alpha Seeker ETF|Factors
MTGP|WisdomTree Mortgage Plus Bond Fund|Bonds
MTUL|ETRACS 2x Leveraged MSCI US Momentum Factor TR ETN|Large Cap
MTUM|iShares MSCI USA Momentum Factor ETF|Large Cap
MUAA|iShares 2012 S&P AMT-Free Munic|Municipal Bonds
MUAB|iShares 2013 AMT-Free Muni Term|Municipal Bonds
MUB|iShares National Muni Bond ETF|Municipal Bonds
MUNI|PIMCO Intermediate Municipal Bond Active Exchange-Traded Fund|Municipal Bonds
MUST|Columbia Multi-Sector Municipal Income ETF|Municipal Bonds
MVP|Roundhill MVP ETF|Consumer Discretionary
MVRL|ETRACS Monthly Pay 1.5X Leveraged Mortgage REIT ETN|Real Estate
MVV|ProShares Ultra MidCap400|Mid Cap
MXDU|Nationwide Maximum Diversification U.S. Core Equity ETF|Developed Markets
MXI|iShares Global Materials ETF|Developed Markets
MYY|ProShares Short MidCap400|Mid Cap
MZZ|ProShares UltraShort MidCap400|Mid Cap
NACP|Impact Shares NAACP Minority Empowerment ETF|Blend
NAIL|Direxion Daily Homebuilders & Supplies Bull 3X Shares|Trading
NANR|SPDR S&P North American Natural Resources ETF|Materials
NAPR|Innovator Nasdaq-100 Power Buffer ETF - April|Factors
NEAR|iShares Short Maturity Bond ETF|Investment Grade Bonds
NERD|Roundhill BITKRAFT Esports & Digital Entertainment ETF|Consumer Discretionary
NETL|Fundamental Income Net Lease Real Estate ETF|REITs
NFLT|Virtus Newfleet Multi-Sector Bond ETF|Corporate Bonds
NFRA|FlexShares STOXX Global Broad Infrastructure Index Fund|Utilities
NFTY|First Trust India NIFTY 50 Equal Weight ETF|Emerging Markets
NGE|Global X MSCI Nigeria ETF|Frontier Markets
NIB|iPath Bloomberg Cocoa Subindex Total Return(SM) ETN|Commodities
NIFE|Direxion Fallen Knives ETF|Factors
NJAN|Innovator Nasdaq-100 Power Buffer ETF - January|Factors
NJUL|Innovator Nasdaq-100 Power Buffer ETF - July|Information Technology
NLR|VanEck Vectors Uranium+Nuclear Energy ETF|Developed Markets
NOBL|ProShares S&P 500 Dividend Aristocrats ETF|Large Cap
NOCT|Innovator Nasdaq-100 Power Buffer ETF|
NOMO|QuantShares U.S. Market Neutral|Alternatives
NORW|Global X MSCI Norway ETF|Developed Markets
NRGD|MicroSectors U.S. Big Oil Index -3X Inverse Leveraged ETNs|Energy
NRGU|MicroSectors U.S. Big Oil Index 3X Leveraged ETNs|Energy
NTSX|WisdomTree U.S. Efficient Core Fund|Factors
NUAG|Nuveen Enhanced Yield U.S. Aggregate Bond ETF|Investment Grade Bonds
NUBD|Nuveen ESG U.S. Aggregate Bond ETF|Investment Grade Bonds
NUDM|Nuveen ESG International Developed Markets Equity ETF|Consumer Discretionary
NUEM|Nuveen ESG Emerging Markets Equity ETF|Consumer Discretionary
NUGT|Direxion Daily Gold Miners Index Bull 2X Shares|Trading
NUHY|Nuveen ESG High Yield Corporate Bond ETF|High Yield Bonds
NULC|Nuveen ESG Large-Cap ETF|Large Cap
NULG|Nuveen ESG Large-Cap Growth ETF|Large Cap
NULV|Nuveen ESG Large-Cap Value ETF|Large Cap
NUMG|Nuveen ESG Mid-Cap Growth ETF|Mid Cap
NUMV|Nuveen ESG Mid-Cap Value ETF|Mid Cap
NURE|Nuveen Short-Term REIT ETF|REITs
NUSA|Nuveen Enhanced Yield 1-5 Year U.S. Aggregate Bond ETF|Government Bonds
NUSC|Nuveen ESG Small-Cap ETF|Small Cap
NUSI|Nationwide Risk-Managed Income ETF|Financials
NVMZ|TrueShares Structured Outcome (November) ETF|Financials
NVQ|QRAFT AI-Enhanced U.S. Next Value ETF|Factors
NXTG|First Trust IndXX NextG ETF|Technology
NYF|iShares New York Muni Bond ETF|Municipal Bonds
OBOR|KraneShares MSCI One Belt One Road Index ETF|Emerging Markets
OCIO|ClearShares OCIO ETF|Equities
OCTZ|TrueShares Structured Outcome (October) ETF|Financials
OEF|iShares S&P 100 ETF|Large Cap
OEUR|O’Shares Europe Quality Dividend ETF|Large Cap
OFSSZ|OFS Capital Corporation - 6.50%|Corporate Bonds
OGIG|O&aposShares Global Internet Giants ETF|Developed Markets
OIH|VanEck Vectors Oil Services ETF|Developed Markets
OILK|ProShares K-1 Free Crude Oil Strategy ETF|Commodities
OLD|The Long-Term Care ETF|Developed Markets
OMFL|Invesco Russell 1000 Dynamic Multifactor ETF|Large Cap
OMFS|Invesco Russell 2000 Dynamic Multifactor ETF|Small Cap
ONEO|SPDR Russell 1000 Momentum Focus ETF|Large Cap
ONEQ|Fidelity Nasdaq Composite Index ETF|Large Cap
ONEV|SPDR Russell 1000 Low Volatility Focus ETF|Large Cap
ONEY|SPDR Russell 1000 Yield Focus ETF|Large Cap
ONLN|ProShares Online Retail ETF|Consumer Discretionary
ONOF|Global X Adaptive U.S. Risk Management ETF|Government Bonds
OPER|ClearShares Ultra-Short Maturity ETF|Money Market Instruments
OPPX|Corbett Road Tactical Opportunity ETF|Fixed Income
OSCV|Opus Small Cap Value Plus ETF|Small Cap
OTR|Guggenheim Ocean Tomo Growth ET|Growth
OUNZ|VanEck Merk Gold Trust|Commodities
OUSA|O’Shares U.S. Quality Dividend ETF|Large Cap
OUSM|O’Shares U.S. Small-Cap Quality Dividend ETF|Small Cap
OVB|Overlay Shares Core Bond ETF|Corporate Bonds
OVF|Overlay Shares Foreign Equity ETF|Developed Markets
OVL|Overlay Shares Large Cap Equity ETF|Large Cap
OVLH|Overlay Shares Hedged Large Cap Equity ETF|Large Cap
OVM|Overlay Shares Municipal Bond ETF|Municipal Bonds
OVS|Overlay Shares Small Cap Equity ETF|Small Cap
OVT|Overlay Shares Short Term Bond ETF|Corporate Bonds
PAB|PGIM ETF Trust - PGIM Active Aggregate Bond ETF|Corporate Bonds
PAK|Global X MSCI Pakistan ETF|Emerging Markets
PALC|Pacer Lunt Large Cap Multi-Factor Alternator ETF|Large Cap
PALL|Aberdeen Standard Physical Palladium Shares ETF|Commodities
PAMC|Pacer Lunt MidCap Multi-Factor Alternator ETF|Mid Cap
PAPR|Innovator S&P 500 Power Buffer ETF - April New|Large Cap
PAUG|Innovator S&P 500 Power Buffer ETF - August|Large Cap
PAVE|Global X U.S. Infrastructure Development ETF|Industrials
PAWZ|ProShares Pet Care ETF|Developed Markets
PBD|Invesco Global Clean Energy ETF|Developed Markets
PBDM|Invesco PureBeta FTSE Developed ex-North America ETF|Developed Markets
PBE|Invesco Dynamic Biotechnology & Genome ETF|Health Care
PBEE|Invesco PureBeta FTSE Emerging Markets ETF|Emerging Markets
PBJ|Invesco Dynamic Food & Beverage ETF|Developed Markets
PBND|Invesco PureBeta US Aggregate Bond ETF|Government Bonds
PBP|Invesco S&P 500 BuyWrite ETF|Developed Markets
PBS|Invesco Dynamic Media ETF|Developed Markets
PBSM|Invesco PureBeta MSCI USA Small Cap ETF|Small Cap
PBTP|Invesco PureBeta 0-5 Yr US TIPS ETF|Inflation-Protected Securities
PBUS|Invesco PureBeta MSCI USA ETF|Large Cap
PBW|Invesco WilderHill Clean Energy ETF|Developed Markets
PBY|Prospect Capital Corporation|Financials
PCEF|Invesco CEF Income Composite ETF|Equities
PCY|Invesco Emerging Markets Sovereign Debt ETF|Government Bonds
PDBC|Invesco Optimum Yield Diversified Commodity Strategy No K-1 ETF|Commodities
PDEC|Innovator S&P 500 Power Buffer ETF - December|Derivatives
PDEV|Principal International Multi-Factor ETF|Developed Markets
PDN|Invesco FTSE RAFI Developed Markets ex-U.S. Small-Mid ETF|Small Cap
PDP|Invesco DWA Momentum ETF|Developed Markets
PEJ|Invesco Dynamic Leisure and Entertainment ETF|Developed Markets
PEX|ProShares Global Listed Private Equity ETF|Developed Markets
PEXL|Pacer US Export Leaders ETF|Developed Markets
PEY|Invesco High Yield Equity Dividend Achievers ETF|Developed Markets
PEZ|Invesco DWA Consumer Cyclicals Momentum ETF|Developed Markets
PFEB|Innovator S&P 500 Power Buffer ETF - February|Derivatives
PFF|iShares Preferred and Income Securities ETF|Corporate Bonds
PFFA|Virtus InfraCap U.S. Preferred Stock ETF|Corporate Bonds
PFFD|Global X U.S. Preferred ETF|Corporate Bonds
PFFL|ETRACS 2xMonthly Pay Leveraged Preferred Stock Index ETN|Corporate Bonds
PFFR|InfraCap REIT Preferred ETF|REITs
PFFV|Global X Variable Rate Preferred ETF|Corporate Bonds
PFI|Invesco DWA Financial Momentum ETF|Developed Markets
PFIG|Invesco Fundamental Investment Grade Corporate Bond ETF|Investment Grade Bonds
PFLD|AAM Low Duration Preferred and Income Securities ETF|Corporate Bonds
PFM|Invesco Dividend Achievers ETF|Developed Markets
PFXF|VanEck Vectors Preferred Securities ex Financials ETF|Corporate Bonds
PGAL|Global X MSCI Portugal ETF|Emerging Markets
PGF|Invesco Financial Preferred ETF|Corporate Bonds
PGHY|Invesco Global Short Term High Yield Bond ETF|High Yield Bonds
PGJ|Invesco Golden Dragon China ETF|Emerging Markets
PGM|iPath Series B Bloomberg Platinum Subindex Total Return ETN|Commodities
PGX|Invesco Preferred ETF|Corporate Bonds
PHB|Invesco Fundamental High Yield Corporate Bond ETF|High Yield Bonds
PHDG|Invesco S&P 500 Downside Hedged ETF|Equities
PHO|Invesco Water Resources ETF|Materials
PHYL|PGIM Active High Yield Bond ETF|High Yield Bonds
PICB|Invesco International Corporate Bond ETF|Corporate Bonds
PICK|iShares MSCI Global Metals & Mining Producers ETF|Materials
PID|Invesco International Dividend Achievers ETF|Developed Markets
PIE|Invesco DWA Emerging Markets Momentum ETF|Emerging Markets
PIFI|ETF Series Solutions - ClearShares Piton Intermediate Fixed Income ETF|Investment Grade Bonds
PILL|Direxion Daily Pharmaceutical & Medical Bull 3X Shares ETF|Trading
PIN|Invesco India ETF|Emerging Markets
PIO|Invesco Global Water ETF|Materials
PIZ|Invesco DWA Developed Markets Momentum ETF|Developed Markets
PJAN|Innovator S&P 500 Power Buffer ETF January|Large Cap
PJB|PowerShares Dynamic Banking|Developed Markets
PJF|PowerShares Dynamic Large Cap|Large Cap
PJG|PowerShares Dynamic Mid Cap|Mid Cap
PJM|PowerShares Dynamic Small Cap|Small Cap
PJP|Invesco Dynamic Pharmaceuticals ETF|Developed Markets
PJUL|Innovator S&P 500 Power Buffer ETF — July|Large Cap
PJUN|Innovator S&P 500 Power Buffer ETF - New|Large Cap
PKB|Invesco Dynamic Building & Construction ETF|Developed Markets
PKW|Invesco BuyBack Achievers ETF|Developed Markets
PLAT|WisdomTree Growth Leaders Fund|Growth
PLK|PowerShares Active Low Duration|Corporate Bonds
PLTM|GraniteShares Platinum Trust|Commodities
PLW|Invesco 1-30 Laddered Treasury ETF|Treasury Bonds
PMAR|Innovator S&P 500 Power Buffer ETF - March|Large Cap
PMAY|Innovator S&P 500 Power Buffer ETF - May|Large Cap
PNOV|Innovator S&P 500 Power Buffer ETF - November|Large Cap
PNQI|Invesco NASDAQ Internet ETF|Growth
POCT|Innovator S&P 500 Power Buffer ETF - October|Large Cap
POTX|Global X Cannabis ETF|Growth
PPA|Invesco Aerospace & Defense ETF|Mid Cap
PPH|VanEck Vectors Pharmaceutical ETF|Mid Cap
PPLT|Aberdeen Standard Physical Platinum Shares ETF|Commodities
PPTY|PPTY – U.S. Diversified Real Estate ETF|REITs
PQDI|Principal Spectrum Tax-Advantaged Dividend Active ETF|Corporate Bonds
PQIN|PGIM QMA Strategic Alpha International Equity ETF|Developed Markets
PQLC|PGIM QMA Strategic Alpha Large-Cap Core ETF|Large Cap
PQSG|PGIM QMA Strategic Alpha Small-Cap Growth ETF|Small Cap
PQSV|PGIM QMA Strategic Alpha Small-Cap Value ETF|Small Cap
PREF|Principal Spectrum Preferred Securities Active ETF|High Yield Bonds
PRF|Invesco FTSE RAFI US 1000 ETF|Large Cap
PRFZ|Invesco FTSE RAFI US 1500 Small-Mid ETF|Small Cap
PRNT|The 3D Printing ETF|Technology
PSC|Principal U.S. Small-Cap Multi-Factor ETF|Small Cap
PSCC|Invesco S&P SmallCap Consumer Staples ETF|Small Cap
PSCD|Invesco S&P SmallCap Consumer Discretionary ETF|Small Cap
PSCE|Invesco S&P SmallCap Energy ETF|Small Cap
PSCF|Invesco S&P SmallCap Financials ETF|Small Cap
PSCH|Invesco S&P SmallCap Health Care ETF|Small Cap
PSCI|Invesco S&P SmallCap Industrials ETF|Small Cap
PSCM|Invesco S&P SmallCap Materials ETF|Small Cap
PSCT|Invesco S&P SmallCap Information Technology ETF|Small Cap
PSCU|Invesco S&P SmallCap Utilities & Communication Services ETF|Small Cap
PSCW|Pacer Swan SOS Conservative (April) ETF|Factors
PSCX|Pacer Swan SOS Conservative (December) ETF|Factors
PSEP|Innovator S&P 500 Power Buffer ETF - September|Derivatives
PSET|Principal Quality ETF|Mid Cap
PSFD|Pacer Swan SOS Flex (December) ETF|Factors
PSFF|Pacer Swan SOS Fund of Funds ETF|Alternatives
PSFM|Pacer Swan SOS Flex (April) ETF|Factors
PSI|Invesco Dynamic Semiconductors ETF|Technology
PSJ|Invesco Dynamic Software ETF|Growth
PSK|SPDR ICE Preferred Securities ETF|Corporate Bonds
PSL|Invesco DWA Consumer Staples Momentum ETF|Blend
PSMB|Invesco Balanced Multi-Asset Allocation ETF|Blend
PSMC|Invesco Conservative Multi-Asset Allocation ETF|Blend
PSMD|Pacer Swan SOS Moderate (December) ETF|Blend
PSMG|Invesco Growth Multi-Asset Allocation ETF|Growth
PSMM|Invesco Moderately Conservative Multi-Asset Allocation ETF|Blend
PSMR|Pacer Swan SOS Moderate (April) ETF|Blend
PSP|Invesco Global Listed Private Equity ETF|Emerging Markets
PSQ|ProShares Short QQQ|Large Cap
PSR|Invesco Active U.S. Real Estate Fund|REITs
PST|ProShares UltraShort 7-10 Year Treasury|Treasury Bonds
PTBD|Pacer Trendpilot US Bond ETF|Corporate Bonds
PTEU|Pacer Trendpilot European Index ETF|Developed Markets
PTF|Invesco DWA Technology Momentum ETF|Growth
PTH|Invesco DWA Healthcare Momentum ETF|Growth
PTIN|Pacer Trendpilot International ETF|Developed Markets
PTLC|Pacer Trendpilot US Large Cap ETF|Large Cap
PTMC|Pacer Trendpilot US Mid Cap ETF|Mid Cap
PTNQ|Pacer Trendpilot 100 ETF|Large Cap
PTO|PowerShares Ibbotson Alternativ|
PUI|Invesco DWA Utilities Momentum ETF|Growth
PULS|PGIM Ultra Short Bond ETF|Corporate Bonds
PUTW|WisdomTree CBOE S&P 500 PutWrite Strategy Fund|Blend
PVI|Invesco VRDO Tax-Free ETF|Municipal Bonds
PWB|Invesco Dynamic Large Cap Growth ETF|Growth
PWC|Invesco Dynamic Market ETF|Blend
PWS|Pacer WealthShield ETF|Blend
PWV|Invesco Dynamic Large Cap Value ETF|Value
PWZ|Invesco California AMT-Free Municipal Bond ETF|Municipal Bonds
PXE|Invesco Dynamic Energy Exploration & Production ETF|Energy
PXF|Invesco FTSE RAFI Developed Markets ex-U.S. ETF|Developed Markets
PXH|Invesco FTSE RAFI Emerging Markets ETF|Emerging Markets
PXI|Invesco DWA Energy Momentum ETF|Energy
PXJ|Invesco Dynamic Oil & Gas Services ETF|Energy
PXQ|Invesco Dynamic Networking ETF|Technology
PY|Principal Value ETF|Value
PYH|PowerShares Morningstar StockIn|Financials
PYPE|UBS ETRACS NYSE Pickens Core Midstream Index ETN|Energy
PYS|PPlus Trust Series RRD-1 RRD-1 CTF CL A|
PYZ|Invesco DWA Basic Materials Momentum ETF|Materials
PZA|Invesco National AMT-Free Municipal Bond ETF|Municipal Bonds
PZD|Invesco MSCI Sustainable Future ETF|Financials
PZT|Invesco New York AMT-Free Municipal Bond ETF|Municipal Bonds
QABA|First Trust NASDAQ ABA Community Bank Index Fund|Small Cap
QAI|IQ Hedge Multi-Strategy Tracker ETF|Alternatives
QARP|Xtrackers Russell 1000 US QARP ETF|Large Cap
QAT|iShares MSCI Qatar ETF|Emerging Markets
QCLN|First Trust NASDAQ Clean Edge Green Energy Index Fund|Developed Markets
QCON|American Century Quality Convertible Securities ETF|Equities
QDEC|FT Cboe Vest Growth-100 Buffer ETF - December|Equities
QDEF|FlexShares Quality Dividend Defensive Index Fund|Factors
QDF|FlexShares Quality Dividend Index Fund|Factors
QDIV|Global X S&P 500 Quality Dividend ETF|Large Cap
QDYN|FlexShares Quality Dividend Dynamic Index Fund|Large Cap
QED|IQ Hedge Event-Driven Tracker ETF|Alternatives
QEFA|SPDR MSCI EAFE StrategicFactors ETF|Developed Markets
QEMM|SPDR MSCI Emerging Markets StrategicFactors ETF|Emerging Markets
QGRO|American Century U.S. Quality Growth ETF|Growth
QID|ProShares UltraShort QQQ|Trading
QINT|American Century Quality Diversified International ETF|Developed Markets
QLC|FlexShares US Quality Large Cap Index Fund|Large Cap
QLD|ProShares Ultra QQQ|Trading
QLS|IQ Hedge Long/Short Tracker ETF|Equities
QLT|QuantShares U.S. Market Neutral|Alternatives
QLTA|iShares Aaa - A Rated Corporate Bond ETF|Corporate Bonds
QLV|FlexShares US Quality Low Volatility Index Fund|Large Cap
QLVD|FlexShares Developed Markets ex-US Quality Low Volatility Index Fund|Developed Markets
QLVE|FlexShares Emerging Markets Quality Low Volatility Index Fund|Emerging Markets
QMAR|FT Cboe Vest Growth-100 Buffer ETF - March|Derivatives
QMJ|Direxion S&P 500 High minus Low Quality ETF|Large Cap
QMN|IQ Hedge Market Neutral Tracker ETF|Alternatives
QMOM|Alpha Architect U.S. Quantitative Momentum ETF|Large Cap
QPFF|American Century Quality Preferred ETF|Corporate Bonds
QPT|AdvisorShares Q Portfolio Blended Allocation ETF|Blend
QPX|AdvisorShares Q Dynamic Growth ETF|Growth
QQC|Simplify Growth Equity Plus Convexity ETF|Growth
QQD|Simplify Growth Equity Plus Downside Convexity ETF|Growth
QQEW|First Trust NASDAQ-100 Equal Weighted Index Fund|Large Cap
QQH|HCM Defender 100 Index ETF|Large Cap
QQQ|Invesco QQQ Trust|Large Cap
QQQE|Direxion NASDAQ-100 Equal Weighted Index Shares|Large Cap
QQQJ|Invesco NASDAQ Next Gen 100 ETF|Large Cap
QQQM|Invesco NASDAQ 100 ETF|Large Cap
QQQN|VictoryShares Nasdaq Next 50 ETF|Large Cap
QQXT|First Trust NASDAQ-100 Ex-Technology Sector Index Fund|Large Cap
QRFT|QRAFT AI-Enhanced U.S. Large Cap ETF|Large Cap
QSY|WisdomTree U.S. Quality Shareholder Yield Fund|Large Cap
QTAP|Innovator Growth-100 Accelerated Plus ETF – April|Alternatives
QTEC|First Trust NASDAQ-100-Technology Sector Index Fund|Large Cap
QTUM|Defiance Quantum ETF|Technology
QUAL|iShares MSCI USA Quality Factor ETF|Large Cap
QULL|ETRACS 2x Leveraged MSCI US Quality Factor TR ETN|Large Cap
QUS|SPDR MSCI USA StrategicFactors ETF|Large Cap
QVAL|Alpha Architect U.S. Quantitative Value ETF|Value
QWLD|SPDR MSCI World StrategicFactors ETF|Alternatives
QYLD|Global X NASDAQ 100 Covered Call ETF|Information Technology
QYLG|Global X Nasdaq 100 Covered Call & Growth ETF|Information Technology
RAAX|VanEck Vectors Real Asset Allocation ETF|Developed Markets
RAFE|PIMCO RAFI ESG U.S. ETF PIMCO RAFI ESG U.S. ETF|Alternatives
RALS|ProShares RAFI Long/Short|Alternatives
RAVI|FlexShares Ready Access Variable Income Fund|Bonds
RAYC|Rayliant Quantamental China Equity ETF|Alternatives
RBIN|Nationwide Risk-Based International Equity ETF|Factors
RBND|SPDR Bloomberg SASB Corporate Bond ESG Select ETF|Corporate Bonds
RBUS|Nationwide Risk-Based U.S. Equity ETF|Factors
RDFI|Rareview Dynamic Fixed Income ETF|Bonds
RDIV|Invesco S&P Ultra Dividend Revenue ETF|Factors
RDOG|ALPS REIT Dividend Dogs ETF|REITs
RDVY|First Trust Rising Dividend Achievers ETF|Factors
REC|Emles Real Estate Credit ETF|Corporate Bonds
RECS|Columbia Research Enhanced Core ETF|Equities
REET|iShares Global REIT ETF|REITs
REGL|ProShares S&P MidCap 400 Dividend Aristocrats ETF|Mid Cap
REIT|ALPS Active REIT ETF|REITs
REK|ProShares Short Real Estate|REITs
REM|iShares Mortgage Real Estate Capped ETF|REITs
REML|Credit Suisse X-Links Monthly Pay 2xLeveraged Mortgage REIT ETN|REITs
REMX|VanEck Vectors Rare Earth/Strategic Metals ETF|Materials
RESD|WisdomTree International ESG Fund|Developed Markets
RESE|WisdomTree Emerging Markets ESG Fund|Emerging Markets
RESP|WisdomTree U.S. ESG Fund|Large Cap
RETL|Direxion Daily Retail Bull 3X Shares|Trading
RETS|Direxion Daily Retail Bear 3X S|Consumer Discretionary
REVS|Columbia Research Enhanced Value ETF|Value
REW|ProShares UltraShort Technology|Trading
REZ|iShares Residential and Multisector Real Estate ETF|Residential Real Estate
RFAP|First Trust RiverFront Dynamic Asia Pacific ETF|Emerging Markets
RFCI|RiverFront Dynamic Core Income ETF|Corporate Bonds
RFDA|RiverFront Dynamic US Dividend Advantage ETF|Value
RFDI|First Trust RiverFront Dynamic Developed International ETF|Developed Markets
RFEM|First Trust RiverFront Dynamic Emerging Markets ETF|Emerging Markets
RFEU|First Trust RiverFront Dynamic Europe ETF|Developed Markets
RFFC|RiverFront Dynamic US Flex-Cap ETF|Blend
RFG|Invesco S&P MidCap 400 Pure Growth ETF|Growth
RFUN|RiverFront Dynamic Unconstrained Income ETF|Corporate Bonds
RFV|Invesco S&P MidCap 400 Pure Value ETF|Value
RGI|Invesco S&P 500 Equal Weight Industrials ETF|Mid Cap
RHS|Invesco S&P 500 Equal Weight Consumer Staples ETF|Large Cap
RIGS|RiverFront Strategic Income Fund|Corporate Bonds
RILYI|B. Riley Financial, Inc. - 6.87|Corporate Bonds
RINF|ProShares Inflation Expectations ETF|Inflation-Protected Securities
RING|iShares MSCI Global Gold Miners ETF|Materials
RISN|Inspire Tactical Balanced ESG ETF|Blend
RJA|ELEMENTS Linked to the Rogers International Commodity Index - Agriculture Total Return|Commodities
RJI|ELEMENTS Linked to the Rogers International Commodity Index - Total Return|Commodities Broad Basket
RJN|ELEMENTS Linked to the Rogers International Commodity Index - Energy Total Return|Commodities
RJZ|ELEMENTS Linked to the Rogers International Commodity Index - Metals Total Return|Commodities
RLY|SPDR SSgA Multi-Asset Real Return ETF|Inflation-Protected Securities
RMB|Guggenheim Yuan Bond ETF|Government Bonds
RNDM|First Trust Developed International Equity Select ETF|Developed Markets
RNDV|First Trust US Equity Dividend Select ETF|Large Cap
RNEM|First Trust Emerging Markets Equity Select ETF|Emerging Markets
RNLC|First Trust Large Cap US Equity Select ETF|Large Cap
RNMC|First Trust Mid Cap US Equity Select ETF|Mid Cap
RNRG|Global X Renewable Energy Producers ETF|Energy
RNSC|First Trust Small Cap US Equity Select ETF|Small Cap
ROAM|Hartford Multifactor Emerging Markets ETF|Emerging Markets
ROBO|Robo Global Robotics and Automation Index ETF|Industrials
ROBT|First Trust Nasdaq Artificial Intelligence and Robotics ETF|Technology
RODE|Hartford Multifactor Diversified International ETF|Equities
RODI|Barclays Return on Disability ETN|Factors
RODM|Hartford Multifactor Developed Markets (ex-US) ETF|Factors
ROKT|SPDR Kensho Final Frontiers ETF|Industrials
ROM|ProShares Ultra Technology|Trading
ROMO|Strategy Shares Newfound/ReSolve Robust Momentum ETF|Developed Markets
ROOF|IQ U.S. Real Estate Small Cap ETF|REITs
RORO|ATAC US Rotation ETF|Factors
ROSC|Hartford Multifactor Small Cap ETF|Small Cap
ROUS|Hartford Multifactor US Equity ETF|Equities
RPAR|RPAR Risk Parity ETF|Equities
RPG|Invesco S&P 500 Pure Growth ETF|Growth
RPV|Invesco S&P 500 Pure Value ETF|Value
RSP|Invesco S&P 500 Equal Weight ETF|Large Cap
RSU|Guggenheim 2x S&P 500 ETF|Large Cap
RSW|Guggenheim Inverse 2x S&P 500 E|Large Cap
RSX|VanEck Vectors Russia ETF|Emerging Markets
RSXJ|VanEck Vectors Russia Small-Cap ETF|Small Cap
RTAI|Rareview Tax Advantaged Income ETF|Municipal Bonds
RTH|VanEck Vectors Retail ETF|Developed Markets
RTM|Invesco S&P 500 Equal Weight Materials ETF|Developed Markets
RUSL|Direxion Daily Russia Bull 2X Shares|Emerging Markets
RVNU|Xtrackers Municipal Infrastructure Revenue Bond ETF|Municipal Bonds
RVRS|Reverse Cap Weighted U.S. Large Cap ETF|Large Cap
RWGV|Direxion Russell 1000 Growth Over Value ETF|Growth
RWJ|Invesco S&P SmallCap 600 Revenue ETF|Small Cap
RWK|Invesco S&P MidCap 400 Revenue ETF|Mid Cap
RWL|Invesco S&P 500 Revenue ETF|Large Cap
RWM|ProShares Short Russell2000|Small Cap
RWO|SPDR Dow Jones Global Real Estate ETF|REITs
RWR|SPDR Dow Jones REIT ETF|REITs
RWVG|Direxion Russell 1000 Value Over Growth ETF|Value
RWX|SPDR Dow Jones International Real Estate ETF|REITs
RXD|ProShares UltraShort Health Care|Developed Markets
RXI|iShares Global Consumer Discretionary ETF|Developed Markets
RXL|ProShares Ultra Health Care|Developed Markets
RYE|Invesco S&P 500 Equal Weight Energy ETF|Developed Markets
RYF|Invesco S&P 500 Equal Weight Financials ETF|Financials
RYH|Invesco S&P 500 Equal Weight Health Care ETF|Health Care
RYJ|Invesco Raymond James SB-1 Equity ETF|Factors
RYLD|Global X Russell 2000 Covered Call ETF|Equities
RYT|Invesco S&P 500 Equal Weight Technology ETF|Technology
RYU|Invesco S&P 500 Equal Weight Utilities ETF|Utilities
RZG|Invesco S&P SmallCap 600 Pure Growth ETF|Factors
RZV|Invesco S&P SmallCap 600 Pure Value ETF|Factors
SAA|ProShares Ultra SmallCap600|Small Cap
SAF|Saratoga Investment Corp 6.25%|Financials
SBB|ProShares Short SmallCap600|Small Cap
SBIO|ALPS Medical Breakthroughs ETF|Mid Cap
SBM|ProShares Short Basic Materials|Trading
SBUG|iPath Silver ETN|Commodities
SCC|ProShares UltraShort Consumer Services|Trading
SCDL|ETRACS 2x Leveraged US Dividend Factor TR ETN|Trading
SCHA|Schwab U.S. Small-Cap ETF|Small Cap
SCHB|Schwab U.S. Broad Market ETF|Large Cap
SCHC|Schwab International Small-Cap Equity ETF|Small Cap
SCHD|Schwab U.S. Dividend Equity ETF|Value
SCHE|Schwab Emerging Markets Equity ETF|Emerging Markets
SCHF|Schwab International Equity ETF|Developed Markets
SCHG|Schwab U.S. Large-Cap Growth ETF|Growth
SCHH|Schwab U.S. REIT ETF|REITs
SCHI|Schwab 5-10 Year Corporate Bond ETF|Corporate Bonds
SCHJ|Schwab 1-5 Year Corporate Bond ETF|Corporate Bonds
SCHK|Schwab 1000 ETF|Large Cap
SCHM|Schwab U.S. Mid-Cap ETF|Mid Cap
SCHO|Schwab Short-Term U.S. Treasury ETF|Treasury Bonds
SCHP|Schwab U.S. TIPS ETF|Inflation-Protected Securities
SCHQ|Schwab Long-Term U.S. Treasury ETF|Treasury Bonds
SCHR|Schwab Intermediate-Term U.S. Treasury ETF|Treasury Bonds
SCHV|Schwab U.S. Large-Cap Value ETF|Value
SCHX|Schwab U.S. Large-Cap ETF|Large Cap
SCHY|Schwab Strategic Trust - Schwab International Dividend Equity ETF|Developed Markets
SCHZ|Schwab U.S. Aggregate Bond ETF|Investment Grade Bonds
SCJ|iShares MSCI Japan Small-Cap ETF|Small Cap
SCMB|Schwab Municipal Bond ETF|Municipal Bonds
SCO|ProShares UltraShort Bloomberg Crude Oil|Trading
SCZ|iShares MSCI EAFE Small-Cap ETF|Small Cap
SDCI|USCF SummerHaven Dynamic Commodity Strategy No K-1 Fund|Commodities Broad Basket
SDD|ProShares UltraShort SmallCap600|Trading
SDEF|Sound Enhanced Fixed Income ETF|Corporate Bonds
SDEI|Sound Equity Income ETF|Fixed Income
SDEM|Global X MSCI SuperDividend Emerging Markets ETF|Emerging Markets
SDG|iShares MSCI Global Impact ETF|Fixed Income
SDGA|Impact Shares Sustainable Development Goals Global Equity ETF|Factors
SDIV|Global X SuperDividend ETF|Fixed Income
SDOG|ALPS Sector Dividend Dogs ETF|Factors
SDOW|ProShares UltraPro Short Dow30|Trading
SDP|ProShares UltraShort Utilities|Trading
SDS|ProShares UltraShort S&P500|Trading
SDVY|First Trust SMID Cap Rising Dividend Achievers ETF|Fixed Income
SDY|SPDR S&P Dividend ETF|Factors
SECT|Main Sector Rotation ETF|Factors
SEF|ProShares Short Financials|Trading
SEIX|Virtus Seix Senior Loan ETF|Fixed Income
SENT|AdvisorShares Alpha DNA Equity Sentiment ETF|Blend
SEPZ|TrueShares Structured Outcome (September) ETF|Derivatives
SFHY|WisdomTree U.S. Short-Term High Yield Corporate Bond Fund|High Yield Bonds
SFIG|WisdomTree U.S. Short-Term Corporate Bond Fund|Corporate Bonds
SFY|SoFi Select 500 ETF|Blend
SFYF|SoFi Social 50 ETF|Blend
SFYX|SoFi Next 500 ETF|Blend
SGDJ|Sprott Junior Gold Miners ETF|Small Cap
SGDM|Sprott Gold Miners ETF|Large Cap
SGG|iPath Series B Bloomberg Sugar Subindex Total Return ETN|Commodities
SGOL|Aberdeen Standard Gold ETF Trust|Commodities
SGOV|iShares 0-3 Month Treasury Bond ETF|Treasury Bonds
SH|ProShares Short S&P500|Large Cap
SHAG|WisdomTree Yield Enhanced U.S. Short-Term Aggregate Bond Fund|Corporate Bonds
SHBT|Russell 2000 High Beta ETF|Small Cap
SHE|SPDR SSGA Gender Diversity Index ETF|Blend
SHLD|VictoryShares Protect America ETF|Industrials
SHM|SPDR Nuveen Bloomberg Barclays Short Term Municipal Bond ETF|Municipal Bonds
SHMO|Russell 2000 High Momentum ETF|Small Cap
SHV|iShares Short Treasury Bond ETF|Treasury Bonds
SHVY|Russell 2000 High Volatility ET|Small Cap
SHY|iShares 1-3 Year Treasury Bond ETF|Treasury Bonds
SHYD|VanEck Vectors Short High Yield Muni ETF|High Yield Bonds
SHYG|iShares 0-5 Year High Yield Corporate Bond ETF|High Yield Bonds
SHYL|Xtrackers Short Duration High Yield Bond ETF|High Yield Bonds
SIJ|ProShares UltraShort Industrials|Trading
SIL|Global X Silver Miners ETF|Materials
SILJ|ETFMG Prime Junior Silver Miners ETF|Materials
SIMS|SPDR S&P Kensho Intelligent Structures ETF|Utilities
SIVR|Aberdeen Standard Physical Silver Shares ETF|Commodities
SIXA|6 Meridian Mega Cap Equity ETF|Large Cap
SIXH|6 Meridian Hedged Equity-Index Option Strategy ETF|Large Cap
SIXL|6 Meridian Low Beta Equity Strategy ETF|Large Cap
SIXS|6 Meridian Small Cap Equity ETF|Small Cap
SIZE|iShares MSCI USA Size Factor ETF|Small Cap
SJB|ProShares Short High Yield|High Yield Bonds
SJNK|SPDR Bloomberg Barclays Short Term High Yield Bond ETF|High Yield Bonds
SKF|ProShares UltraShort Financials|Trading
SKOR|FlexShares Credit-Scored US Corporate Bond Index Fund|Corporate Bonds
SKYU|ProShares Ultra Cloud Computing|Trading
SKYY|First Trust Cloud Computing ETF|Technology
SLQD|iShares 0-5 Year Investment Grade Corporate Bond ETF|Corporate Bonds
SLT|Pacer Salt High truBeta US Market ETF|Developed Markets
SLV|iShares Silver Trust|Commodities
SLVP|iShares MSCI Global Silver and Metals Miners ETF|Developed Markets
SLVY|Russell 2000 Low Volatility ETF|Small Cap
SLX|VanEck Vectors ETF Trust - VanEck Vectors Steel ETF|Developed Markets
SLY|SPDR S&P 600 Small Cap ETF|Small Cap
SLYG|SPDR S&P 600 Small Cap Growth ETF|Small Cap
SLYV|SPDR S&P 600 Small Cap Value ETF|Small Cap
SMB|VanEck Vectors Short Muni ETF|Municipal Bonds
SMCP|AlphaMark Actively Managed Small Cap ETF|Small Cap
SMDD|ProShares UltraPro Short MidCap400|Mid Cap
SMDV|ProShares Russell 2000 Dividend Growers ETF|Small Cap
SMDY|Syntax Stratified MidCap ETF|Mid Cap
SMEZ|SPDR EURO STOXX Small Cap ETF|Small Cap
SMH|VanEck Vectors Semiconductor ETF|Technology
SMHB|ETRACS 2xMonthly Pay Leveraged US Small Cap High Dividend ETN|Small Cap
SMIN|iShares MSCI India Small-Cap ETF|Small Cap
SMLE|Xtrackers S&P SmallCap 600 ESG ETF|Small Cap
SMLF|iShares MSCI USA Small-Cap Multifactor ETF|Small Cap
SMLV|SPDR SSGA US Small Cap Low Volatility Index ETF|Small Cap
SMMD|iShares Russell 2500 ETF|Mid Cap
SMMU|PIMCO Short Term Municipal Bond Active Exchange-Traded Fund|Municipal Bonds
SMMV|iShares MSCI USA Small-Cap Min Vol Factor ETF|Small Cap
SMN|ProShares UltraShort Basic Materials|Trading
SMOG|VanEck Vectors Low Carbon Energy ETF|Developed Markets
SNLN|Highland/iBoxx Senior Loan ETF|Corporate Bonds
SNPE|Xtrackers S&P 500 ESG ETF|Developed Markets
SNSR|Global X Internet of Things ETF|Information Technology
SNUG|Alpha Architect Merlyn.AI Tactical Growth and Income ETF|Alternatives
SOCL|Global X Funds - Global X Social Media ETF|Communication Services
SOJB|The Southern Company JR SUB NT 76|Corporate Bonds
SOVB|Cambria Sovereign Bond ETF|Government Bonds
SOXL|Direxion Daily Semiconductor Bull 3X Shares|Trading
SOXQ|Invesco PHLX Semiconductor ETF|Technology
SOXS|Direxion Daily Semiconductor Bear 3X Shares|Trading
SOXX|iShares PHLX Semiconductor ETF|Technology
SOYB|Teucrium Soybean|Commodities
SPAB|SPDR Portfolio Aggregate Bond ETF|Investment Grade Bonds
SPAK|Defiance Next Gen SPAC Derived ETF|Financials
SPBO|SPDR Portfolio Corporate Bond ETF|Corporate Bonds
SPD|Simplify US Equity PLUS Downside Convexity ETF|Financials
SPDN|Direxion Daily S&P 500 Bear 1X Shares|Trading
SPDV|AAM S&P 500 High Dividend Value ETF|Value
SPDW|SPDR Portfolio Developed World ex-US ETF|Developed Markets
SPEM|SPDR Portfolio Emerging Markets ETF|Emerging Markets
SPEU|SPDR Portfolio Europe ETF|Developed Markets
SPFF|Global X SuperIncome Preferred ETF|Financials
SPGM|SPDR Portfolio MSCI Global Stock Market ETF|Developed Markets
SPGP|Invesco S&P 500 GARP ETF|Growth
SPHB|Invesco S&P 500 High Beta ETF|Factors
SPHD|Invesco S&P 500 High Dividend Low Volatility ETF|Factors
SPHQ|Invesco S&P 500 Quality ETF|Large Cap
SPHY|SPDR Portfolio High Yield Bond ETF|High Yield Bonds
SPIB|SPDR Portfolio Intermediate Term Corporate Bond ETF|Corporate Bonds
SPIP|SPDR Portfolio TIPS ETF|Inflation-Protected Securities
SPLB|SPDR Portfolio Long Term Corporate Bond ETF|Corporate Bonds
SPLG|SPDR Portfolio S&P 500 ETF|Large Cap
SPLV|Invesco S&P 500 Low Volatility ETF|Large Cap
SPMB|SPDR Portfolio Mortgage Backed Bond ETF|Fixed Income
SPMD|SPDR Portfolio S&P 400 Mid Cap ETF|Mid Cap
SPMO|Invesco S&P 500 Momentum ETF|Large Cap
SPMV|Invesco S&P 500 Minimum Variance ETF|Large Cap
SPQQ|Siren Large Cap Blend Index ETF|Large Cap
SPRE|SP Funds S&P Global REIT Sharia ETF|REITs
SPSB|SPDR Portfolio Short Term Corporate Bond ETF|Corporate Bonds
SPSK|SP Funds Dow Jones Global Sukuk ETF|Corporate Bonds
SPSM|SPDR Portfolio S&P 600 Small Cap ETF|Small Cap
SPTI|SPDR Portfolio Intermediate Term Treasury ETF|Treasury Bonds
SPTL|SPDR Portfolio Long Term Treasury ETF|Treasury Bonds
SPTM|SPDR Portfolio S&P 1500 Composite Stock Market ETF|Blend
SPTS|SPDR Portfolio Short Term Treasury ETF|Treasury Bonds
SPUC|Simplify US Equity PLUS Upside Convexity ETF|Information Technology
SPUS|SP Funds S&P 500 Sharia Industry Exclusions ETF|Large Cap
SPUU|Direxion Daily S&P 500 Bull 2X Shares|Large Cap
SPVM|Invesco S&P 500 Value with Momentum ETF|Value
SPVU|Invesco S&P 500 Enhanced Value ETF|Value
SPXB|ProShares S&P 500 Bond ETF|Corporate Bonds
SPXE|ProShares S&P 500 ex-Energy ETF|Large Cap
SPXL|Direxion Daily S&P500 Bull 3X Shares|Large Cap
SPXN|ProShares S&P 500 ex-Financials ETF|Large Cap
SPXS|Direxion Daily S&P 500 Bear 3X Shares|Large Cap
SPXT|ProShares S&P 500 ex-Technology ETF|Large Cap
SPXU|ProShares UltraPro Short S&P500|Large Cap
SPXV|ProShares S&P 500 ex-Health Care ETF|Large Cap
SPXZ|Morgan Creek - Exos SPAC Originated ETF|Factors
SPY|SPDR S&P 500 ETF Trust|Large Cap
SPYC|Simplify US Equity PLUS Convexity ETF|Alternatives
SPYD|SPDR Portfolio S&P 500 High Dividend ETF|Large Cap
SPYG|SPDR Portfolio S&P 500 Growth ETF|Growth
SPYV|SPDR Portfolio S&P 500 Value ETF|Value
SPYX|SPDR S&P 500 Fossil Fuel Reserves Free ETF|Large Cap
SQEW|LeaderShares Equity Skew ETF|
SQLV|Legg Mason Small-Cap Quality Value ETF|Value
SQQQ|ProShares UltraPro Short QQQ|Trading
SRET|Global X SuperDividend REIT ETF|REITs
SRLN|SPDR Blackstone Senior Loan ETF|Bonds
SRS|ProShares UltraShort Real Estate|Trading
SRTY|ProShares UltraPro Short Russell2000|Small Cap
SRVR|Pacer Benchmark Data & Infrastructure Real Estate SCTR ETF|REITs
SSAM|Rockledge SectorSAM ETF|
SSG|ProShares UltraShort Semiconductors|Trading
SSLY|Syntax Stratified SmallCap ETF|Small Cap
SSO|ProShares Ultra S&P500|Large Cap
SSPY|Syntax Stratified LargeCap ETF|Large Cap
SSUS|Day Hagan/Ned Davis Research Smart Sector ETF|Factors
STIP|iShares 0-5 Year TIPS Bond ETF|Inflation-Protected Securities
STLC|iShares Factors US Blend Style ETF|Blend
STLG|iShares Factors US Growth Style ETF|Growth
STLV|iShares Factors US Value Style ETF|Value
STMB|iShares Factors US Mid Blend Style ETF|Mid Cap
STNC|Stance Equity ESG Large Cap Core ETF|Large Cap
STOT|SPDR DoubleLine Short Duration Total Return Tactical ETF|Corporate Bonds
STPZ|PIMCO 1-5 Year U.S. TIPS Index Exchange-Traded Fund|Inflation-Protected Securities
STSB|iShares Factors US Small Blend Style ETF|Small Cap
SUB|iShares Short-Term National Muni Bond ETF|Municipal Bonds
SUBZ|Roundhill Streaming Services & Technology ETF|Information Technology
SULR|SmartETFs Sustainable Energy II ETF|Energy
SUSA|iShares MSCI USA ESG Select ETF|Developed Markets
SUSB|iShares ESG 1-5 Year USD Corporate Bond ETF|Corporate Bonds
SUSC|iShares ESG USD Corporate Bond ETF|Corporate Bonds
SUSL|iShares ESG MSCI USA Leaders ETF|Developed Markets
SVAL|iShares US Small Cap Value Factor ETF|Small Cap
SVOL|Simplify Volatility Premium ETF|Factors
SVXY|ProShares Short VIX Short-Term Futures ETF|Factors
SWAN|Amplify BlackSwan Growth & Treasury Core ETF|Alternatives
SYE|SPDR MFS Systematic Core Equity ETF|Blend
SYG|SPDR MFS Systematic Growth Equity ETF|Growth
SYLD|Cambria Shareholder Yield ETF|Value
SYUS|Syntax Stratified U.S. Total Market ETF|Blend
SYV|SPDR MFS Systematic Value Equity ETF|Value
SZK|ProShares UltraShort Consumer Goods|Trading
SZNE|Pacer CFRA-Stovall Equal Weight Seasonal Rotation ETF|Financials
TAAG|The Awareness Group Inc|Blend
TACE|Trend Aggregation Conservative ETF|Government Bonds
TADS|Trend Aggregation Dividend Stock ETF|Growth
TAEQ|Trend Aggregation U.S. ETF|Growth
TAGS|Teucrium Agricultural Fund|Commodities
TAIL|Cambria Tail Risk ETF|Treasury Bonds
TAN|Invesco Solar ETF|Developed Markets
TAXF|American Century Diversified Municipal Bond ETF|Municipal Bonds
TBF|ProShares Short 20+ Year Treasury|Treasury Bonds
TBJL|Innovator 20+ Year Treasury Bond Buffer ETF – July|Treasury Bonds
TBT|ProShares UltraShort 20+ Year Treasury|Treasury Bonds
TBX|ProShares Short 7-10 Year Treasury|Treasury Bonds
TCHP|T. Rowe Price Blue Chip Growth ETF|Growth
TCTL|Premise Capital Diversified Tactical ETF|Blend
TDIV|First Trust NASDAQ Technology Dividend Index Fund|Growth
TDSA|Cabana Target Drawdown 5 ETF|Alternatives
TDSB|Cabana Target Drawdown 7 ETF|Alternatives
TDSC|Cabana Target Drawdown 10 ETF|Alternatives
TDSD|Cabana Target Drawdown 13 ETF|Alternatives
TDSE|Cabana Target Drawdown 16 ETF|Alternatives
TDTF|FlexShares iBoxx 5-Year Target Duration TIPS Index Fund|Inflation-Protected Securities
TDTT|FlexShares iBoxx 3-Year Target Duration TIPS Index Fund|Inflation-Protected Securities
TDV|ProShares S&P Technology Dividend Aristocrats ETF|Developed Markets
TDVG|T. Rowe Price Dividend Growth ETF|Growth
TECB|iShares U.S. Tech Breakthrough Multisector ETF|Developed Markets
TECL|Direxion Daily Technology Bull 3X Shares|Developed Markets
TECS|Direxion Daily Technology Bear 3X Shares|Developed Markets
TEGS|Trend Aggregation ESG ETF|Equities
TEQI|T. Rowe Price Equity Income ETF|Value
TERM|EquityCompass Tactical Risk Manager ETF|Large Cap
TFI|SPDR Nuveen Bloomberg Barclays Municipal Bond ETF|Municipal Bonds
TFIV|Global X TargetIncome 5 ETF|Developed Markets
TFJL|Innovator Long Term Treasury Floor ETF - July|Treasury Bonds
TFLO|iShares Treasury Floating Rate Bond ETF|Treasury Bonds
TFLT|Global X TargetIncome Plus 2 ETF|Bonds
TGIF|SoFi Weekly Income ETF|High Yield Bonds
TGRW|T. Rowe Price Growth Stock ETF|Growth
THCX|The Cannabis ETF|Developed Markets
THD|iShares MSCI Thailand ETF|Emerging Markets
THNQ|Robo Global Artificial Intelligence ETF|Technology
THY|Toews Agility Shares Dynamic Tactical Income ETF|High Yield Bonds
TILT|FlexShares Morningstar US Market Factors Tilt Index Fund|Value
TIP|iShares TIPS Bond ETF|Inflation-Protected Securities
TIPX|SPDR Bloomberg Barclays 1-10 Year TIPS ETF|Inflation-Protected Securities
TIPZ|PIMCO Broad U.S. TIPS Index Exchange-Traded Fund|Inflation-Protected Securities
TLH|iShares 10-20 Year Treasury Bond ETF|Treasury Bonds
TLT|iShares 20+ Year Treasury Bond ETF|Treasury Bonds
TLTD|FlexShares Morningstar Developed Markets ex-US Factor Tilt Index Fund|Developed Markets
TLTE|FlexShares Morningstar Emerging Markets Factor Tilt Index Fund|Emerging Markets
TMAT|Main Thematic Innovation ETF|Information Technology
TMDV|ProShares Russell US Dividend Growers ETF|Large Cap
TMF|Direxion Daily 20+ Year Treasury Bull 3X Shares|Treasury Bonds
TMFC|Motley Fool 100 Index ETF|Large Cap
TMV|Direxion Daily 20+ Year Treasury Bear 3X Shares|Treasury Bonds
TNA|Direxion Daily Small Cap Bull 3X Shares|Small Cap
TOK|iShares MSCI Kokusai ETF|Developed Markets
TOKE|Cambria Cannabis ETF|Growth
TOLZ|ProShares DJ Brookfield Global Infrastructure ETF|Developed Markets
TOTL|SPDR DoubleLine Total Return Tactical ETF|Investment Grade Bonds
TPAY|Roundhill Investments - S&P 500 Target 10 Managed Distribution ETF|Developed Markets
TPHD|Timothy Plan High Dividend Stock ETF|Value
TPIF|Timothy Plan International ETF|Developed Markets
TPLC|Timothy Plan US Large/Mid Cap Core ETF|Large Cap
TPOR|Direxion Daily Transportation Bull 3X Shares|Trading
TPSC|Timothy Plan US Small Cap Core ETF|Small Cap
TPVY|TriplePoint Venture Growth BDC Corp.|Financials
TPYP|Tortoise North American Pipeline Fund|Energy
TQQQ|ProShares UltraPro QQQ|Large Cap
TRND|Pacer Trendpilot Fund of Funds ETF|Developed Markets
TRTY|Cambria Trinity ETF|Factors
TRXT|PIMCO Total Return Exchange-Tra|Investment Grade Bonds
TSJA|Innovator Triple Stacker ETF - January|Factors
TSOC|Innovator Triple Stacker ETF – October|Factors
TSXV|Global X S&P TSX Venture 30 Can|Small Cap
TTAC|TrimTabs U.S. Free Cash Flow Quality ETF|Large Cap
TTAI|TrimTabs International Free Cash Flow Quality ETF|Developed Markets
TTT|ProShares UltraPro Short 20+ Year Treasury|Treasury Bonds
TUR|iShares MSCI Turkey ETF|Emerging Markets
TUSA|First Trust Total US Market AlphaDEX ETF|Blend
TWIO|Trajan Wealth Income Opportunities ETF|Corporate Bonds
TWM|ProShares UltraShort Russell2000|Small Cap
TYD|Direxion Daily 7-10 Year Treasury Bull 3X Shares|Treasury Bonds
TYH|Direxion Technology Bull 3X Sha|Developed Markets
TYO|Direxion Daily 7-10 Year Treasury Bear 3X Shares|Treasury Bonds
TZA|Direxion Daily Small Cap Bear 3X Shares|Small Cap
UAE|iShares MSCI UAE ETF|Emerging Markets
UAPR|Innovator S&P 500 Ultra Buffer ETF - April New|Large Cap
UAUG|Innovator S&P 500 Ultra Buffer ETF - August|Large Cap
UBD|Guggenheim U.S. Capital Markets|
UBOT|Direxion Daily Robotics, Artificial Intelligence & Automation Index Bull 2X Shares|Trading
UBR|ProShares Ultra MSCI Brazil Capped|Emerging Markets
UBT|ProShares Ultra 20+ Year Treasury|Treasury Bonds
UCC|ProShares Ultra Consumer Services|Developed Markets
UCIB|UBS ETRACS UBS Bloomberg Constant Maturity Commodity Index (CMCI) Total Return ETN Series B|Investment Grade Bonds
UCO|ProShares Ultra Bloomberg Crude Oil|Trading
UCON|First Trust TCW Unconstrained Plus Bond ETF|Corporate Bonds
UCYB|ProShares Ultra Nasdaq Cybersecurity|Developed Markets
UDEC|Innovator S&P 500 Ultra Buffer ETF - December|Equities
UDN|Invesco DB US Dollar Index Bearish Fund|Currencies
UDOW|ProShares UltraPro Dow30|Large Cap
UEVM|VictoryShares USAA MSCI Emerging Markets Value Momentum ETF|Emerging Markets
UFEB|Innovator S&P 500 Ultra Buffer ETF - February|Derivatives
UFO|Procure Space ETF|Industrials
UGA|United States Gasoline Fund, LP|Energy
UGCE|Uncommon Portfolio Design Core Equity ETF|Financials
UGE|ProShares Ultra Consumer Goods|Trading
UGL|ProShares Ultra Gold|Trading
UITB|VictoryShares USAA Core Intermediate-Term Bond ETF|Corporate Bonds
UIVM|VictoryShares USAA MSCI International Value Momentum ETF|Value
UJAN|Innovator S&P 500 Ultra Buffer ETF January|Large Cap
UJB|ProShares Ultra High Yield|High Yield Bonds
UJUL|Innovator S&P 500 Ultra Buffer ETF — July|Large Cap
UJUN|Innovator S&P 500 Ultra Buffer ETF - June|Large Cap
ULE|ProShares Ultra Euro|Trading
ULQ|Guggenheim U.S. Capital Markets|
ULST|SPDR SSgA Ultra Short Term Bond ETF|Corporate Bonds
ULTR|IQ Ultra Short Duration ETF|Corporate Bonds
ULVM|VictoryShares USAA MSCI USA Value Momentum ETF|Blend
UMAR|Innovator S&P 500 Ultra Buffer ETF - March|Large Cap
UMAY|Innovator S&P 500 Ultra Buffer ETF - May|Large Cap
UMDD|ProShares UltraPro MidCap400|Mid Cap
UMI|USCF Midstream Energy Income Fund|Mid Cap
UNG|United States Natural Gas Fund, LP|Commodities
UNL|United States 12 Month Natural Gas Fund, LP|Commodities
UNOV|Innovator S&P 500 Ultra Buffer ETF - November|Developed Markets
UOCT|Innovator S&P 500 Ultra Buffer ETF - October|Large Cap
UPRO|ProShares UltraPro S&P500|Large Cap
UPV|ProShares Ultra FTSE Europe|Developed Markets
UPW|ProShares Ultra Utilities|Trading
URA|Global X Uranium ETF|Developed Markets
URE|ProShares Ultra Real Estate|REITs
URNM|North Shore Global Uranium Mining ETF|Developed Markets
URTH|iShares MSCI World ETF|Developed Markets
URTY|ProShares UltraPro Russell2000|Small Cap
USAI|Pacer American Energy Independence ETF|Developed Markets
USCI|United States Commodity Index Fund, LP|Commodities
USD|ProShares Ultra Semiconductors|Developed Markets
USDU|WisdomTree Bloomberg U.S. Dollar Bullish Fund|Currencies
USEP|Innovator S&P 500 Ultra Buffer ETF - September|Large Cap
USEQ|Invesco Russell 1000 Enhanced Equal Weight ETF|Large Cap
USFR|WisdomTree Floating Rate Treasury Fund|Treasury Bonds
USHG|AGFiQ Dynamic Hedged U.S. Equity ETF|Large Cap
USHY|iShares Broad USD High Yield Corporate Bond ETF|High Yield Bonds
USI|Principal Ultra-Short Active Income ETF|Investment Grade Bonds
USIG|iShares Broad USD Investment Grade Corporate Bond ETF|Corporate Bonds
USL|United States 12 Month Oil Fund, LP|Energy
USLB|Invesco Russell 1000 Low Beta Equal Weight ETF|Large Cap
USMC|Principal U.S. Mega-Cap ETF|Large Cap
USMF|WisdomTree U.S. Multifactor Fund|Large Cap
USML|ETRACS 2x Leveraged MSCI US Minimum Volatility Factor TR ETN|Large Cap
USMV|iShares MSCI USA Min Vol Factor ETF|Large Cap
USO|United States Oil Fund, LP|Energy
USRT|iShares Core U.S. REIT ETF|REITs
USSG|Xtrackers MSCI USA ESG Leaders Equity ETF|Large Cap
UST|ProShares Ultra 7-10 Year Treasury|Treasury Bonds
USTB|VictoryShares USAA Core Short-Term Bond ETF|Treasury Bonds
USVM|VictoryShares USAA MSCI USA Small Cap Value Momentum ETF|Value
USXF|iShares ESG Advanced MSCI USA ETF|Developed Markets
UTES|Virtus Reaves Utilities ETF|Utilities
UTRN|Vesper U.S. Large Cap Short-Term Reversal Strategy ETF|Large Cap
UTSL|Direxion Daily Utilities Bull 3X Shares|Trading
UUP|Invesco DB US Dollar Index Bullish Fund|Money Market Instruments
UVXY|ProShares Ultra VIX Short-Term Futures ETF|Factors
UWM|ProShares Ultra Russell2000|Small Cap
UXI|ProShares Ultra Industrials|Trading
UYG|ProShares Ultra Financials|Trading
UYM|ProShares Ultra Basic Materials|Trading
UZB|United States Cellular Corporation SR NT 120163|Corporate Bonds
VABS|Virtus Newfleet ABS/MBS ETF|Corporate Bonds
VALQ|American Century STOXX U.S. Quality Value ETF|Value
VALT|ETFMG Sit Ultra Short ETF|Money Market Instruments
VAMO|Cambria Value and Momentum ETF|Blend
VAW|Vanguard Materials Index Fund ETF Shares|Small Cap
VB|Vanguard Small-Cap Index Fund ETF Shares|Small Cap
VBK|Vanguard Small-Cap Growth Index Fund ETF Shares|Small Cap
VBND|Vident Core U.S. Bond Strategy ETF|Corporate Bonds
VBR|Vanguard Small-Cap Value Index Fund ETF Shares|Small Cap
VCAR|Simplify Volt RoboCar Disruption and Tech ETF|Technology
VCEB|Vanguard ESG U.S. Corporate Bond ETF|Corporate Bonds
VCIT|Vanguard Intermediate-Term Corporate Bond Index Fund ETF Shares|Corporate Bonds
VCLO|Simplify Volt Cloud and Cybersecurity Disruption ETF|Technology
VCLT|Vanguard Long-Term Corporate Bond Index Fund ETF Shares|Corporate Bonds
VCR|Vanguard Consumer Discretionary Index Fund ETF Shares|Value
VCSH|Vanguard Short-Term Corporate Bond Index Fund ETF Shares|Corporate Bonds
VDC|Vanguard Consumer Staples Index Fund ETF Shares|Value
VDE|Vanguard Energy Index Fund ETF Shares|Value
VEA|Vanguard FTSE Developed Markets Index Fund ETF Shares|Developed Markets
VEGA|AdvisorShares STAR Global Buy-Write ETF|Alternatives
VEGI|iShares MSCI Global Agriculture Producers ETF|Materials
VEGN|US Vegan Climate ETF|Factors
VETS|Pacer Military Times Best Employers ETF|Factors
VEU|Vanguard FTSE All-World ex-US Index Fund ETF Shares|Developed Markets
VFH|Vanguard Financials Index Fund ETF Shares|Financials
VFIN|Simplify Volt Fintech Disruption ETF|Technology
VFLQ|Vanguard U.S. Liquidity Factor ETF ETF Shares|Factors
VFMF|Vanguard U.S. Multifactor ETF Shares|Factors
VFMO|Vanguard U.S. Momentum Factor ETF ETF Shares|Factors
VFMV|Vanguard U.S. Minimum Volatility ETF ETF Shares|Factors
VFQY|Vanguard U.S. Quality Factor ETF ETF Shares|Factors
VFVA|Vanguard U.S. Value Factor ETF ETF Shares|Value
VGIT|Vanguard Intermediate-Term Treasury Index Fund ETF Shares|Treasury Bonds
VGK|Vanguard FTSE Europe Index Fund ETF Shares|Developed Markets
VGLT|Vanguard Long-Term Treasury Index Fund ETF Shares|Treasury Bonds
VGSH|Vanguard Short-Term Treasury Index Fund ETF Shares|Treasury Bonds
VGT|Vanguard Information Technology Index Fund ETF Shares|Developed Markets
VHT|Vanguard Health Care Index Fund ETF Shares|Developed Markets
VICE|AdvisorShares Vice ETF|Developed Markets
VIDI|Vident International Equity Fund|Developed Markets
VIG|Vanguard Dividend Appreciation Index Fund ETF Shares|Developed Markets
VIGI|Vanguard International Dividend Appreciation Index Fund ETF Shares|Developed Markets
VIOG|Vanguard S&P Small-Cap 600 Growth Index Fund ETF Shares|Small Cap
VIOO|Vanguard S&P Small-Cap 600 Index Fund ETF Shares|Small Cap
VIOV|Vanguard S&P Small-Cap 600 Value Index Fund ETF Shares|Small Cap
VIRS|Pacer BioThreat Strategy ETF|Developed Markets
VIS|Vanguard Industrials Index Fund ETF Shares|Developed Markets
VIXM|ProShares VIX Mid-Term Futures ETF|Factors
VIXY|ProShares VIX Short-Term Futures ETF|Trading
VLU|SPDR S&P 1500 Value Tilt ETF|Value
VLUE|iShares MSCI USA Value Factor ETF|Value
VMBS|Vanguard Mortgage-Backed Securities Index Fund ETF Shares|Investment Grade Bonds
VMOT|Alpha Architect Value Momentum Trend ETF|Blend
VNLA|Janus Henderson Short Duration Income ETF|Corporate Bonds
VNM|VanEck Vectors Vietnam ETF|Emerging Markets
VNMC|Natixis Vaughan Nelson Mid Cap ETF|Mid Cap
VNQ|Vanguard Real Estate Index Fund ETF Shares|REITs
VNQI|Vanguard Global ex-U.S. Real Estate Index Fund ETF Shares|REITs
VNSE|Natixis Vaughan Nelson Select ETF|Blend
VO|Vanguard Mid-Cap Index Fund ETF Shares|Mid Cap
VOE|Vanguard Mid-Cap Value Index Fund ETF Shares|Value
VONE|Vanguard Russell 1000 Index Fund ETF Shares|Large Cap
VONG|Vanguard Russell 1000 Growth Index Fund ETF Shares|Growth
VONV|Vanguard Russell 1000 Value Index Fund ETF Shares|Value
VOO|Vanguard S&P 500 ETF|Large Cap
VOOG|Vanguard S&P 500 Growth Index Fund ETF Shares|Growth
VOOV|Vanguard S&P 500 Value Index Fund ETF Shares|Value
VOT|Vanguard Mid-Cap Growth Index Fund ETF Shares|Growth
VOX|Vanguard Communication Services Index Fund ETF Shares|Blend
VPC|Virtus Private Credit ETF|Bonds
VPL|Vanguard FTSE Pacific Index Fund ETF Shares|Developed Markets
VPN|Global X Data Center REITs & Digital Infrastructure ETF|REITs
VPOP|Simplify Volt Pop Culture Disruption ETF|Blend
VPU|Vanguard Utilities Index Fund ETF Shares|Blend
VRAI|Virtus Real Asset Income ETF|Factors
VRIG|Invesco Variable Rate Investment Grade ETF|Investment Grade Bonds
VROM|Global X/ Auto ETF|
VRP|Invesco Variable Rate Preferred ETF|Bonds
VSDA|VictoryShares Dividend Accelerator ETF|Blend
VSGX|Vanguard ESG International Stock ETF|Developed Markets
VSL|Volshares Large Cap ETF|Large Cap
VSLU|ETF Opportunities Trust - Applied Finance Valuation Large Cap ETF|Large Cap
VSMV|VictoryShares US Multi-Factor Minimum Volatility ETF|Blend
VSS|Vanguard FTSE All-World ex-US Small-Cap Index Fund ETF Shares|Small Cap
VT|Vanguard Total World Stock Index Fund ETF Shares|Blend
VTC|Vanguard Total Corporate Bond ETF ETF Shares|Corporate Bonds
VTEB|Vanguard Tax-Exempt Bond Index Fund ETF Shares|Municipal Bonds
VTHR|Vanguard Russell 3000 Index Fund ETF Shares|Large Cap
VTI|Vanguard Total Stock Market Index Fund ETF Shares|Blend
VTIP|Vanguard Short-Term Inflation-Protected Securities Index Fund ETF Shares|Inflation-Protected Securities
VTRN|VictoryShares Top Veteran Employers ETF|Blend
VTV|Vanguard Value Index Fund ETF Shares|Value
VTWG|Vanguard Russell 2000 Growth Index Fund ETF Shares|Growth
VTWO|Vanguard Russell 2000 Index Fund ETF Shares|Small Cap
VTWV|Vanguard Russell 2000 Value Index Fund ETF Shares|Value
VUG|Vanguard Growth Index Fund ETF Shares|Growth
VUSB|Vanguard Ultra-Short Bond ETF Shares|Corporate Bonds
VUSE|Vident Core U.S. Equity Fund|Blend
VV|Vanguard Large-Cap Index Fund ETF Shares|Large Cap
VWID|Virtus WMC International Dividend ETF|Developed Markets
VWO|Vanguard FTSE Emerging Markets Index Fund ETF Shares|Emerging Markets
VWOB|Vanguard Emerging Markets Government Bond Index Fund ETF Shares|Government Bonds
VXF|Vanguard Extended Market Index Fund ETF Shares|Mid Cap
VXUS|Vanguard Total International Stock Index Fund ETF Shares|Developed Markets
VXX|iPath Series B S&P 500 VIX Short-Term Futures ETN|Trading
VYM|Vanguard High Dividend Yield Index Fund ETF Shares|Value
VYMI|Vanguard International High Dividend Yield Index Fund ETF Shares|Value
WALA|Western Alliance Bancorporation SUB DEBENTURS 56|Fixed Income
WANT|Direxion Daily Cnsmr Discret Bull 3XShrs|Trading
WBIE|WBI BullBear Rising Income 3000 ETF|Blend
WBIF|WBI BullBear Value 3000 ETF|Value
WBIG|WBI BullBear Yield 3000 ETF|Value
WBII|WBI BullBear Global Income ETF|Blend
WBIL|WBI BullBear Quality 3000 ETF|Blend
WBIN|WBI BullBear Trend Switch US Total Return ETF|Factors
WBIT|WBI BullBear Trend Switch US 3000 Total Return ETF|Blend
WBIY|WBI Power Factor High Dividend ETF|Value
WBND|Western Asset Total Return ETF|Investment Grade Bonds
WCAT|Jefferies TR/J CRB Wildcatters|Energy
WCBR|WisdomTree Cybersecurity Fund|Information Technology
WCLD|WisdomTree Cloud Computing Fund|Growth
WDIV|SPDR S&P Global Dividend ETF|Developed Markets
WEAT|Teucrium Wheat|Commodities
WEBL|Direxion Daily Dow Jones Internet Bull 3X Shares|Trading
WEBS|Direxion Daily Dow Jones Internet Bear 3X Shares|Trading
WFH|Direxion Work From Home ETF|Technology
WFHY|WisdomTree U.S. High Yield Corporate Bond Fund|High Yield Bonds
WFIG|WisdomTree U.S. Corporate Bond Fund|Corporate Bonds
WFVK|Wilshire 5000 Total Market ETF|Large Cap
WGLD|Wilshire wShares Enhanced Gold Trust ETF|Commodities
WHFBZ|WhiteHorse Finance, Inc. - 6.50|Financials
WIL|Barclays Women in Leadership ETN|Factors
WINC|Western Asset Short Duration Income ETF|Corporate Bonds
WIP|SPDR FTSE International Government Inflation-Protected Bond ETF|Inflation-Protected Securities
WIZ|Alpha Architect Merlyn.AI Bull-Rider Bear-Fighter ETF|
WLDR|Affinity World Leaders Equity ETF|Developed Markets
WOMN|Impact Shares YWCA Women's Empowerment ETF|Large Cap
WOOD|iShares Global Timber & Forestry ETF|Materials
WPS|iShares International Developed Property ETF|REITs
WTMF|WisdomTree Managed Futures Strategy Fund|Derivatives
WUGI|Esoterica NextG Economy ETF|Technology
WWJD|Inspire International ESG ETF|Factors
WWOW|Direxion World Without Waste ETF|Equities
WXSP|Wilshire 4500 Completion|Mid Cap
XAR|SPDR S&P Aerospace & Defense ETF|Industrials
XBAP|Innovator U.S. Equity Accelerated 9 Buffer ETFTM – April|Derivatives
XBI|SPDR S&P Biotech ETF|Health Care
XBUY|Amplify International Online Retail ETF|Consumer Discretionary
XCEM|Columbia EM Core ex-China ETF|Emerging Markets
XDAP|Innovator U.S. Equity Accelerated ETF – April|Alternatives
XDAT|Franklin Exponential Data ETF|Growth
XDIV|Metaurus U.S. Equity Ex-Dividend Fund-Series 2027|Factors
XDQQ|Innovator Growth-100 Accelerated ETF – Quarterly|Factors
XDSQ|Innovator U.S. Equity Accelerated ETF – Quarterly|Factors
XES|SPDR S&P Oil & Gas Equipment & Services ETF|Energy
XGC|Guggenheim International Small|
XHB|SPDR S&P Homebuilders ETF|Developed Markets
XHE|SPDR S&P Health Care Equipment ETF|Developed Markets
XHS|SPDR S&P Health Care Services ETF|Developed Markets
XITK|SPDR FactSet Innovative Technology ETF|Developed Markets
XJH|iShares ESG Screened S&P Mid-Cap ETF|Mid Cap
XJR|iShares ESG Screened S&P Small-Cap ETF|Small Cap
XLB|Materials Select Sector SPDR Fund|Materials
XLBT|Russell Developed ex US Low Bet|
XLC|Communication Services Select Sector SPDR Fund|Communications
XLE|Energy Select Sector SPDR Fund|Energy
XLF|Financial Select Sector SPDR Fund|Financials
XLG|Invesco S&P 500 Top 50 ETF|Large Cap
XLI|Industrial Select Sector SPDR Fund|Industrials
XLK|Technology Select Sector SPDR Fund|Technology
XLP|Consumer Staples Select Sector SPDR Fund|Consumer Staples
XLRE|The Real Estate Select Sector SPDR Fund|REITs
XLSR|SPDR SSGA U.S. Sector Rotation ETF|Factors
XLU|Utilities Select Sector SPDR Fund|Utilities
XLV|Health Care Select Sector SPDR Fund|Health Care
XLVO|Russell Developed ex US Low Vol|
XLY|Consumer Discretionary Select Sector SPDR Fund|Consumer Discretionary
XME|SPDR S&P Metals and Mining ETF|Materials
XMHQ|Invesco S&P MidCap Quality ETF|Mid Cap
XMLV|Invesco S&P MidCap Low Volatility ETF|Mid Cap
XMMO|Invesco S&P MidCap Momentum ETF|Mid Cap
XMPT|VanEck Vectors CEF Municipal Income ETF|Municipal Bonds
XMVM|Invesco S&P MidCap Value with Momentum ETF|Mid Cap
XNTK|SPDR NYSE Technology ETF|Large Cap
XOIL|Global X Oil Equities ETF|Energy
XOP|SPDR S&P Oil & Gas Exploration & Production ETF|Energy
XOUT|GraniteShares XOUT U.S. Large Cap ETF|Large Cap
XPH|SPDR S&P Pharmaceuticals ETF|Developed Markets
XPP|ProShares Ultra FTSE China 50|Trading
XRLV|Invesco S&P 500 ex-Rate Sensitive Low Volatility ETF|Factors
XRO|Guggenheim Sector Rotation ETF|
XRT|SPDR S&P Retail ETF|Consumer Discretionary
XRU|CurrencyShares Russian Ruble Tr|Currencies
XSD|SPDR S&P Semiconductor ETF|Technology
XSHD|Invesco S&P SmallCap High Dividend Low Volatility ETF|Small Cap
XSHQ|Invesco S&P SmallCap Quality ETF|Small Cap
XSLV|Invesco S&P SmallCap Low Volatility ETF|Small Cap
XSMO|Invesco S&P SmallCap Momentum ETF|Small Cap
XSOE|WisdomTree Emerging Markets ex-State-Owned Enterprises Fund|Emerging Markets
XSVM|Invesco S&P SmallCap Value with Momentum ETF|Small Cap
XSW|SPDR S&P Software & Services ETF|Small Cap
XT|iShares Exponential Technologies ETF|Developed Markets
XTAP|Innovator U.S. Equity Accelerated Plus ETF – April|Developed Markets
XTL|SPDR S&P Telecom ETF|Developed Markets
XTN|SPDR S&P Transportation ETF|Developed Markets
XVOL|Acruence Active Hedge U.S. Equity ETF|Factors
XVV|iShares ESG Screened S&P 500 ETF|Factors
XVZ|iPath S&P 500 Dynamic VIX ETN|Factors
XWEB|SPDR S&P Internet ETF|Technology
XYLD|Global X S&P 500 Covered Call ETF|Blend
XYLG|Global X S&P 500 Covered Call & Growth ETF|Blend
YANG|Direxion Daily FTSE China Bear 3X Shares|Trading
YCL|ProShares Ultra Yen|Trading
YCS|ProShares UltraShort Yen|Trading
YDEC|FT Cboe Vest International Equity Buffer ETF - December|Derivatives
YINN|Direxion Daily FTSE China Bull 3X Shares|Emerging Markets
YLD|Principal Active Income ETF|High Yield Bonds
YLDE|ClearBridge Dividend Strategy ESG ETF|Value
YMAR|FT Cboe Vest International Equity Buffer ETF - March|Financials
YOLO|AdvisorShares Pure Cannabis ETF|Health Care
YXI|ProShares Short FTSE China 50|Emerging Markets
YYY|Amplify High Income ETF|Factors
ZCAN|SPDR Solactive Canada ETF|Large Cap
ZDEU|SPDR Solactive Germany ETF|Large Cap
ZGBR|SPDR Solactive United Kingdom ETF|Developed Markets
ZHOK|SPDR Solactive Hong Kong ETF|Developed Markets
ZIG|The Acquirers Fund ETF|Large Cap
ZJPN|SPDR Solactive Japan ETF|Developed Markets
ZROZ|PIMCO 25+ Year Zero Coupon U.S. Treasury Index Exchange-Traded Fund|Treasury Bonds
ZSL|ProShares UltraShort Silver|Commodities
`;
