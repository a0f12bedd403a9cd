/** "72 hours", "15 minutes" */
export function lasting(seconds: number): string {
	if (seconds >= 7200) return `${Math.round(seconds / 3600)} hours`;
	if (seconds >= 120) return `${Math.round(seconds / 60)} minutes`;
	return `${seconds} seconds`;
}

/** Without the full stop at its end. */
export const sentence = (text: string): string => text.replace(/\.$/, '');

/** Its first part, as it goes on within another: "who" */
export const clause = (text: string): string => sentence(text.split(';')[0]!).replace(/^./, (c) => c.toLocaleLowerCase());
