/** Styles that come with a screen: who labels need not fetch how others look. */
const worn = new Set<string>();

export function putOn(styles: string): void {
	if (worn.has(styles)) return;
	worn.add(styles);
	const sheet = new CSSStyleSheet();
	sheet.replaceSync(styles);
	document.adoptedStyleSheets.push(sheet);
}
