/** Styles that come with a screen. */
declare module '*.sheet' {
	const text: string;
	export default text;
}
