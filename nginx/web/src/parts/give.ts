const WHILE_MS = 60_000;

/** Hands a file to the browser, as a link would. */
export function give(name: string, content: Blob): void {
	const link = document.createElement('a');
	link.href = URL.createObjectURL(content);
	link.download = name;
	link.click();
	setTimeout(() => URL.revokeObjectURL(link.href), WHILE_MS);
}
