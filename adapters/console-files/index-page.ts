/** Paths of the files that the page begins with. */
export type FirstFiles = {
  readonly style: string;
  /** Sets the theme before anything is painted. */
  readonly theme: string;
  readonly main: string;
  /** What `main` imports, so that it is fetched at the same time. */
  readonly imports: readonly string[];
};

/** No inline script or style: the content security policy allows none. */
export const indexPage = ({ style, theme, main, imports }: FirstFiles): string =>
  `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="theme-color" content="#f5f3ec" media="(prefers-color-scheme: light)">
<meta name="theme-color" content="#0d1214" media="(prefers-color-scheme: dark)">
<meta name="description" content="Sigmafold: from a broker's file to risk numbers that can say where they came from">
<title>Sigmafold</title>
<link rel="icon" href="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E%3Crect width='32' height='32' rx='5' fill='%230b5560'/%3E%3Cpath d='M23 8H9l8 8-8 8h14' fill='none' stroke='%23fff' stroke-width='3'/%3E%3C/svg%3E">
<script src="${theme}"></script>
<link rel="stylesheet" href="${style}">
<script type="module" src="${main}"></script>
${imports.map((path) => `<link rel="modulepreload" href="${path}">`).join('\n')}
</head>
<body>
<div id="app"></div>
<noscript><p>The console needs JavaScript. The API at <a href="/docs">/docs</a> does not.</p></noscript>
</body>
</html>
`;
